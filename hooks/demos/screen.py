"""From the bytes of a terminal to the lines a person saw.

The only module that knows pyte. Control sequences are resolved (progress
bars, redraws), everything that scrolled away is kept, colours become spans.
The emulated screen is much wider than the real terminal, so that a long row
stays one line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import groupby, islice

import pyte
from pyte.screens import Char
from wcwidth import wcwidth

from demos.recording import Line, Span

ROWS = 40
WIDE = 8192
_HISTORY = 200_000
_FLAGS = {
    "bold": "bold",
    "italics": "italic",
    "underscore": "underline",
    "strikethrough": "strike",
    "reverse": "reverse",
}


class _Rows(pyte.HistoryScreen):
    """pyte's screen, cheap where it would write every cell of a very wide row.

    It also keeps signs without width, at which pyte would drop the rest of the text.
    """

    def draw(self, data: str) -> None:
        """Write ``data`` at the cursor; signs without width join the one before them."""
        if data.isascii() and data.isprintable():
            super().draw(data)
            return
        for without_width, signs in groupby(data, key=_is_without_width):
            text = "".join(signs)
            if without_width:
                self._join(text)
            else:
                super().draw(text)

    def _join(self, signs: str) -> None:
        row, before = self.buffer[self.cursor.y], self.cursor.x - 1
        if before >= 0:
            row[before] = row[before]._replace(data=row[before].data + signs)

    def erase_in_line(self, how: int = 0, private: bool = False) -> None:  # noqa: ARG002 (pyte's)
        """Erase to the right of the cursor (0), to its left (1) or all (2)."""
        row = self.buffer[self.cursor.y]
        for column in list(row):
            if (how != 1 or column <= self.cursor.x) and (how != 0 or column >= self.cursor.x):
                del row[column]


class Screen:
    """A terminal's screen with everything that scrolled off it.

    ``feed`` takes bytes as they came; ``lines`` gives all lines so far,
    without trailing blanks; ``last`` is the text left of the cursor.
    """

    def __init__(self, rows: int = ROWS) -> None:
        self._screen = _Rows(WIDE, rows, history=_HISTORY, ratio=0.5)
        self._stream = pyte.ByteStream(self._screen)

    def feed(self, data: bytes) -> None:
        """Take what the terminal received."""
        self._stream.feed(data)

    @property
    def last(self) -> str:
        """The cursor's line, up to the cursor."""
        cursor = self._screen.cursor
        row = self._screen.buffer[cursor.y]
        return "".join(row[column].data for column in range(cursor.x))

    @property
    def scrolled(self) -> int:
        """How many lines have scrolled away and will not change any more."""
        return len(self._screen.history.top)

    def lines(self, start: int = 0) -> tuple[Line, ...]:
        """The lines from ``start`` on, scrolled ones first, empty ones at the end left out."""
        rows = [*islice(self._screen.history.top, start, None)]
        rows += [self._screen.buffer[y] for y in range(self._screen.lines)]
        lines = [_line(row) for row in rows]
        while lines and not lines[-1].text:
            lines.pop()
        return tuple(lines)


def resolve(data: bytes) -> tuple[Line, ...]:
    """The lines that ``data`` leaves on a fresh screen and in its history."""
    screen = Screen()
    screen.feed(data)
    return screen.lines()


def _line(row: Mapping[int, Char]) -> Line:
    end = max(row, default=-1) + 1
    cells = [row[column] for column in range(end)]
    text = "".join(cell.data for cell in cells).rstrip()
    return Line(text, _spans(cells, len(text)))


def _spans(cells: list[Char], length: int) -> tuple[Span, ...]:
    spans = []
    at = 0
    for style, group in groupby(cells, key=_style):
        size = sum(len(cell.data) for cell in group)
        if style and at < length:
            spans.append(Span(at, min(at + size, length), style))
        at += size
    return tuple(spans)


def _is_without_width(sign: str) -> bool:
    return wcwidth(sign) < 1 and not unicodedata.combining(sign)


def _style(cell: Char) -> str:
    words = [word for flag, word in _FLAGS.items() if getattr(cell, flag)]
    if cell.fg != "default":
        words.append(f"foreground-{cell.fg}")
    if cell.bg != "default":
        words.append(f"background-{cell.bg}")
    return " ".join(words)
