"""A copy of this process that does a part of a build beside it.

What it says is kept and said by the build at the end, so that a warning counts and all
comes in one order. If it fails, whatever the reason, the build does that part itself and
meets the same mistake: so it fails in silence.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
import sys
import warnings
from collections.abc import Callable
from logging.handlers import QueueHandler
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue

# Seconds after its own part that a build waits for the other: then it does that as well.
_PATIENCE = 600


class Beside:
    """Does ``work`` in a copy of this process, where there can be one; see :meth:`possible`."""

    def __init__(self, work: Callable[[], object] | None = None) -> None:
        self._process: BaseProcess | None = None
        if work and self.possible():
            self._said, say = multiprocessing.Pipe(duplex=False)
            copy = multiprocessing.get_context("fork")
            self._process = copy.Process(target=_run, args=(work, say), daemon=True)
            with warnings.catch_warnings():
                # The preview's threads (Python 3.12): the copy needs nothing that they may hold.
                warnings.simplefilter("ignore", DeprecationWarning)
                # Python's own advice: what is not looked through need not be copied.
                gc.freeze()
                self._process.start()
                gc.unfreeze()
            say.close()

    @staticmethod
    def possible() -> bool:
        """Whether a copy is safe here, and has a processor of its own."""
        return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1

    def said(self) -> list[logging.LogRecord] | None:
        """Wait until all is done, and give what was said; None when it is not done."""
        if self._process is None:
            return None
        try:
            found: list[logging.LogRecord] | None
            found = self._said.recv() if self._said.poll(_PATIENCE) else None
        except EOFError:
            found = None
        self.stop()
        return found

    def done(self) -> bool:
        """Wait for the end, say what was said, and give whether all is done."""
        said = self.said()
        for record in said or ():
            logging.getLogger(record.name).handle(record)
        return said is not None

    def stop(self) -> None:
        """The rest is not needed."""
        if self._process is not None:
            self._process.terminate()
            self._process.join()


def _run(work: Callable[[], object], say: Connection) -> None:
    # The build ends this process, and is sure of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    said: SimpleQueue[logging.LogRecord] = SimpleQueue()
    logging.getLogger().handlers = [QueueHandler(said)]
    logging.getLogger("mkdocs").handlers = []
    logging.getLogger("mkdocs").propagate = True
    try:
        work()
        say.send([said.get() for _ in range(said.qsize())])
    finally:
        # Not even the streams are flushed: a thread that is not in this copy may hold them.
        os._exit(0)
