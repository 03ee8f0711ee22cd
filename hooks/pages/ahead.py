"""A second process that makes pages from the last one on while the build begins at the first.

Both put what they make into the store, so they meet somewhere in the middle, and neither
has to wait for the other. It begins only where much is to be made.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from multiprocessing.process import BaseProcess
from typing import Any

from pages.store import Store

# So many pages had to be made before it was worth a second process.
_ENOUGH = 24
# The build finds a page once it is saved.
_SAVED = 8


class Ahead:
    """Does ``work`` for each of ``pages`` from the last on; :meth:`stop` ends it.

    It may come into being in the midst of a page of the build: ``begin`` tidies up after that.
    A mistake in a page ends it too: the build finds the same, and says so.
    """

    def __init__(
        self,
        store: Store,
        pages: Sequence[Any],
        work: Callable[[Any], None],
        begin: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._pages = pages
        self._work = work
        self._begin = begin
        self._missed = 0
        self._process: BaseProcess | None = None
        # Elsewhere a copy of a process is not safe, and a new one knows nothing of this build.
        if sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1:
            store.missed = self._count

    def wait(self) -> None:
        """Wait until the second process, if there is one, has done all."""
        if self._process:
            self._process.join()

    def stop(self) -> None:
        """The build needs no more pages."""
        self._store.missed = lambda: None
        if self._process:
            self._process.terminate()
            self._process.join()

    def _count(self) -> None:
        self._missed += 1
        if self._missed == _ENOUGH and len(self._pages) > 2 * _ENOUGH:
            self._process = multiprocessing.get_context("fork").Process(
                target=self._run, daemon=True
            )
            self._process.start()

    def _run(self) -> None:
        _be_silent()
        self._store.missed = lambda: None
        self._store.reopen()
        self._begin()
        for number, page in enumerate(reversed(self._pages), 1):
            try:
                self._work(page)
            except Exception:  # noqa: BLE001 (the build meets it as well, and says so)
                return
            if number % _SAVED == 0:
                self._store.save()
        self._store.save()


def _be_silent() -> None:
    """Let no line out, though a page still hears what is said of it: the build says it again."""
    for name in (None, "mkdocs"):
        logging.getLogger(name).handlers = [logging.NullHandler()]
    logging.getLogger("mkdocs").propagate = False
