"""The process table of a demo host at one moment, and trees in it.

Facts come from ``/proc/PID/status`` (``NSpid`` lists a process's number in
each PID namespace it is in, from the reader's inwards) and
``/proc/PID/cgroup`` (a container's full id is in the path), see proc(5).
A zombie has left its cgroup (with cgroup v1) and its arguments: ``ps`` says
``<defunct>`` of it, and it counts as its parent's container's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

_STATUS = "grep -HE '^(Name|PPid|NSpid):' /proc/[0-9]*/status 2>/dev/null || true"
_ARGUMENTS = "ps -ww -eo pid=,args="
_CONTAINERS = "grep -HoE '[0-9a-f]{64}' /proc/[0-9]*/cgroup 2>/dev/null || true"
_STATUS_LINE = re.compile(r"^/proc/(\d+)/status:(\w+):\s*(.*)$")
_CONTAINER_LINE = re.compile(r"^/proc/(\d+)/cgroup:([0-9a-f]{64})$")
_ZOMBIE = " <defunct>"

Run = Callable[[str], str]
"""Runs a command on the demo host, unseen, and gives its output."""


@dataclass(frozen=True)
class Process:
    """One process: its numbers and name as the demo host sees them.

    A zombie's name ends in ``<defunct>``.
    ``inside`` is its PID in the innermost PID namespace, 0 when that is the
    host's; ``container`` is the name of its container, "" for none.
    """

    pid: int
    parent: int
    name: str
    arguments: str
    inside: int = 0
    container: str = ""


def take_processes(run: Run, names: Mapping[str, str]) -> list[Process]:
    """All processes of the host, by PID; ``names`` are containers' names by full id."""
    return read_processes(run(_STATUS), run(_ARGUMENTS), run(_CONTAINERS), names)


def read_processes(
    status: str, arguments: str, containers: str, names: Mapping[str, str]
) -> list[Process]:
    """The processes in the texts that the three commands of this module print."""
    fields: dict[int, dict[str, str]] = {}
    for match in filter(None, map(_STATUS_LINE.match, status.splitlines())):
        fields.setdefault(int(match[1]), {})[match[2]] = match[3]
    lines = (line.split(maxsplit=1) for line in arguments.splitlines())
    typed = {int(words[0]): words[1] for words in lines if len(words) == 2}
    found = filter(None, map(_CONTAINER_LINE.match, containers.splitlines()))
    owners = {int(match[1]): names.get(match[2], match[2][:12]) for match in found}
    fields = {
        pid: known for pid, known in fields.items() if {"Name", "PPid", "NSpid"} <= set(known)
    }
    for pid in fields:
        if typed.get(pid, "").endswith(_ZOMBIE):
            fields[pid]["Name"] += _ZOMBIE
            owners.setdefault(pid, owners.get(int(fields[pid]["PPid"]), ""))
    return [
        _process(pid, fields[pid], typed.get(pid, ""), owners.get(pid, ""))
        for pid in sorted(fields)
    ]


def _process(pid: int, fields: Mapping[str, str], arguments: str, owner: str) -> Process:
    numbers = fields["NSpid"].split()
    inside = int(numbers[-1]) if len(numbers) > 1 else 0
    container = owner if inside else ""
    return Process(pid, int(fields["PPid"]), fields["Name"], arguments, inside, container)


def family(processes: Sequence[Process], pids: Collection[int]) -> list[Process]:
    """These processes with all their ancestors and descendants, by PID."""
    parents = {process.pid: process.parent for process in processes}
    wanted = set(pids)
    for pid in pids:
        while (pid := parents.get(pid, 0)) in parents:
            wanted.add(pid)
    heirs = set(pids)
    while born := {pid for pid, parent in parents.items() if parent in heirs} - heirs:
        heirs |= born
    return [process for process in processes if process.pid in wanted | heirs]
