"""A shell inside the demo host that answers within a millisecond.

A new `exec` takes some 70 ms; this one is started once and fed through pipes. After
each command it prints a line that no command could guess, with the exit status.
"""

from __future__ import annotations

import os
import secrets
import selectors
import shlex
import subprocess
import time
from dataclasses import dataclass

from demos.errors import DemoError
from demos.stop import Stop, Stopped

_OUTPUT_LIMIT = 50_000_000
_CHUNK = 65536


@dataclass(frozen=True)
class Answer:
    """What a command printed on standard output, and its exit status."""

    output: str
    status: int


class ControlShell:
    """One bash behind pipes, started with ``command`` (an engine's `exec -i`).

    Once ``stop`` was said, no command is waited for.
    """

    def __init__(self, command: list[str], stop: Stop | None = None) -> None:
        self._command = command
        self._stop = stop or Stop()
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, command: str, timeout: float) -> Answer:
        """Run a command in a subshell, its input empty and its standard error dropped.

        Raises DemoError when the shell ends or the time is over; the next call then
        starts a new shell.
        """
        process = self._process = self._process or self._start()
        end = f"\n{secrets.token_hex(16)} ".encode()
        words = (
            f"(eval {shlex.quote(command)}) </dev/null 2>/dev/null;"
            f" printf '\\n{end.decode().strip()} %d\\n' $?\n"
        )
        try:
            assert process.stdin is not None
            process.stdin.write(words.encode())
            process.stdin.flush()
            output, status = self._read(process, end, time.monotonic() + timeout)
        except TimeoutError as late:
            self.close()
            raise DemoError(
                f"In the demo host, `{command}` did not end within {timeout:g} s."
            ) from late
        except Stopped:
            self.close()
            raise
        except (BrokenPipeError, EOFError) as gone:
            self.close()
            raise DemoError(f"The demo host died before `{command}` ended.") from gone
        return Answer(output.decode(errors="replace"), status)

    def close(self) -> None:
        """End the shell; does nothing when it has ended."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _read(
        self, process: subprocess.Popen[bytes], end: bytes, deadline: float
    ) -> tuple[bytes, int]:
        assert process.stdout is not None
        seen = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while True:
                # Only what is new is searched, with room for an end that came in two pieces.
                at = seen.find(end, max(0, len(seen) - _CHUNK - 2 * len(end)))
                if at >= 0 and seen.endswith(b"\n", at + len(end)):
                    return bytes(seen[:at]), int(seen[at + len(end) :])
                self._stop.check()
                left = max(0, deadline - time.monotonic())
                if not selector.select(min(left, Stop.TICK)):
                    if left <= Stop.TICK:
                        raise TimeoutError
                    continue
                chunk = os.read(process.stdout.fileno(), _CHUNK)
                if not chunk:
                    raise EOFError
                seen += chunk
                if len(seen) > _OUTPUT_LIMIT:
                    self.close()
                    raise DemoError(f"The demo host answered with over {_OUTPUT_LIMIT:,} bytes.")
