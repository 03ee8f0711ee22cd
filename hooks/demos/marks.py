"""The marks with which the demo host's shell tells what it is doing.

Source: semantic prompts, ``OSC 133`` (FinalTerm's proposal, as in
https://gitlab.freedesktop.org/Per_Bothner/specifications): ``A`` before and
``B`` after the prompt, ``C`` when a command starts, ``D;STATUS`` when it has
ended; ours is ``P`` before the prompt for a continued line. Each mark carries
the session's nonce, so that text which merely looks like a mark is not one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """One mark: its kind, its bytes ``[start, end)``, and with ``D`` the exit status."""

    kind: str
    start: int
    end: int
    status: int | None = None


def find_marks(data: bytes | bytearray, nonce: str, start: int = 0) -> list[Mark]:
    """The complete marks of this nonce in ``data`` from ``start`` on, in order."""
    pattern = re.compile(rb"\x1b\]133;([ABCDP])(?:;(\d+))?;%s\x07" % re.escape(nonce.encode()))
    return [
        Mark(match[1].decode(), *match.span(), status=int(match[2]) if match[2] else None)
        for match in pattern.finditer(data, start)
    ]


def has_started(data: bytes, nonce: str) -> bool:
    """Whether the shell has read the whole command and started it."""
    return any(mark.kind == "C" for mark in find_marks(data, nonce))


def output_start(data: bytes, nonce: str) -> int:
    """Where a step's output begins in the bytes since it was typed.

    That is behind the shell's ``C`` mark, else behind the first line, which
    is what a program's terminal echoes.
    """
    start = next((mark.end for mark in find_marks(data, nonce) if mark.kind == "C"), None)
    return data.find(b"\n") + 1 if start is None else start
