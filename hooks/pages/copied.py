"""A folder that is copied while the build does something else."""

from __future__ import annotations

import multiprocessing
import shutil
import sys
from multiprocessing.process import BaseProcess
from pathlib import Path


class Copied:
    """Copies ``source`` to ``target``, all but what begins with a dot; ``alone`` in the end.

    Otherwise a second process begins at once; :meth:`finish` has it all in place.
    """

    def __init__(self, source: Path, target: Path, *, alone: bool = False) -> None:
        self._source, self._target = source, target
        self._process: BaseProcess | None = None
        # Elsewhere a copy of a process is not safe.
        if sys.platform == "linux" and not alone:
            self._process = multiprocessing.get_context("fork").Process(target=self._try)
            self._process.start()

    def finish(self) -> None:
        """Return when all is copied; raises :class:`OSError` when it cannot be."""
        if self._process:
            self._process.join()
        if not self._process or self._process.exitcode:
            self._copy()

    def _try(self) -> None:
        try:
            self._copy()
        except OSError:
            # The build tries once more, and says what is wrong.
            sys.exit(1)

    def _copy(self) -> None:
        hidden = shutil.ignore_patterns(".*")
        shutil.copytree(self._source, self._target, ignore=hidden, dirs_exist_ok=True)
