"""A word to everyone who is waiting that the whole run is given up."""

from __future__ import annotations

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
