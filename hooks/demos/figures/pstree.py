"""``pstree``: processes with their ancestors and descendants, containers as frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import graphviz

from demos.errors import DemoError
from demos.figures.boxes import add_box, new_graph
from demos.figures.kind import Twin
from demos.processes import Process, Run, family, take_processes
from demos.words import say

_SIDEWAYS_ABOVE = 12


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The processes named by PID in ``arguments``, with their families."""
    pids = [word for argument in arguments for word in argument.split()]
    for pid in pids:
        if not pid.isdecimal():
            raise DemoError(f"“{pid}” is not a PID", hint="write the value of a @let, like @{pid}")
    if not pids:
        raise DemoError("this figure names no PID", hint="write the value of a @let, like @{pid}")
    table = take_processes(run, names)
    missing = {int(pid) for pid in pids} - {process.pid for process in table}
    if missing:
        raise DemoError(f"no process has the PID {min(missing)} at this point of the demo")
    chosen = family(table, [int(pid) for pid in pids])
    return {"processes": [asdict(process) for process in chosen]}


def processes_of(facts: Mapping[str, Any]) -> list[Process]:
    """The processes in a figure's facts."""
    return [Process(**process) for process in facts["processes"]]


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the tree."""
    processes = processes_of(facts)
    graph = new_graph("LR" if len(processes) > _SIDEWAYS_ABOVE else "TB")
    add_processes(graph, processes, language)
    return str(graph.source)


def add_processes(graph: graphviz.Digraph, processes: Sequence[Process], language: str) -> None:
    """Add a box for each process, a frame for each container, an edge from each parent."""
    for container in dict.fromkeys(process.container for process in processes):
        members = [process for process in processes if process.container == container]
        if not container:
            _add_boxes(graph, members, language)
            continue
        with graph.subgraph(name=f"cluster_{container}") as frame:
            frame.attr(label=say(language, "container", container), **{"class": "container"})
            _add_boxes(frame, members, language)
    known = {process.pid for process in processes}
    for process in processes:
        if process.parent in known:
            graph.edge(f"p{process.parent}", f"p{process.pid}")


def _add_boxes(graph: graphviz.Digraph, processes: Sequence[Process], language: str) -> None:
    for process in processes:
        lines = [process.name, say(language, "host_pid", process.pid)]
        if process.inside:
            lines.append(say(language, "inside_pid", process.inside))
        classes = f"process pid-{process.pid}"
        add_box(graph, f"p{process.pid}", lines, classes, process.arguments)


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """The tree in words."""
    processes = processes_of(facts)
    containers = dict.fromkeys(process.container for process in processes if process.container)
    names = say(language, "join").join(containers) or processes[0].name
    return Twin(
        title=say(language, "process_tree", names),
        about=say(language, "process_tree_about", len(processes)),
        text=tree_text(processes, language),
    )


def tree_text(processes: Sequence[Process], language: str) -> str:
    """The tree with line drawing, a process on each line."""
    known = {process.pid for process in processes}
    roots = [process for process in processes if process.parent not in known]
    return "\n".join(line for root in roots for line in _branch(root, processes, language))


def _branch(process: Process, processes: Sequence[Process], language: str) -> Iterator[str]:
    note = say(language, "host_pid", process.pid)
    if process.inside:
        inside = say(language, "inside_note", process.container, process.inside)
        note += say(language, "join") + inside
    yield f"{process.name} ({note})"
    children = [child for child in processes if child.parent == process.pid]
    for child in children:
        last = child is children[-1]
        for number, line in enumerate(_branch(child, processes, language)):
            first, rest = ("└─ ", "   ") if last else ("├─ ", "│  ")
            yield (rest if number else first) + line
