"""Who is reading from a terminal inside the demo host.

A program's prompt counts only when the program in the terminal's foreground
sleeps in a read: what merely prints ``/ # `` and works on is not ready. Facts
come from ``/proc/PID/stat`` and ``/proc/PID/syscall`` (proc(5)); process and
session numbers are those of the demo host, also for processes in containers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_STAT = re.compile(r"^(\d+) \((.*)\) (\S) (-?\d+) (-?\d+) (-?\d+) (-?\d+) (-?\d+) ")
_STATS = "cat /proc/[0-9]*/stat 2>/dev/null"

# read, poll, select, pselect6, ppoll, epoll_wait, epoll_pwait; numbers from
# the kernel's syscall tables. The two tables overlap in no number of ours.
_X86_64 = {0, 7, 23, 270, 271, 232, 281}
_ARM_64 = {63, 72, 73, 22}
READS = {"x86_64": _X86_64, "aarch64": _ARM_64}


@dataclass(frozen=True)
class TerminalProcess:
    """A process with a controlling terminal, as the demo host numbers it."""

    pid: int
    name: str
    state: str
    group: int
    session: int
    foreground: int


def read_stats(text: str) -> list[TerminalProcess]:
    """The processes in lines of ``/proc/PID/stat`` that have a controlling terminal."""
    processes = []
    for match in filter(None, map(_STAT.match, text.splitlines())):
        pid, name, state = int(match[1]), match[2], match[3]
        _, group, session, terminal, foreground = (int(match[n]) for n in range(4, 9))
        if terminal:
            processes.append(TerminalProcess(pid, name, state, group, session, foreground))
    return processes


class Readers:
    """Which of the host's terminal sessions belong to which terminal of the demo.

    ``run`` runs a command on the demo host and gives its output. Steps run one
    at a time, so a session that is new belongs to the terminal that was typed
    in last.
    """

    def __init__(self, run: Callable[[str], str]) -> None:
        self._run = run
        self._sessions: dict[int, str] = {}
        self._calls = READS.get(run("uname -m").strip(), _X86_64)

    def notice(self, terminal: str) -> list[TerminalProcess]:
        """Give sessions that are new to ``terminal``; the processes there are now."""
        processes = read_stats(self._run(_STATS))
        for process in processes:
            self._sessions.setdefault(process.session, terminal)
        return processes

    def is_reading(self, terminal: str) -> bool:
        """Whether the innermost program of ``terminal`` sleeps in a read."""
        return any(
            process.state == "S" and self._call_of(process.pid) in self._calls
            for process in self._innermost(terminal)
            if process.group == process.foreground
        )

    def has_job(self, terminal: str) -> bool:
        """Whether a program other than the session's own shell is in the foreground.

        A child that still bears the shell's name has the shell's ways with
        signals, too, and would swallow a Ctrl-C.
        """
        processes = self._innermost(terminal)
        shell = next((process for process in processes if process.pid == process.session), None)
        return shell is not None and any(
            process.group == process.foreground != shell.group and process.name != shell.name
            for process in processes
        )

    def _innermost(self, terminal: str) -> list[TerminalProcess]:
        """The processes of the newest session of ``terminal`` that still lives."""
        processes = self.notice(terminal)
        alive = {process.session for process in processes}
        own = [number for number, name in self._sessions.items() if name == terminal]
        innermost = next((number for number in reversed(own) if number in alive), None)
        return [process for process in processes if process.session == innermost]

    def _call_of(self, pid: int) -> int:
        number = self._run(f"cat /proc/{pid}/syscall 2>/dev/null").split(" ")[0].strip()
        return int(number) if number.isdecimal() else -1
