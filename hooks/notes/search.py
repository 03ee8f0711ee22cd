"""One search index for each language, out of the one that the build makes for all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from demos.library import DEFAULT_LANGUAGE, LANGUAGES

Index = Mapping[str, Any]
# A page about the site itself, such as how notes are written, comes behind the notes.
_BEHIND = 0.05


def split_index(index: Index, sources: Collection[str]) -> dict[str, dict[str, Any]]:
    """For each language the index of its own pages, their addresses below its home page.

    ``index`` is the theme's (``config`` and ``docs``, each with a ``location``);
    ``sources`` are the notes' paths below docs. A page that only stands in for a
    missing translation is in no index of that language.
    """
    return {language: _index_of(language, index, sources) for language in LANGUAGES}


def folder_of(language: str) -> str:
    """Where a language has its home page: "" for the default, "en/" for English."""
    return "" if language == DEFAULT_LANGUAGE else f"{language}/"


def source_of(location: str, language: str) -> str:
    """The note behind an address below its language's home page: "a/b/#c" is a/b.md."""
    page = location.partition("#")[0].removesuffix("index.html").removesuffix(".html")
    suffix = ".md" if language == DEFAULT_LANGUAGE else f".{language}.md"
    return (page.rstrip("/") or "index") + suffix


def _index_of(language: str, index: Index, sources: Collection[str]) -> dict[str, Any]:
    prefix = folder_of(language)
    others = [folder_of(other) for other in LANGUAGES if other not in (language, DEFAULT_LANGUAGE)]
    docs = []
    for entry in index["docs"]:
        location = entry["location"]
        below = location.removeprefix(prefix)
        is_ours = location.startswith(prefix) and not location.startswith(tuple(others))
        source = source_of(below, language)
        if is_ours and source in sources:
            boost = {} if "/" in source else {"boost": _BEHIND}
            docs.append({**entry, "location": below, **boost})
    config = index["config"]
    # Chinese text is full of English words, but not the other way about.
    languages = config["lang"] if language == DEFAULT_LANGUAGE else [language]
    return {"config": {**config, "lang": languages}, "docs": docs}
