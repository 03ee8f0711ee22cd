"""The navigation, made once for all pages that see the same of it.

Two pages of one section differ only in which of them is marked as the present one.
Pages and sections are MkDocs' own; here they are only used by their attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Make = Callable[[], str]


class Navigation:
    """The navigations of one build, by what a page sees of them."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, tuple[int, ...]], str] = {}

    def html(self, page: Any, base: str, whole: Make, plain: Make, own: Make) -> str:  # noqa: ANN401
        """The navigation beside ``page``; ``base`` leads from there to the home page.

        ``whole`` makes it with no page marked, ``plain`` and ``own`` make the entry of
        this page without and with its mark.
        """
        if not page:
            return whole()
        with _unmarked(page):
            seen = (base, tuple(id(section) for section in page.ancestors))
            if seen not in self._made:
                self._made[seen] = whole()
            entry = plain()
        return self._made[seen].replace(entry, own(), 1)


@contextmanager
def _unmarked(page: Any) -> Iterator[None]:  # noqa: ANN401 (MkDocs' Page)
    """A page's sections stay open while the page itself is not the present one."""
    page.active = False
    if page.parent:
        page.parent.active = True
    yield
    page.active = True
