"""A reader's terminal on a demo host, as raw as it comes: bytes in, bytes out."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import time
from types import TracebackType
from typing import Self

NONCE = "f00d"
PROMPT = re.compile(rb"\x1b\]133;D;(\d+);f00d\a\x1b\]133;A;f00d\a\$ \x1b\]133;B;f00d\a")


class ReaderTerminal:
    """The shell of ``host.terminal_command`` under a pseudo-terminal."""

    def __init__(self, command: list[str]) -> None:
        self._ours, theirs = pty.openpty()
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        self.read_until(PROMPT)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def type(self, text: str) -> None:
        """Type a line and press Enter."""
        os.write(self._ours, text.encode() + b"\n")

    def read_until(self, pattern: re.Pattern[bytes], timeout: float = 20) -> tuple[bytes, re.Match]:
        """What came, up to and with the first match of the pattern."""
        seen, end = b"", time.monotonic() + timeout
        while not (found := pattern.search(seen)):
            ready, _, _ = select.select([self._ours], [], [], max(0, end - time.monotonic()))
            assert ready, f"no {pattern.pattern!r} within {timeout} s after {seen!r}"
            seen += os.read(self._ours, 65536)
        return seen, found

    def command(self, text: str) -> tuple[str, int]:
        """Type a command; what it printed, without marks, and its exit status."""
        self.type(text)
        seen, found = self.read_until(PROMPT)
        output = seen.partition(b"\x1b]133;C;f00d\a")[2][: -len(found[0])]
        return output.decode().replace("\r\n", "\n"), int(found[1])
