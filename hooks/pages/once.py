"""Making something once: what it is called, all that it is made of, and how to make it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Once(Protocol):
    """Gives what ``make`` makes (JSON data); the same ``what`` of the same ``parts`` once."""

    def __call__(self, what: str, parts: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What was made, now or in an earlier build."""


def anew(what: str, parts: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401, ARG001
    """Make it, whatever was made before."""
    return make()
