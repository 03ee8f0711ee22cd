"""What was measured, and how it is shown: medians of several runs beside their targets."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Measure:
    """The seconds of several runs and the most that their median should be.

    ``target`` is None for what others are measured against; ``basis`` says
    where a target comes from that depends on such a measure. With another
    ``unit`` these are no seconds; ``at_least`` turns the target round.
    """

    what: str
    seconds: tuple[float, ...]
    target: float | None = None
    basis: str = ""
    unit: str = "s"
    at_least: bool = False

    @property
    def median(self) -> float:
        """The middle one of the runs."""
        return median(self.seconds)

    @property
    def met(self) -> bool:
        """Whether the target, if there is one, is met."""
        if self.target is None:
            return True
        return self.median >= self.target if self.at_least else self.median <= self.target


def timed(work: Callable[[], object]) -> float:
    """How many seconds ``work`` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def table(measures: Sequence[Measure]) -> str:
    """The measures as text, one on each line."""
    rows = [("", "median", "min … max", "runs", "target", "")]
    rows += [_row(measure) for measure in measures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(measure: Measure) -> tuple[str, ...]:
    target, verdict = "", ""
    if measure.target is not None:
        target = f"{measure.target:.2f} {measure.unit}" + (
            f" ({measure.basis})" if measure.basis else ""
        )
        verdict = "met" if measure.met else "MISSED"
    return (
        measure.what,
        f"{measure.median:.2f} {measure.unit}",
        f"{min(measure.seconds):.2f} … {max(measure.seconds):.2f}",
        str(len(measure.seconds)),
        target,
        verdict,
    )
