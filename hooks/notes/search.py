"""What the search of each language looks through: the plain text of its notes.

The browser reads it as it is (docs/assets/javascripts/search_worker.js): there
is no index to build, and Chinese is not cut into words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from demos.library import DEFAULT_LANGUAGE

Entry = Mapping[str, Any]
"""A section as the theme's search has it: ``location``, ``title``, ``text``, ``boost``."""

# A page about the site itself, such as how notes are written, comes behind the notes.
_BEHIND = 0.05
# Every other "<" in an entry is escaped.
_BLOCK = re.compile(r"</?(?:li|ol|p|pre|ul)(?:\s[^<>]*)?>")
_INLINE = re.compile(r"</?(?:code|sub|sup)>")
_PERMALINK = re.compile(r'<a class="headerlink"[^<>]*>[^<>]*</a>')
# Tags inside a line: they say nothing to the search, and are most of a page.
_SILENT_NAMES = (
    "a|code|sub|sup|span|kbd|samp|em|strong|t[dhr]|thead|tbody|table"
    "|g|text|tspan|polygon|polyline|path|line|rect|ellipse"
)
_SILENT = re.compile(rf"</?(?:{_SILENT_NAMES})(?:\s[^<>]*)?>")
_EXCLUDED = re.compile(rf"<(?:{_SILENT_NAMES}|li|ol|p|pre|ul)\s[^<>]*data-search-exclude")
_BETWEEN_WORDS = "\u200b"


def searched(entries: Iterable[Entry], language: str, sources: Collection[str]) -> list[list[Any]]:
    """For each section of a language its address, title and text, and a weight other than 1.

    ``entries`` are plain, of one language or of all; ``sources`` are the notes' paths
    below docs. A page that only stands in for a missing translation is left out.
    """
    return [
        [entry["location"], entry["title"], entry["text"], *_weight(source, entry)]
        for entry in entries
        if (source := source_of(entry["location"], language)) in sources
    ]


def as_json(sections: list[list[Any]]) -> str:
    """The file that the browser reads, without needless spaces."""
    return json.dumps(sections, separators=(",", ":"), ensure_ascii=False)


def light(html: str) -> str:
    """The page without the tags that say nothing, so that the rest is soon read."""
    if _EXCLUDED.search(html):
        return html
    return _BLOCK.sub(" ", _SILENT.sub("", _PERMALINK.sub("", html)))


def plain_entries(entries: Iterable[Entry]) -> str:
    """Entries whose titles and texts were HTML, without tags, as JSON."""
    without = [{**one, "title": plain(one["title"]), "text": plain(one["text"])} for one in entries]
    return json.dumps(without, ensure_ascii=False)


def plain(html: str) -> str:
    """The text of an entry's HTML, in one line."""
    text = _INLINE.sub("", _BLOCK.sub(" ", html.replace(_BETWEEN_WORDS, "")))
    if "&" in text:
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return " ".join(text.split())


def folder_of(language: str) -> str:
    """Where a language has its home page: "" for the default, "en/" for English."""
    return "" if language == DEFAULT_LANGUAGE else f"{language}/"


def source_of(location: str, language: str) -> str:
    """The note behind an address: "en/a/b/#c" is a/b.en.md; "" if it is of another language."""
    folder = folder_of(language)
    if not location.startswith(folder):
        return ""
    page = location.partition("#")[0].removeprefix(folder)
    page = page.removesuffix("index.html").removesuffix(".html").rstrip("/")
    suffix = ".md" if language == DEFAULT_LANGUAGE else f".{language}.md"
    return (page or "index") + suffix


def _weight(source: str, entry: Entry) -> list[float]:
    weight = entry.get("boost", 1) * (1 if "/" in source else _BEHIND)
    return [] if weight == 1 else [weight]
