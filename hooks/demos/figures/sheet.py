"""A sheet on which boxes, frames and lines are placed by us, not by Graphviz.

For figures whose order is the message: an outline, a grid, a stack, a wiring
plan. They grow downwards and stay narrow enough for a phone, which a layout
engine does not promise. ``layout=nop2`` (Graphviz's ``neato -n2``) takes every
position as given. Lengths are points; here y grows downwards, in DOT upwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import graphviz

from demos.figures.boxes import FONT_SIZE, dot_text, text_columns

LINE = 1.4 * FONT_SIZE
PADDING = 0.7 * FONT_SIZE
TITLE = LINE + PADDING
_COLUMN = 0.6 * FONT_SIZE
_ARROW = 8.0
# A point of ours becomes a pixel of the page: text as large as the text around it.
_PIXEL = 0.75

Point = tuple[float, float]


@dataclass(frozen=True)
class Area:
    """A rectangle on the sheet, by its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.top + self.height

    @property
    def center(self) -> Point:
        """The point in its middle."""
        return (self.left + self.width / 2, self.top + self.height / 2)


def text_width(lines: Iterable[str]) -> float:
    """How wide a box for these lines has to be."""
    return max(map(text_columns, lines), default=0) * _COLUMN + 2 * PADDING


def around(areas: Sequence[Area], margin: float = PADDING, title: float = TITLE) -> Area:
    """The frame around ``areas`` with room for a title above them."""
    left, top = min(area.left for area in areas), min(area.top for area in areas)
    right, bottom = max(area.right for area in areas), max(area.bottom for area in areas)
    height = bottom - top + margin + title
    return Area(left - margin, top - title, right - left + 2 * margin, height)


@dataclass(frozen=True)
class _Box:
    area: Area
    lines: Sequence[str]
    classes: str
    tooltip: str
    # How DOT ends a line of its text: \l sets it left, \n in the middle.
    end: str = r"\l"


class Sheet:
    """Collects what is placed and gives its DOT text."""

    def __init__(self) -> None:
        self._boxes: list[_Box] = []
        self._frames: list[_Box] = []
        self._lines: list[tuple[Sequence[Point], str, bool]] = []

    def box(
        self,
        corner: Point,
        lines: Sequence[str],
        classes: str,
        *,
        width: float = 0,
        tooltip: str = "",
    ) -> Area:
        """Place a box with ``lines``, at least ``width`` wide, its upper left corner given."""
        area = Area(*corner, max(width, text_width(lines)), len(lines) * LINE + PADDING)
        self._boxes.append(_Box(area, lines, classes, tooltip or lines[0]))
        return area

    def cell(self, area: Area, text: str, classes: str, tooltip: str = "") -> None:
        """Place a box as large as ``area`` with a short text in its middle."""
        self._boxes.append(_Box(area, [text], classes, tooltip or text, end=r"\n"))

    def frame(self, area: Area, title: str, classes: str) -> Area:
        """Place a frame with a title in its upper edge; at least as wide as the title."""
        wide = Area(area.left, area.top, max(area.width, text_width([title])), area.height)
        self._frames.append(_Box(wide, [title], classes, title))
        return wide

    def line(self, points: Sequence[Point], classes: str, *, arrow: bool = True) -> None:
        """Draw straight from point to point, with an arrow at the last one."""
        self._lines.append((points, classes, arrow))

    def source(self) -> str:
        """The DOT text."""
        areas = [box.area for box in (*self._boxes, *self._frames)]
        width, height = max(area.right for area in areas), max(area.bottom for area in areas)
        size = f"{width / 72 * _PIXEL:.4f},{height / 72 * _PIXEL:.4f}"
        graph = graphviz.Digraph(
            graph_attr={"layout": "nop2", "size": size, "bb": f"0,0,{width:.2f},{height:.2f}"},
            node_attr={"shape": "box", "fixedsize": "true", "fontsize": str(FONT_SIZE)},
            edge_attr={"arrowsize": "0.7"},
        )
        for number, frame in enumerate(self._frames):
            _add_frame(graph, f"cluster_{number}", frame, height)
        for number, box in enumerate(self._boxes):
            _add_box(graph, f"box{number}", box, height)
        for points, classes, arrow in self._lines:
            graph.edge(
                "box0",
                "box0",
                pos=_spline(points, height, arrow=arrow),
                dir="forward" if arrow else "none",
                **{"class": classes},
            )
        return str(graph.source)


def _add_box(graph: graphviz.Digraph, name: str, box: _Box, height: float) -> None:
    x, y = box.area.center
    graph.node(
        name,
        label="".join(f"{dot_text(line)}{box.end}" for line in box.lines),
        pos=f"{x:.2f},{height - y:.2f}",
        width=f"{box.area.width / 72:.4f}",
        height=f"{box.area.height / 72:.4f}",
        tooltip=dot_text(box.tooltip),
        **{"class": box.classes},
    )


def _add_frame(graph: graphviz.Digraph, name: str, frame: _Box, height: float) -> None:
    area = frame.area
    box = (area.left, height - area.bottom, area.right, height - area.top)
    label = (area.left + text_width(frame.lines) / 2, height - area.top - TITLE / 2)
    with graph.subgraph(name=name) as cluster:
        cluster.attr(
            label=dot_text(frame.lines[0]),
            bb=",".join(f"{side:.2f}" for side in box),
            lp=f"{label[0]:.2f},{label[1]:.2f}",
            fontsize=str(FONT_SIZE),
            **{"class": frame.classes},
        )


def _spline(points: Sequence[Point], height: float, *, arrow: bool) -> str:
    """The points as DOT's ``pos`` of an edge; the arrow's tip is the last one."""
    path = list(points)
    start = ""
    if arrow:
        (x, y), (tip_x, tip_y) = path[-2:]
        length = ((tip_x - x) ** 2 + (tip_y - y) ** 2) ** 0.5
        share = max(length - _ARROW, 0) / length
        path[-1] = (x + (tip_x - x) * share, y + (tip_y - y) * share)
        start = f"e,{tip_x:.2f},{height - tip_y:.2f} "
    stops = [path[0], *(stop for a, b in pairwise(path) for stop in (a, b, b))]
    return start + " ".join(f"{x:.2f},{height - y:.2f}" for x, y in stops)
