"""The figures that are drawn next: one start of Graphviz costs more than a drawing does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from demos.errors import DemoError
from demos.figures import figure_dot
from demos.shelf import Shelf

_MOST = 50


class Ahead:
    """The DOT texts of figures that come next in this language, looked for when asked for.

    ``coming`` names the demos that are shown from now on. A build that converts one page
    looks for none: each time that it asks, there are twice as many.
    """

    def __init__(self, shelf: Shelf, language: str) -> None:
        self.coming: Callable[[], Iterable[str]] = tuple
        self._shelf = shelf
        self._language = language
        self._most = 0

    def __iter__(self) -> Iterator[str]:
        """The texts, each made only when it is taken."""
        most, self._most = self._most, min(2 * self._most + 1, _MOST)
        return islice(self._dots(), most)

    def _dots(self) -> Iterator[str]:
        for demo in self.coming():
            try:
                recording = self._shelf.read(demo)
                found = recording.facts if recording else ()
                dots = [figure_dot(facts, self._language) for facts in found]
            except DemoError:  # its own page tells
                continue
            yield from dots
