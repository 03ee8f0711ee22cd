"""A tree as an outline: a row for each node, children indented below their parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demos.figures.sheet import Area, Sheet

_INDENT = 22.0
_GAP = 8.0
_STEM = 11.0


@dataclass(frozen=True)
class Row:
    """One node: its key, its parent's key ("" for none), its lines and SVG classes.

    ``text`` is its one line in the text twin.
    """

    key: str
    parent: str
    lines: Sequence[str]
    classes: str
    text: str
    tooltip: str = ""


def in_depth(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The rows with their depth, each followed by its children; their order kept."""
    known = {row.key for row in rows}

    def below(row: Row, depth: int) -> Iterator[tuple[int, Row]]:
        yield depth, row
        for child in rows:
            if child.parent == row.key:
                yield from below(child, depth + 1)

    for row in rows:
        if row.parent not in known:
            yield from below(row, 0)


def draw_outline(rows: Sequence[Row]) -> str:
    """DOT text of the outline."""
    sheet = Sheet()
    placed: dict[str, Area] = {}
    top = 0.0
    for depth, row in in_depth(rows):
        area = sheet.box((depth * _INDENT, top), row.lines, row.classes, tooltip=row.tooltip)
        if row.parent in placed:
            above = placed[row.parent]
            stem, middle = above.left + _STEM, area.center[1]
            sheet.line([(stem, above.bottom), (stem, middle), (area.left, middle)], "branch")
        placed[row.key] = area
        top = area.bottom + _GAP
    return sheet.source()


def outline_text(rows: Sequence[Row]) -> str:
    """The outline in words, a line for each row, indented as it is drawn."""
    return "\n".join(f"{'   ' * depth}{row.text}" for depth, row in in_depth(rows))
