"""What the recorder waits for in a terminal, and the one loop that waits.

Each wait is a small object with ``look``: it is shown the bytes since the
step was typed, whenever more came, and says whether its time has come.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Protocol

from demos.errors import DemoError
from demos.marks import find_marks, has_started, output_start
from demos.screen import ROWS, Screen
from demos.session import Session

OUTPUT_LIMIT = 1_000_000
_TICK = 0.02


class TimedOut(DemoError):
    """What was waited for did not come in time."""


class Condition(Protocol):
    """Something to wait for; ``what`` names it in an error."""

    what: str

    def look(self, data: bytes) -> bool:
        """Whether it has come, ``data`` being all bytes since the step was typed."""


class CommandEnded:
    """The shell's command of so many ``lines`` has ended; its exit status is in ``status``."""

    what = "the end of the command"

    def __init__(self, nonce: str, lines: int = 1) -> None:
        self._nonce = nonce
        self._lines = lines
        self.status: int | None = None

    def look(self, data: bytes) -> bool:
        """True when the shell asks for the next command.

        Raises :class:`DemoError` when it asks for more lines of this one, or
        took it for complete before its last line.
        """
        marks = find_marks(data, self._nonce)
        end = next((mark for mark in marks if mark.kind == "D"), None)
        asked = sum(mark.kind == "P" for mark in marks if end is None or mark.start < end.start)
        if end is None:
            if asked >= self._lines:
                hint = "go on in the next line with “> ”, or close the quote, bracket or block"
                raise DemoError("the command is not complete: the shell waits for more", hint=hint)
            return False
        if asked < self._lines - 1:
            hint = "“> ” goes on with an open command; write a new one at a prompt “$ ” of its own"
            raise DemoError("the command was complete before its last line", hint=hint)
        self.status = end.status
        return any(mark.kind == "B" and mark.start > end.start for mark in marks)


class PromptShown:
    """A program shows its prompt and reads; or, where it ``may_end``, the command has ended.

    ``below`` says that the prompt must stand below the first line, which
    echoes what was typed at the same prompt.
    """

    def __init__(
        self,
        prompt: str,
        ended: CommandEnded,
        is_reading: Callable[[], bool],
        below: bool,
        may_end: bool,
    ) -> None:
        self.what = f"the prompt “{prompt}”"
        self.ended = ended
        self._prompt = prompt
        self._is_reading = is_reading
        self._below = below
        self._may_end = may_end
        self._screen = Screen()
        self._seen = 0
        self._asleep_at = -1

    def look(self, data: bytes) -> bool:
        """True when the cursor stands behind the prompt and the program waits for input.

        Raises :class:`DemoError` when the command ended though it must not.
        """
        self._screen.feed(data[self._seen :])
        self._seen = len(data)
        if self.ended.look(data):
            if not self._may_end:
                raise _ended_early(self.ended, self.what)
            return True
        shown = self._screen.last.endswith(self._prompt) and not (self._below and b"\n" not in data)
        return shown and self._is_quiet(len(data))

    def _is_quiet(self, length: int) -> bool:
        """Whether the program reads and nothing has come since it was first seen reading.

        What it wrote before may still be on its way when it already sleeps.
        """
        if not self._is_reading():
            return False
        quiet = self._asleep_at == length
        self._asleep_at = length
        return quiet


class TextShown:
    """The output matches a pattern; of a flood, the part that is new is searched."""

    def __init__(
        self, pattern: re.Pattern[str], nonce: str, ended: CommandEnded, in_shell: bool
    ) -> None:
        self.what = f"/{pattern.pattern}/ in the output"
        self._pattern = pattern
        self._nonce = nonce
        self._ended = ended
        self._in_shell = in_shell
        self._screen = Screen()
        self._seen = 0
        self._searched = 0

    def look(self, data: bytes) -> bool:
        """True once the text so far, below the typed line, matches.

        Raises :class:`DemoError` when the command ended without it.
        """
        found = self._has_begun(data) and self._finds(data)
        if not found and self._ended.look(data):
            raise _ended_early(self._ended, self.what)
        return found

    def _has_begun(self, data: bytes) -> bool:
        """Whether the typed lines are over, which may hold the pattern themselves."""
        if not self._seen and (not self._in_shell or has_started(data, self._nonce)):
            self._seen = output_start(data, self._nonce)
        return self._seen > 0

    def _finds(self, data: bytes) -> bool:
        self._screen.feed(data[self._seen :])
        self._seen = len(data)
        text = "\n".join(line.text for line in self._screen.lines(self._searched))
        self._searched = max(0, self._screen.scrolled - ROWS)
        return self._pattern.search(text) is not None


def _ended_early(ended: CommandEnded, what: str) -> DemoError:
    return DemoError(f"the command ended with status {ended.status} before {what} came")


class JobStarted:
    """What was typed is running, so that a key reaches it and not the shell.

    A shell that works by itself starts no job: then ``PATIENCE`` seconds do.
    """

    what = "the start of the command"
    PATIENCE = 1.0

    def __init__(self, nonce: str, has_job: Callable[[], bool]) -> None:
        self._nonce = nonce
        self._has_job = has_job
        self._deadline = time.monotonic() + self.PATIENCE

    def look(self, data: bytes) -> bool:
        """True once the shell has read the line and something runs in the foreground."""
        return time.monotonic() > self._deadline or (
            bool(output_start(data, self._nonce)) and self._has_job()
        )


class Either:
    """One of two has come."""

    def __init__(self, one: Condition, other: Condition) -> None:
        self.what = f"{one.what} or {other.what}"
        self._both = (one, other)

    def look(self, data: bytes) -> bool:
        """True once one of them says so."""
        return any(condition.look(data) for condition in self._both)


def wait_for(session: Session, since: int, condition: Condition, timeout: float) -> None:
    """Read from ``session`` until ``condition`` holds for the bytes from ``since`` on.

    Raises :class:`TimedOut` after ``timeout`` seconds, :class:`DemoError` when
    more came than any reader would want (OUTPUT_LIMIT bytes).
    """
    deadline = time.monotonic() + timeout
    while not condition.look(bytes(session.received[since:])):
        if len(session.received) - since > OUTPUT_LIMIT:
            hint = "show less of it: | head, | tail, | grep"
            raise DemoError(f"more than {OUTPUT_LIMIT:,} bytes of output", hint=hint)
        if time.monotonic() > deadline:
            hint = "write @timeout 2m if it takes longer, @wait /regex/ if it is meant to run on"
            raise TimedOut(f"{condition.what} did not come within {timeout:g} s", hint=hint)
        session.read(_TICK)
