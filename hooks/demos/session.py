"""One terminal of a demo: a PTY whose other end is the demo host's shell.

An edge: starts a process, reads and writes bytes, and keeps when they came.
"""

from __future__ import annotations

import select
import time
from dataclasses import dataclass

from ptyprocess import PtyProcess

from demos.errors import DemoError
from demos.stop import Stop

ROWS = 40
COLUMNS = 120
_CHUNK = 65536


@dataclass(frozen=True)
class Arrival:
    """Bytes that came ``at`` seconds (of ``time.monotonic``), starting at ``offset``."""

    at: float
    offset: int


class SessionEnded(DemoError):
    """The terminal closed: the shell or the whole demo host is gone."""


class Session:
    """A running terminal; ``received`` is every byte it has shown.

    ``nonce`` is that of the shell's marks; once ``stop`` was said, nothing is read.
    """

    def __init__(self, command: list[str], nonce: str, stop: Stop | None = None) -> None:
        self.nonce = nonce
        self._stop = stop or Stop()
        self.received = bytearray()
        self.arrivals: list[Arrival] = []
        self._process = PtyProcess.spawn(command, dimensions=(ROWS, COLUMNS))

    def read(self, timeout: float) -> bool:
        """Take what comes within ``timeout`` seconds; whether anything came.

        Raises :class:`SessionEnded` when the terminal has closed.
        """
        self._stop.check()
        if not select.select([self._process.fd], [], [], timeout)[0]:
            return False
        try:
            data = self._process.read(_CHUNK)
        except (EOFError, OSError) as error:
            message = "the terminal closed in the middle of the demo"
            hint = "its shell ended (was exit typed at the prompt “$ ”?), or the demo host died"
            raise SessionEnded(message, hint=hint) from error
        self.arrivals.append(Arrival(time.monotonic(), len(self.received)))
        self.received += data
        return True

    def write(self, text: str) -> None:
        """Type ``text``; a newline is the Enter key."""
        self._process.write(text.replace("\n", "\r").encode())

    def close(self) -> None:
        """Hang up; safe to call twice."""
        self._process.close(force=True)
