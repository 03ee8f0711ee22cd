"""The Python-Markdown extension that leads the first use of each term to the glossary.

A term of the glossary is one item of a list: ``- **term**{ #id } (…): sentence``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

PAGE = "glossary.md"
_TERM = re.compile(r"^- \*\*(?P<name>.+?)\*\*\{ #(?P<id>[\w-]+) \}[^:：]*[:：] ?(?P<sentence>.+)$")
# Here a word is no prose, or is a link already, or a box would be cut off.
_NO_PROSE = {"a", "code", "pre", "table", *(f"h{n}" for n in range(1, 7))}
_PROSE = {"p", "li"}
# Behind attr_list (8) and abbr (7), before the table of contents (5) and MkDocs' links (0).
_PRIORITY = 6


@dataclass(frozen=True)
class Term:
    """A term, its id on the page of the glossary, and the sentence that says what it is."""

    name: str
    id: str
    sentence: str


def glossary_terms(docs: Path, language: str) -> tuple[Term, ...]:
    """The terms of the glossary below ``docs`` in this language; none where it is not written."""
    translated = docs / PAGE.replace(".md", f".{language}.md")
    path = translated if translated.exists() else docs / PAGE
    return read_terms(path.read_text(encoding="utf-8")) if path.exists() else ()


def read_terms(text: str) -> tuple[Term, ...]:
    """The terms in the Markdown text of the glossary."""
    found = filter(None, map(_TERM.match, text.splitlines()))
    return tuple(
        Term(match["name"], match["id"], match["sentence"].replace("`", "")) for match in found
    )


class MarkedTerms(Extension):
    """Marks the first use of each of ``terms``; without ``glossary``, where links lead, none."""

    def __init__(self, terms: Sequence[Term], glossary: str = "") -> None:
        self._terms = terms
        self._glossary = glossary
        super().__init__()

    def on_page(self, source: str) -> MarkedTerms:
        """The same for the page of this source below the notes' folder; none in the glossary."""
        if source.split(".", maxsplit=1)[0] == PAGE.removesuffix(".md"):
            return MarkedTerms(self._terms)
        return MarkedTerms(self._terms, posixpath.relpath(PAGE, posixpath.dirname(source) or "."))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the processor."""
        if self._terms and self._glossary:
            marks = _Mark(md, self._terms, self._glossary)
            md.treeprocessors.register(marks, "marked_terms", _PRIORITY)


class _Mark(Treeprocessor):
    def __init__(self, md: Markdown, terms: Sequence[Term], glossary: str) -> None:
        super().__init__(md)
        self._terms = {term.name.lower(): term for term in terms}
        self._any = _pattern(self._terms)
        self._glossary = glossary

    def run(self, root: Element) -> None:
        """Mark the terms of one page."""
        self._walk(root, set(), in_prose=False)

    def _walk(self, element: Element, used: set[str], *, in_prose: bool) -> None:
        if element.tag in _NO_PROSE or "admonition-title" in element.get("class", ""):
            return
        in_prose = in_prose or element.tag in _PROSE
        children = list(element)
        if in_prose:
            element.text, links = self._split(element.text, used)
            _insert(element, 0, links)
        for child in children:
            self._walk(child, used, in_prose=in_prose)
            if in_prose:
                child.tail, links = self._split(child.tail, used)
                _insert(element, list(element).index(child) + 1, links)

    def _split(self, text: str | None, used: set[str]) -> tuple[str | None, list[Element]]:
        """The text before the first mark, and a link with its tail for each mark."""
        before, at = text, 0
        links: list[Element] = []
        for match in self._first_uses(text or "", used):
            link = self._link(match.group(), self._named(match.group()))
            between = AtomicString((text or "")[at : match.start()])
            if links:
                links[-1].tail = between
            else:
                before = between
            links.append(link)
            at = match.end()
        if links:
            links[-1].tail = AtomicString((text or "")[at:])
        return before, links

    def _first_uses(self, text: str, used: set[str]) -> Iterator[re.Match[str]]:
        for match in self._any.finditer(text):
            name = self._named(match.group()).id
            if name not in used:
                used.add(name)
                yield match

    def _named(self, written: str) -> Term:
        lower = written.lower()
        return self._terms[lower if lower in self._terms else lower.removesuffix("s")]

    def _link(self, written: str, term: Term) -> Element:
        link = Element("a", {"class": "term", "href": f"{self._glossary}#{term.id}"})
        link.set("aria-description", term.sentence)
        link.text = AtomicString(written)
        return link


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names, the longest first, as whole words where they are of Latin letters."""
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{longest})s?(?![\w-])", re.ASCII | re.IGNORECASE)


def _insert(parent: Element, position: int, links: Sequence[Element]) -> None:
    for offset, link in enumerate(links):
        parent.insert(position + offset, link)
