"""Which note links to which: read from the ordinary links of the notes, drawn as DOT.

A site page (an overview, how notes are written) stands beside the sections'
folders and is no note.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import unquote, urlsplit

import graphviz
from demos.figures.boxes import FONT_SIZE, dot_text, text_columns
from demos.library import DEFAULT_LANGUAGE
from pages.once import Once, anew

from notes.links import links_in
from notes.outline import read_outline
from notes.translations import TRANSLATION, translation_path

# So many arrows find a way around boxes; for thousands Graphviz takes seconds.
_BENT = 200
_MARGIN = 2
_COLUMNS = 18
# What may not be divided between two lines: a word, or a character with its mark.
_PIECE = re.compile(r"[!-~]+ ?|.[，。：；、？！]*")


@dataclass(frozen=True)
class Graph:
    """The titles of notes, and the pairs of notes of which the first links to the second.

    A note is called by its original's path below docs; both are in order.
    """

    titles: Mapping[str, str]
    links: tuple[tuple[str, str], ...]

    @cached_property
    def _links_of(self) -> Mapping[str, list[tuple[str, str]]]:
        """The links from and to each note, in order."""
        found: dict[str, list[tuple[str, str]]] = {note: [] for note in self.titles}
        for link in self.links:
            for note in link:
                found[note].append(link)
        return found

    def linked_from(self, note: str) -> list[str]:
        """The notes that link to ``note``."""
        return [source for source, target in self._links_of[note] if target == note]

    def links_to(self, note: str) -> list[str]:
        """The notes that ``note`` links to."""
        return [target for source, target in self._links_of[note] if source == note]

    def around(self, note: str) -> Graph:
        """The note, those that it links to, those that link to it, and its links alone."""
        links = tuple(self._links_of[note])
        near = sorted({note}.union(*links))
        return Graph({path: self.titles[path] for path in near}, links)

    def by_section(self, titles: Mapping[str, str]) -> Graph:
        """Each section as one, called by its first note; ``titles`` by the section's folder."""
        first: dict[str, str] = {}
        for note in self.titles:
            first.setdefault(posixpath.dirname(note), note)
        ends = [[first[posixpath.dirname(end)] for end in link] for link in self.links]
        links = sorted({(source, target) for source, target in ends if source != target})
        named = {note: titles.get(folder, folder) for folder, note in first.items()}
        return Graph(named, tuple(links))


def read_graph(
    docs: Path, language: str, digest: Callable[[Path], str] = str, once: Once = anew
) -> Graph:
    """The graph of one language; what is not translated counts as its original.

    ``digest`` tells two versions of a file apart.
    """
    paths = {
        path.relative_to(docs).as_posix(): _written(path, language)
        for path in sorted(docs.glob("*/*.md"))
        if not path.name.endswith(f".{TRANSLATION}.md")
    }
    found = {note: title_and_links(note, path, digest, once) for note, path in paths.items()}
    links = sorted({(note, target) for note, (_, targets) in found.items() for target in targets})
    return Graph(
        {note: title for note, (title, _) in found.items()},
        tuple((note, target) for note, target in links if target in paths and target != note),
    )


def title_and_links(
    note: str, path: Path, digest: Callable[[Path], str], once: Once
) -> tuple[str, list[str]]:
    """The title of ``note``, written at ``path``, and the notes it links to."""
    parts = [note, digest(path)]
    title, links = once("title and links", parts, partial(_title_and_links, note, path))
    return title, links


def _title_and_links(note: str, path: Path) -> tuple[str, list[str]]:
    text = path.read_text(encoding="utf-8")
    return read_outline(text, note)[0].title.replace("`", ""), _targets(note, text)


def _written(original: Path, language: str) -> Path:
    translation = translation_path(original)
    is_translated = language != DEFAULT_LANGUAGE and translation.exists()
    return translation if is_translated else original


def _targets(note: str, text: str) -> list[str]:
    found = []
    for link in links_in(text, note):
        parts = urlsplit(link.target)
        if parts.path and not parts.scheme:
            path = posixpath.join(posixpath.dirname(note), unquote(parts.path))
            found.append(posixpath.normpath(path).replace(f".{TRANSLATION}.md", ".md"))
    return found


def graph_dot(graph: Graph, address: Callable[[str], str], here: str = "") -> str:
    """DOT text: from left to right around the note ``here``, without one in all directions.

    ``address`` gives a note's link on the page.
    """
    attributes = {"rankdir": "LR", "ranksep": "0.35", "nodesep": "0.15"}
    if not here:
        splines = "true" if len(graph.links) <= _BENT else "line"
        attributes = {"layout": "neato", "overlap": "vpsc", "splines": splines, "sep": "+24"}
    drawing = graphviz.Digraph(
        graph_attr=attributes,
        node_attr={"shape": "box", "fixedsize": "true", "fontsize": str(FONT_SIZE)},
        edge_attr={"arrowsize": "0.7"},
    )
    names = {note: f"n{number}" for number, note in enumerate(graph.titles)}
    for note, title in graph.titles.items():
        lines = wrapped(title)
        size = {
            "width": f"{(max(map(text_columns, lines)) + _MARGIN) * 0.6 * FONT_SIZE / 72:.4f}",
            "height": f"{(len(lines) * 1.2 + 0.8) * FONT_SIZE / 72:.4f}",
        }
        link = {"class": "here"} if note == here else {"class": "note", "URL": address(note)}
        drawing.node(names[note], label="\n".join(map(dot_text, lines)), **size, **link)
    for source, target in graph.links:
        if (target, source) not in graph.links:
            drawing.edge(names[source], names[target])
        elif source < target:
            drawing.edge(names[source], names[target], dir="both")
    return str(drawing.source)


def wrapped(title: str) -> list[str]:
    """A title in lines of few columns, so that its box is not wide."""
    lines = [""]
    for piece in _PIECE.findall(title):
        if lines[-1] and text_columns(lines[-1] + piece.rstrip()) > _COLUMNS:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
