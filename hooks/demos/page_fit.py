"""How an output fits a page: which lines wrap, what is shown at no size. No text is changed.

Tables and box drawings keep their lines whole and scroll; everything else
wraps. Columns of blanks that all rows of a table share shrink to two, and
the full ids of containers and digests (64 hexadecimal digits) to twelve: the
characters stay in the page, so copying gives what was recorded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from demos.figures.boxes import text_columns

Ranges = tuple[tuple[int, int], ...]

_FULL_ID = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{64}(?![0-9a-zA-Z])")
_SHOWN = 12
_BOXES = re.compile("[\u2500-\u257f]")
_HEADER = re.compile(r"\s*[A-Z%#][A-Z0-9%/+_#-]*(?:\s+[A-Z%#/][A-Z0-9%/+_#-]*)+\s*")
_BETWEEN = 2
_ALIGNED = 4


class Kind(StrEnum):
    """What an output is made of; also its class on the page."""

    TABLE = "table"
    TREE = "tree"
    TEXT = "text"


@dataclass(frozen=True)
class Layout:
    """The kind of an output and, for each line, what is shown at no size (from, up to)."""

    kind: Kind
    hidden: tuple[Ranges, ...]


def lay_out(lines: Sequence[str]) -> Layout:
    """The layout of the output ``lines``."""
    ids = [_ids(line) for line in lines]
    if any(_BOXES.search(line) for line in lines):
        return Layout(Kind.TREE, tuple(map(tuple, ids)))
    blanks = _common_blanks(lines)
    if not _is_table(lines, blanks):
        return Layout(Kind.TEXT, tuple(map(tuple, ids)))
    shared = [
        (start + _BETWEEN if start else 0, end)
        for start, end in blanks
        if not start or end - start > _BETWEEN
    ]
    rests = {(start + 1, end) for found in ids for start, end in found}
    hidden = []
    for line, own in zip(lines, ids, strict=True):
        wide = [*own, *(place for place in rests if not own and not line[slice(*place)].strip())]
        hidden.append(_merged([*shared, *wide], len(line)))
    return Layout(Kind.TABLE, tuple(hidden))


def _ids(line: str) -> list[tuple[int, int]]:
    return [(match.start() + _SHOWN, match.end()) for match in _FULL_ID.finditer(line)]


def _is_table(lines: Sequence[str], blanks: Ranges) -> bool:
    filled = [line for line in lines if line.strip()]
    if not filled or any(text_columns(line) != len(line) for line in filled):
        return False
    inner = [place for place in blanks if place[0]]
    return bool(_HEADER.fullmatch(filled[0])) or (len(filled) > 1 and len(inner) >= _ALIGNED)


def _common_blanks(lines: Sequence[str]) -> Ranges:
    """The runs of columns, before the end of the longest line, that are blank in all lines."""
    width = max(map(len, lines), default=0)
    columns = zip(*(line.ljust(width) for line in lines), strict=True)
    shared = "".join(" " if set(column) == {" "} else "x" for column in columns)
    return tuple((match.start(), match.end()) for match in re.finditer(" +", shared))


def _merged(places: Sequence[tuple[int, int]], length: int) -> Ranges:
    """The places within a line of ``length``, in order; of overlapping ones the first."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if start < length and (not kept or start >= kept[-1][1]):
            kept.append((start, min(end, length)))
    return tuple(kept)
