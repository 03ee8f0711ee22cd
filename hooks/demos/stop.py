"""How a whole run is given up: what asks for it, and a word to everyone who is waiting."""

from __future__ import annotations

import signal
from threading import Event

from demos.errors import DemoError


class Stopped(DemoError):
    """The run was interrupted while this was under way."""


class Stop:
    """Said once by the main thread; those who wait look every now and then."""

    TICK = 0.1
    """Seconds between two looks, for who could wait longer."""

    def __init__(self) -> None:
        self._event = Event()

    def say(self) -> None:
        """From now on :meth:`check` raises."""
        self._event.set()

    def check(self) -> None:
        """Raise :class:`Stopped` once it was said."""
        if self._event.is_set():
            raise Stopped("interrupted")


def end_as_by_ctrl_c() -> None:
    """From now on being terminated or losing the window tidies up, too."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        # Whoever started us with nohup meant it.
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, interrupt)
