"""What a page shows of the note graph: a drawing with links, lists, and data beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from demos.drawing import draw_svg

from notes.graph import Graph, graph_dot

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
Address = Callable[[str], str]


def neighbourhood_html(graph: Graph, note: str, address: Address, language: str) -> str:
    """The end of a note: what links to it, and the graph around it, "" for what is no note."""
    if note not in graph.titles:
        return ""
    words = _WORDS.get(language, _WORDS["zh"])
    sources = graph.linked_from(note)
    items = "".join(f"<li>{_link(graph, source, address)}</li>" for source in sources)
    around = graph.around(note)
    title = words["around"].format(graph.titles[note])
    drawing = _drawing(around, address, words, title, note) if around.links else ""
    shown = f"<details><summary>{words['show']}</summary>{drawing}</details>" if drawing else ""
    listed = f"<ul>{items}</ul>" if items else f"<p>{words['nobody']}</p>"
    return (
        f'<nav class="linked-from" aria-labelledby="linked-from">'
        f'<h2 id="linked-from">{words["linked_from"]}</h2>{listed}{shown}</nav>'
    )


def whole_html(graph: Graph, address: Address, language: str, data: str) -> str:
    """All notes: the drawing, and the same as a list; ``data`` is the address of the JSON."""
    words = _WORDS.get(language, _WORDS["zh"])
    rows = []
    for note in graph.titles:
        targets = [
            _link(graph, target, address) for source, target in graph.links if source == note
        ]
        more = f"<br>{words['links_to']}{words['join'].join(targets)}" if targets else ""
        rows.append(f"<li>{_link(graph, note, address)}{more}</li>")
    drawing = _drawing(graph, address, words, words["whole"]) if graph.titles else ""
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


def _drawing(
    graph: Graph, address: Address, words: dict[str, str], title: str, here: str = ""
) -> str:
    about = words["about"].format(len(graph.titles), len(graph.links))
    svg = draw_svg(graph_dot(graph, address, here), "note-graph", title, about)
    caption = f"<figcaption>{escape(title)}</figcaption>"
    return f'<figure class="drawing note-graph"><div class="canvas">{svg}</div>{caption}</figure>'


def _link(graph: Graph, note: str, address: Address) -> str:
    return f'<a href="{escape(address(note))}">{escape(graph.titles[note])}</a>'
