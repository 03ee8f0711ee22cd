"""Processes that a figure's fence names by PID."""

from __future__ import annotations

from collections.abc import Sequence

from demos.errors import DemoError
from demos.processes import Process

_HINT = "write the value of a @let, like @{pid}"


def read_pid(word: str) -> int:
    """The PID that ``word`` is; raises :class:`DemoError` for anything else."""
    if not word.isascii() or not word.isdecimal():
        raise DemoError(f"“{word}” is not a PID", hint=_HINT)
    return int(word)


def read_pids(arguments: Sequence[str]) -> list[int]:
    """The PIDs in ``arguments``, any number on a line; none is an error."""
    pids = [read_pid(word) for argument in arguments for word in argument.split()]
    if not pids:
        raise DemoError("this figure names no PID", hint=_HINT)
    return pids


def read_named_pids(arguments: Sequence[str]) -> dict[int, str]:
    """The PIDs in lines ``PID PID …`` or ``PID label``, each with its label or ""."""
    named: dict[int, str] = {}
    for argument in arguments:
        first, *others = argument.split()
        if any(word[0].isalpha() for word in others):
            named[read_pid(first)] = " ".join(others)
        else:
            named.update(dict.fromkeys(read_pids([argument]), ""))
    return named or dict.fromkeys(read_pids(arguments), "")


def require_alive(pids: Sequence[int], table: Sequence[Process]) -> None:
    """Raise :class:`DemoError` when no process of ``table`` has one of these PIDs."""
    missing = set(pids) - {process.pid for process in table}
    if missing:
        raise DemoError(f"no process has the PID {min(missing)} at this point of the demo")
