"""Tables that programs print: a header line and rows below it.

Two shapes occur. ``docker`` starts each cell below its column's name and
leaves cells empty (columns stand at least two blanks apart, names may hold
one: ``CONTAINER ID``). ``ps`` parts its columns by any blanks, aligns numbers
to the right and lets the last column take the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CELL = re.compile(r"\S+(?: \S+)*")
_WIDE_NAMES = re.compile(r"\b[A-Z]+ (?:ID|NAME|SIZE|AT|BY|%|I/O|USAGE)(?=\s|$)|MEM USAGE / LIMIT")

Row = dict[str, str]


def read_table(lines: Sequence[str]) -> list[Row]:
    """The rows of the table in ``lines``, each a mapping from column name to cell.

    The header is the first line that is not blank; fewer than two lines hold
    no rows.
    """
    filled = [line for line in lines if line.strip()]
    if len(filled) < 2:
        return []
    header, rows = filled[0], filled[1:]
    names = [match.group() for match in _CELL.finditer(header)]
    starts = [match.start() for match in _CELL.finditer(header)]
    if _stands_in_columns(names, starts, rows):
        return [_by_position(names, starts, row) for row in rows]
    return [_by_blanks(header.split(), row) for row in rows]


def columns(lines: Sequence[str]) -> list[str]:
    """The column names of the table in ``lines``, which may be its header alone."""
    rows = read_table(lines)
    if rows:
        return list(rows[0])
    header = next((line for line in lines if line.strip()), "")
    names = _CELL.findall(header)
    return names if _are_names(names) else header.split()


def _stands_in_columns(names: list[str], starts: list[int], rows: Sequence[str]) -> bool:
    return _are_names(names) and all(
        start == 0 or row[start - 1 : start] in ("", " ") for row in rows for start in starts
    )


def _are_names(names: list[str]) -> bool:
    return all(" " not in name or _WIDE_NAMES.fullmatch(name) for name in names)


def _by_position(names: list[str], starts: list[int], row: str) -> Row:
    ends = [*starts[1:], len(row)]
    return {
        name: row[start:end].strip() for name, start, end in zip(names, starts, ends, strict=True)
    }


def _by_blanks(names: list[str], row: str) -> Row:
    cells = row.split(maxsplit=len(names) - 1)
    return dict(zip(names, cells + [""] * (len(names) - len(cells)), strict=True))
