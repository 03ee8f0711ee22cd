"""What a comparison found: where, what was expected and what came instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demos.verification.kinds import Row, Token

EQUAL = "equal"
DRIFT = "drift"
DIFFERENT = "different"

Mark = tuple[int, int]


@dataclass(frozen=True)
class Side:
    """One side of a difference: a line and the stretches of it that differ.

    ``absent``: there is no such line on this side.
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    absent: bool = False


ABSENT = Side(absent=True)


@dataclass(frozen=True)
class Finding:
    """One difference. ``verdict`` is :data:`DRIFT` or :data:`DIFFERENT`.

    ``what`` names the part (output, exit status, value, figure, …); ``step``
    is the number of the typed step from 0, ``value`` the name of a value and
    ``figure`` the number of a figure from 0, where such a thing is meant.
    """

    verdict: str
    what: str
    reason: str
    old: Side
    new: Side
    step: int | None = None
    value: str = ""
    figure: int | None = None


def verdict_of(findings: Sequence[Finding]) -> str:
    """The worst that was found, :data:`EQUAL` for nothing."""
    verdicts = {finding.verdict for finding in findings}
    return next((word for word in (DIFFERENT, DRIFT) if word in verdicts), EQUAL)


def side(row: Row, wrong: Sequence[Token]) -> Side:
    """A row as one side of a difference, the wrong tokens marked."""
    text = "".join(token.text for token in row)
    return Side(text, tuple((token.start, token.end) for token in wrong))


def whole(text: str) -> Side:
    """A text that differs as a whole."""
    return Side(text, ((0, len(text)),))
