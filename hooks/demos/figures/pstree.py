"""``pstree``: processes with their ancestors and descendants, containers as frames.

Arguments: PIDs. A line ``gone PID NAME`` adds, struck out, a process that was
there earlier in the demo and is dead now; ``gone PID NAME below PID`` draws it
below the process that was its parent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import graphviz

from demos.errors import DemoError
from demos.figures.boxes import add_box, new_graph
from demos.figures.kind import Twin
from demos.figures.pids import read_pid, read_pids, require_alive
from demos.processes import Process, Run, family, take_processes
from demos.words import say

_SIDEWAYS_ABOVE = 12
_GONE = "gone"


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The processes named by PID in ``arguments``, with their families, and the dead ones."""
    dead = [_read_dead(line) for line in arguments if line.split()[0] == _GONE]
    lines = [line for line in arguments if line.split()[0] != _GONE]
    pids = read_pids(lines) if lines or not dead else []
    table = take_processes(run, names)
    require_alive(pids, table)
    alive = {process.pid: process for process in table}
    for process in dead:
        if process.pid in alive:
            name = alive[process.pid].name
            hint = "leave out “gone”, or let the demo wait until it is gone"
            raise DemoError(f"the process {process.pid} is not gone: it is {name}", hint=hint)
    chosen = {process.pid for process in family(table, pids)}
    for process in dead:
        chosen.update(_lineage(alive, process.parent))
    facts = {"processes": [asdict(process) for process in table if process.pid in chosen]}
    return {**facts, _GONE: [asdict(process) for process in dead]} if dead else facts


def _read_dead(line: str) -> Process:
    words = line.split()
    if len(words) == 3:
        return Process(read_pid(words[1]), 0, words[2], "")
    if len(words) == 5 and words[3] == "below":
        return Process(read_pid(words[1]), read_pid(words[4]), words[2], "")
    hint = "write: gone @{shim} containerd-shim, or: gone @{shim} containerd-shim below 1"
    raise DemoError(f"“{line}” names no dead process", hint=hint)


def _lineage(alive: Mapping[int, Process], pid: int) -> Iterator[int]:
    while pid in alive:
        yield pid
        pid = alive[pid].parent


def processes_of(facts: Mapping[str, Any]) -> list[Process]:
    """The processes in a figure's facts that live."""
    return [Process(**process) for process in facts["processes"]]


def dead_of(facts: Mapping[str, Any]) -> list[Process]:
    """The processes in a figure's facts that are dead."""
    return [Process(**process) for process in facts.get(_GONE, ())]


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the tree."""
    dead = dead_of(facts)
    processes = [*processes_of(facts), *dead]
    graph = new_graph("LR" if len(processes) > _SIDEWAYS_ABOVE else "TB")
    add_processes(graph, processes, language, {process.pid for process in dead})
    return str(graph.source)


def add_processes(
    graph: graphviz.Digraph,
    processes: Sequence[Process],
    language: str,
    dead: Collection[int] = (),
) -> None:
    """Add a box for each process, a frame for each container, an edge from each parent.

    Those whose PIDs are ``dead`` get the class that strikes them out.
    """
    for container in dict.fromkeys(process.container for process in processes):
        members = [process for process in processes if process.container == container]
        if not container:
            _add_boxes(graph, members, language, dead)
            continue
        with graph.subgraph(name=f"cluster_{container}") as frame:
            frame.attr(label=say(language, "container", container), **{"class": "container"})
            _add_boxes(frame, members, language, dead)
    known = {process.pid for process in processes}
    for process in processes:
        if process.parent in known:
            graph.edge(f"p{process.parent}", f"p{process.pid}")


def _add_boxes(
    graph: graphviz.Digraph, processes: Sequence[Process], language: str, dead: Collection[int]
) -> None:
    for process in processes:
        lines = [process.name, say(language, "host_pid", process.pid)]
        if process.inside:
            lines.append(say(language, "inside_pid", process.inside))
        classes = f"process pid-{process.pid}"
        if process.pid in dead:
            lines.append(say(language, _GONE))
            classes += " dead"
        add_box(graph, f"p{process.pid}", lines, classes, process.arguments)


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """The tree in words."""
    processes, dead = processes_of(facts), dead_of(facts)
    containers = dict.fromkeys(process.container for process in processes if process.container)
    names = say(language, "join").join(containers) or (processes or dead)[0].name
    return Twin(
        title=say(language, "process_tree", names),
        about=_about(len(processes), len(dead), language),
        text=tree_text([*processes, *dead], language, {process.pid for process in dead}),
    )


def _about(alive: int, dead: int, language: str) -> str:
    if dead:
        return say(language, "process_tree_gone_about", alive, dead)
    return say(language, "process_tree_about", alive)


def tree_text(processes: Sequence[Process], language: str, dead: Collection[int] = ()) -> str:
    """The tree with line drawing, a process on each line; which are ``dead`` is said."""
    known = {process.pid for process in processes}
    roots = [process for process in processes if process.parent not in known]
    return "\n".join(line for root in roots for line in _branch(root, processes, language, dead))


def _branch(
    process: Process, processes: Sequence[Process], language: str, dead: Collection[int]
) -> Iterator[str]:
    notes = [say(language, "host_pid", process.pid)]
    if process.inside:
        notes.append(say(language, "inside_note", process.container, process.inside))
    if process.pid in dead:
        notes.append(say(language, _GONE))
    yield f"{process.name} ({say(language, 'join').join(notes)})"
    children = [child for child in processes if child.parent == process.pid]
    for child in children:
        last = child is children[-1]
        for number, line in enumerate(_branch(child, processes, language, dead)):
            first, rest = ("└─ ", "   ") if last else ("├─ ", "│  ")
            yield (rest if number else first) + line
