"""Boxes for DOT text whose size is ours, so that no font can overflow them.

A column of text is 0.6 em wide, as in monospaced fonts; Chinese characters
take two (Unicode Standard Annex #11, East Asian Width).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import graphviz

FONT_SIZE = 14
_EM = 1 / 72 * FONT_SIZE
_COLUMN = 0.6 * _EM
_LINE = 1.4 * _EM
_PADDING = 1.4 * _EM


def text_columns(text: str) -> int:
    """How many columns ``text`` takes in a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def new_graph(direction: str = "TB") -> graphviz.Digraph:
    """An empty graph in the house's style; ``direction`` as DOT's ``rankdir``."""
    return graphviz.Digraph(
        graph_attr={"rankdir": direction, "ranksep": "0.35", "nodesep": "0.3", "labelloc": "b"},
        node_attr={"shape": "box", "fixedsize": "true", "fontsize": str(FONT_SIZE)},
        edge_attr={"arrowsize": "0.7", "fontsize": str(FONT_SIZE)},
    )


def add_box(
    graph: graphviz.Digraph, name: str, lines: Sequence[str], classes: str, tooltip: str = ""
) -> None:
    """Add a node ``name`` that shows ``lines``; ``classes`` become its SVG classes."""
    width = max(map(text_columns, lines)) * _COLUMN + _PADDING
    height = len(lines) * _LINE + _PADDING / 2
    graph.node(
        name,
        label="\n".join(map(dot_text, lines)),
        width=f"{width:.3f}",
        height=f"{height:.3f}",
        tooltip=dot_text(tooltip or lines[0]),
        **{"class": classes},
    )


def dot_text(text: str) -> str:
    """``text`` for DOT, which reads backslashes and HTML's entities."""
    return str(graphviz.escape(text.replace("&", "&amp;")))
