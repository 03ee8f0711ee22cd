"""Errors that a contributor reads: one message, the place, and what to do.

Every error of the core is a :class:`DemoError`; several found in one pass
travel together in a :class:`DemoErrors`, so that one run reports them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Place:
    """Where in the repository something is: a file, its 1-based line and, where known, column."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        column = f":{self.column}" if self.column else ""
        return f"{self.file}:{self.line}{column}"


NOWHERE = Place("", 0)


class DemoError(Exception):
    """Something a contributor can mend.

    ``message`` says what is wrong, ``place`` where (None when it is no line
    of a file), ``hint`` what to write or run instead.
    """

    def __init__(self, message: str, place: Place | None = None, hint: str = "") -> None:
        self.message = message
        self.place = place
        self.hint = hint
        super().__init__(self.describe())

    def describe(self) -> str:
        """The whole text: ``file:line: message`` and the hint below it."""
        where = f"{self.place}: " if self.place else ""
        hint = f"\n    {self.hint}" if self.hint else ""
        return f"{where}{self.message}{hint}"


class DemoErrors(DemoError):
    """Several errors of one pass, in the order of their places."""

    def __init__(self, errors: Sequence[DemoError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: error.place or NOWHERE))
        super().__init__("\n".join(error.describe() for error in self.errors))

    def __reduce__(self) -> tuple[type[DemoErrors], tuple[tuple[DemoError, ...]]]:
        """How it travels between processes."""
        return DemoErrors, (self.errors,)

    def describe(self) -> str:
        """Every error's text, one below the other."""
        return "\n".join(error.describe() for error in self.errors)


def raise_all(errors: Sequence[DemoError]) -> None:
    """Raise what was collected: nothing, the one error, or all of them."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise DemoErrors(errors)


def errors_in(error: DemoError) -> tuple[DemoError, ...]:
    """The single errors that travel in one: itself, or each of several."""
    return error.errors if isinstance(error, DemoErrors) else (error,)


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """A hint that names the nearest known word, or all of them when none is near."""
    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean “{near[0]}”?"
    return f"known here: {', '.join(sorted(known))}" if known else "none is known here"
