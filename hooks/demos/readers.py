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
# What shows a container's terminal in its own.
_CLIENTS = ("docker", "podman", "nerdctl")


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

    ``run`` runs a command on the demo host and gives its output. A terminal
    has its shell's session, and within the shell's present command perhaps
    others: a container's that was started with a terminal. Steps run one at a
    time, so what is new during a step belongs to its terminal.
    """

    def __init__(self, run: Callable[[str], str]) -> None:
        self._run = run
        self._known: set[int] = set()
        self._shells: dict[str, int] = {}
        self._inner: dict[str, list[int]] = {}
        self._calls = READS.get(run("uname -m").strip(), _X86_64)

    def pass_over(self) -> None:
        """Sessions that are new by now belong to no terminal, like those of detached containers."""
        self._new_of(self._take())

    def notice(self, terminal: str) -> None:
        """``terminal`` has just shown its shell: the youngest session, which others may carry."""
        new = self._new_of(self._take())
        self._shells[terminal] = new[-1] if new else 0

    def begin(self, terminal: str, *, in_shell: bool) -> None:
        """A step is about to be typed in ``terminal``; the shell's begin outside any program."""
        if in_shell:
            self._inner[terminal] = []

    def is_reading(self, terminal: str) -> bool:
        """Whether the innermost program of ``terminal`` sleeps in a read."""
        return any(
            process.state == "S" and self._call_of(process.pid) in self._calls
            for process in self._innermost(terminal)
            if process.group == process.foreground
        )

    def has_job(self, terminal: str, *, shown: bool = False) -> bool:
        """Whether a program other than the session's own shell is in the foreground.

        A child that still bears the shell's name has the shell's ways with
        signals, too, and would swallow a Ctrl-C. A container's client passes
        keys on once it has made the terminal raw, and one that does not, like
        that of logs, is there once it has ``shown`` something.
        """
        processes = self._innermost(terminal)
        shells = {process.session: process for process in processes if _leads(process)}
        return any(
            process.group == process.foreground != shells[process.session].group
            and process.name != shells[process.session].name
            and (shown or process.name not in _CLIENTS or self._is_raw(process.pid))
            for process in processes
            if process.session in shells
        )

    def _innermost(self, terminal: str) -> list[TerminalProcess]:
        """The processes of the newest session within the shell's command, else of the shell's.

        Whoever attaches to a container starts no session: then any container's counts.
        """
        processes = self._take()
        self._inner.setdefault(terminal, []).extend(self._new_of(processes))
        alive = {process.session for process in processes}
        shell = self._shells.get(terminal, 0)
        inner = [session for session in self._inner[terminal] if session in alive]
        own = [process for process in processes if process.session == shell]
        if inner:
            return [process for process in processes if process.session == inner[-1]]
        if any(process.name in _CLIENTS and process.group == process.foreground for process in own):
            shells = set(self._shells.values())
            return own + [process for process in processes if process.session not in shells]
        return own

    def _take(self) -> list[TerminalProcess]:
        return read_stats(self._run(_STATS))

    def _new_of(self, processes: list[TerminalProcess]) -> list[int]:
        """The sessions not seen before, oldest first; from now on they are known."""
        new = sorted({process.session for process in processes} - self._known)
        self._known.update(new)
        return new

    def _is_raw(self, pid: int) -> bool:
        settings = self._run(f"stty --all --file /proc/{pid}/fd/0 2>/dev/null")
        return " -icanon " in f" {settings} ".replace("\n", " ")

    def _call_of(self, pid: int) -> int:
        number = self._run(f"cat /proc/{pid}/syscall 2>/dev/null").split(" ")[0].strip()
        return int(number) if number.isdecimal() else -1


def _leads(process: TerminalProcess) -> bool:
    return process.pid == process.session
