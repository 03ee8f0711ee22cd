"""``namespaces``: which process is in which namespace, as a grid of letters.

Arguments: a line for each process, ``PID`` or ``PID label``; the host's PID 1
comes first by itself. A namespace is a number, the inode that
``/proc/PID/ns/*`` points at (namespaces(7)).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from demos.errors import DemoError
from demos.figures.boxes import text_columns
from demos.figures.kind import Twin
from demos.figures.pids import read_named_pids, require_alive
from demos.figures.sheet import PADDING, TITLE, Area, Sheet, text_width
from demos.processes import Run, take_processes
from demos.words import say

KINDS = ("cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts")
_LINK = re.compile(r"^(\d+) (\w+):\[(\d+)\]$", re.MULTILINE)
_CONTAINER = re.compile(r"[0-9a-f]{64}")
_GAP = 4.0


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The namespaces of PID 1 and of the processes that ``arguments`` name."""
    labels = {1: "", **read_named_pids(arguments)}
    table = take_processes(run, names)
    require_alive(list(labels), table)
    found = _read_links(run(_command(labels)))
    for pid in labels:
        if not found.get(pid):
            hint = "those of a process that changed its user take CAP_SYS_PTRACE: name its parent"
            raise DemoError(f"the namespaces of the PID {pid} cannot be read", hint=hint)
    kinds = [kind for kind in KINDS if all(kind in found[pid] for pid in labels)]
    processes = {process.pid: process for process in table}
    return {
        "processes": [
            {
                "pid": pid,
                "name": processes[pid].name,
                "label": label or ("" if pid == 1 else _container(run, pid, names)),
                "namespaces": {kind: found[pid][kind] for kind in kinds},
            }
            for pid, label in labels.items()
        ]
    }


def _command(pids: Mapping[int, str]) -> str:
    numbers = " ".join(map(str, pids))
    kinds = " ".join(KINDS)
    link = 'printf "%s %s\\n" $p "$(readlink /proc/$p/ns/$n)"'
    return f"for p in {numbers}; do for n in {kinds}; do {link}; done; done"


def _read_links(text: str) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    for pid, kind, number in _LINK.findall(text):
        found.setdefault(int(pid), {})[kind] = int(number)
    return found


def _container(run: Run, pid: int, names: Mapping[str, str]) -> str:
    """The name of the container that the process is in, also of one with the host's PIDs."""
    found = _CONTAINER.search(run(f"cat /proc/{pid}/cgroup"))
    return names.get(found.group(), found.group()[:12]) if found else ""


def letters(facts: Mapping[str, Any]) -> list[dict[str, str]]:
    """For each process a letter for each kind, that of the first process in that namespace.

    The first process, the host's, is A, the second B.
    """
    owners: dict[tuple[str, int], str] = {}
    return [
        {
            kind: owners.setdefault((kind, number), _letter(index))
            for kind, number in process["namespaces"].items()
        }
        for index, process in enumerate(facts["processes"])
    ]


def _letter(index: int) -> str:
    more, last = divmod(index, len(ascii_uppercase))
    return (ascii_uppercase[more - 1] if more else "") + ascii_uppercase[last]


def _title(process: Mapping[str, Any], language: str) -> str:
    return process["label"] or (say(language, "host") if process["pid"] == 1 else process["name"])


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the grid."""
    sheet = Sheet()
    processes = facts["processes"]
    titles = [[_title(one, language), f"PID {one['pid']}"] for one in processes]
    first = max(text_width(lines) for lines in titles)
    columns = _columns(list(processes[0]["namespaces"]), first + _GAP)
    for kind, (left, width) in columns.items():
        sheet.cell(Area(left, 0, width, TITLE), kind, "heading")
    top = TITLE
    for process, lines, row in zip(processes, titles, letters(facts), strict=True):
        title = sheet.box((0, top), lines, f"process pid-{process['pid']}", width=first)
        for kind, (left, width) in columns.items():
            classes = "namespace " + ("hosts" if row[kind] == "A" else "own")
            number = str(process["namespaces"][kind])
            sheet.cell(Area(left, top, width, title.height), row[kind], classes, number)
        top = title.bottom + _GAP
    return sheet.source()


def _columns(kinds: Sequence[str], left: float) -> dict[str, tuple[float, float]]:
    """Where each kind's column begins, and its width."""
    columns = {}
    for kind in kinds:
        width = text_width([kind]) - PADDING
        columns[kind] = (left, width)
        left += width + _GAP
    return columns


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """The grid as a table, a row for each process, with the namespaces' numbers."""
    processes = facts["processes"]
    names = [_title(process, language) for process in processes[1:]]
    return Twin(
        title=say(language, "namespaces", say(language, "join").join(names)),
        about=say(language, "namespaces_about"),
        text=_table(facts, language),
    )


def _table(facts: Mapping[str, Any], language: str) -> str:
    rows = [["", *facts["processes"][0]["namespaces"]]]
    for process, row in zip(facts["processes"], letters(facts), strict=True):
        cells = [f"{letter} {process['namespaces'][kind]}" for kind, letter in row.items()]
        rows.append([f"{_title(process, language)} (PID {process['pid']})", *cells])
    widths = [max(map(text_columns, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell + " " * (width - text_columns(cell))
            for cell, width in zip(row, widths, strict=True)
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
