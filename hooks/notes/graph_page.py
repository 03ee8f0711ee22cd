"""What a page shows of the note graph: a drawing with links, lists, and data beside it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from html import escape
from types import MappingProxyType

from demos.drawing import draw_svg
from pages.once import Once, anew

from notes.graph import Graph, graph_dot
from notes.translations import TRANSLATION

_WORDS = {
    "zh": {
        "linked_from": "被这些笔记引用",
        "nobody": "还没有笔记引用这一篇。",
        "show": "显示关系图",
        "around": "关系图：{}",
        "whole": "全部笔记的关系图",
        "about": "箭头从一篇笔记指向它引用的笔记；{} 篇笔记，{} 处引用。",
        "links_to": "引用 ",
        "join": "、",
        "data": "以上数据（JSON）",
    },
    "en": {
        "linked_from": "Linked from",
        "nobody": "No note links here yet.",
        "show": "Show graph",
        "around": "Graph: {}",
        "whole": "Graph of all notes",
        "about": "An arrow leads from a note to one that it links to; {} notes, {} links.",
        "links_to": "links to ",
        "join": ", ",
        "data": "The same as data (JSON)",
    },
}
PAGE = "graph.md"
Address = Callable[[str], str]
_NONE: Mapping[str, str] = MappingProxyType({})
# More boxes than this can neither be read nor, soon, be drawn: it takes their number squared.
_READABLE = 60
_SOON = 50


@dataclass(frozen=True)
class GraphPages:
    """What pages of one language show of the graph.

    ``sections`` are titles by folder, ``places`` the addresses of pages by their originals;
    ``address`` gives a note's link on a page, by the address of the page and the note.
    """

    graph: Graph
    language: str
    sections: Mapping[str, str]
    places: Mapping[str, str]
    address: Callable[[str, str], str]
    once: Once = anew
    dots: dict[str, str] = field(default_factory=dict)

    def parts(self, source: str) -> list[object]:
        """What is shown on the page of this source, as JSON data."""
        note = original_note(source)
        if note == PAGE:
            return [self.graph.titles, self.graph.links, self.sections]
        if note not in self.graph.titles:
            return []
        around = self.graph.around(note)
        return [around.titles, around.links]

    def html(self, source: str, data: str) -> str:
        """What the page of this source shows, "" if it is no note; ``data`` leads to the JSON."""
        note = original_note(source)
        address = self._address(note)
        dots = self._dots_from(note)
        make = partial(neighbourhood_html, self.graph, note, address, self.language, dots)
        if note == PAGE:
            make = partial(whole_html, self.graph, address, self.language, data, self.sections)
        # The address of one note tells those of all.
        there = [self.language, self.places[note], note, address(note), data]
        return str(self.once("graph of a page", [*self.parts(source), *there], make))

    def _address(self, note: str) -> Address:
        return partial(self.address, self.places[note])

    def _dots_from(self, note: str) -> Iterator[str]:
        """The drawing of this note and of those that come next, each made only when asked for."""
        notes = list(self.graph.titles)
        first = notes.index(note) if note in notes else len(notes)
        coming = (note for note in notes[first : first + _SOON] if note in self.places)
        return filter(None, map(self._dot, coming))

    def _dot(self, note: str) -> str:
        """The drawing of a note, made once: most come up before their pages do."""
        if note not in self.dots:
            around = self.graph.around(note)
            self.dots[note] = graph_dot(around, self._address(note), note) if around.links else ""
        return self.dots[note]


def original_note(source: str) -> str:
    """The path of the original of a page, by that of its source."""
    return source.replace(f".{TRANSLATION}.md", ".md")


def neighbourhood_html(
    graph: Graph, note: str, address: Address, language: str, dots: Iterator[str]
) -> str:
    """The end of a note: what links to it, and the graph around it, "" for what is no note.

    ``dots`` gives the DOT text of that graph, if it has links, then those of other pages.
    """
    if note not in graph.titles:
        return ""
    words = _WORDS.get(language, _WORDS["zh"])
    sources = graph.linked_from(note)
    items = "".join(f"<li>{_link(graph, source, address)}</li>" for source in sources)
    around = graph.around(note)
    title = words["around"].format(graph.titles[note])
    about = words["about"].format(len(around.titles), len(around.links))
    drawing = _drawing(next(dots), title, about, dots) if around.links else ""
    shown = f"<details><summary>{words['show']}</summary>{drawing}</details>" if drawing else ""
    listed = f"<ul>{items}</ul>" if items else f"<p>{words['nobody']}</p>"
    return (
        f'<nav class="linked-from" aria-labelledby="linked-from">'
        f'<h2 id="linked-from">{words["linked_from"]}</h2>{listed}{shown}</nav>'
    )


def whole_html(
    graph: Graph, address: Address, language: str, data: str, sections: Mapping[str, str] = _NONE
) -> str:
    """All notes: the drawing, and the same as a list; ``data`` is the address of the JSON.

    Many notes are drawn as their ``sections``, whose titles stand by their folders.
    """
    words = _WORDS.get(language, _WORDS["zh"])
    rows = []
    for note in graph.titles:
        targets = [_link(graph, target, address) for target in graph.links_to(note)]
        more = f"<br>{words['links_to']}{words['join'].join(targets)}" if targets else ""
        rows.append(f"<li>{_link(graph, note, address)}{more}</li>")
    drawn = graph if len(graph.titles) <= _READABLE else graph.by_section(sections)
    about = words["about"].format(len(graph.titles), len(graph.links))
    dot = graph_dot(drawn, address)
    drawing = _drawing(dot, words["whole"], about) if graph.titles else ""
    link = f'<p><a href="{escape(data)}">{words["data"]}</a></p>'
    return f"{drawing}<ul>{''.join(rows)}</ul>{link}"


def graph_json(graph: Graph, address: Address) -> str:
    """The graph as data: notes with title and address, links as pairs of notes."""
    notes = {
        note.removesuffix(".md"): {"title": title, "address": address(note)}
        for note, title in graph.titles.items()
    }
    links = [[end.removesuffix(".md") for end in link] for link in graph.links]
    return json.dumps({"notes": notes, "links": links}, ensure_ascii=False, indent=1) + "\n"


def _drawing(dot: str, title: str, about: str, soon: Iterable[str] = ()) -> str:
    svg = draw_svg(dot, "note-graph", title, about, soon)
    caption = f"<figcaption>{escape(title)}</figcaption>"
    return f'<figure class="drawing note-graph"><div class="canvas">{svg}</div>{caption}</figure>'


def _link(graph: Graph, note: str, address: Address) -> str:
    return f'<a href="{escape(address(note))}">{escape(graph.titles[note])}</a>'
