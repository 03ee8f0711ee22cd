"""The things that a demo speaks of: its processes and containers, each under one key.

One process has a number on the host and, in a container, another one inside;
both lead to the same key. Keys are ``pid-347`` for a process by its host
PID, ``box:7`` for one of which only the PID inside container ``box`` is
known, and ``container <id>``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from demos.mentions.commands import HOST, context_of, docker_verb, read_commands
from demos.recording import Anchor, RecordedStep, Recording
from demos.tables import read_table

_SHIM = "containerd-shim"
_TWO_NUMBERS = re.compile(r"NSpid:\s+(\d+)\s+(\d+)$")


@dataclass(frozen=True)
class Thing:
    """A process (``pid`` on the host or ``inside`` a container, 0 for unknown) or a container.

    A container has an ``id``; ``name`` is the program's. A shim's
    ``container`` is the one that it keeps.
    """

    pid: int = 0
    inside: int = 0
    container: str = ""
    name: str = ""
    id: str = ""

    @property
    def is_shim(self) -> bool:
        """Whether this is a container's shim on the host."""
        return self.name == _SHIM and bool(self.container)


@dataclass(frozen=True)
class Known:
    """What a recording knows: processes by host PID, containers by full id."""

    processes: Mapping[int, Thing] = field(default_factory=dict)
    containers: Mapping[str, Thing] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """The full id of each container, by its name."""
        return {thing.container: id_ for id_, thing in self.containers.items()}

    @cached_property
    def handles(self) -> dict[str, str]:
        """What a command may call a container (name, full and short id), with its name."""
        names = {thing.container: thing.container for thing in self.containers.values()}
        full = {id_: thing.container for id_, thing in self.containers.items()}
        return {**names, **full, **{id_[:12]: name for id_, name in full.items()}}

    def process(self, pid: int, context: str | None) -> str | None:
        """The key of the process with this PID as ``context`` sees it; None for no process."""
        if context is None or pid <= 0:
            return None
        context = self.handles.get(context, context)
        if context == HOST:
            return f"pid-{pid}"
        for thing in self.processes.values():
            if thing.inside == pid and thing.container == context:
                return f"pid-{thing.pid}"
        return f"{context}:{pid}"

    def named(self, name: str) -> str | None:
        """The key of the container with this name."""
        return f"container {self.names[name]}" if name in self.names else None

    def with_id(self, digits: str) -> str | None:
        """The key of the container whose id is ``digits`` or begins with its 12 or more."""
        found = [id_ for id_ in self.containers if len(digits) >= 12 and id_.startswith(digits)]
        return f"container {found[0]}" if found else None

    def thing(self, key: str) -> Thing:
        """What is known of the thing with this key."""
        if key.startswith("container "):
            return self.containers[key.removeprefix("container ")]
        if key.startswith("pid-"):
            pid = int(key.removeprefix("pid-"))
            return self.processes.get(pid, Thing(pid))
        container, _, inside = key.rpartition(":")
        return Thing(inside=int(inside), container=container)


def know(recording: Recording) -> Known:
    """What the anchors, the figures' facts and the process tables of a recording tell."""
    containers = {
        anchor.id: Thing(container=anchor.name, id=anchor.id) for anchor in recording.anchors
    }
    processes: dict[int, Thing] = {}
    for step in recording.steps:
        _learn_table(step, processes, [anchor.name for anchor in recording.anchors])
    for anchor in recording.anchors:
        _learn_anchor(anchor, processes, recording.steps)
    for step in recording.steps:
        _learn_numbers(step, processes)
    for facts in recording.facts:
        if isinstance(facts.facts, Mapping):
            _learn_facts(facts.facts, processes)
    return Known(processes, containers)


def _learn_numbers(step: RecordedStep, processes: dict[int, Thing]) -> None:
    """``NSpid`` of a process that a container's table has shown: its number inside, too."""
    for line in step.output if step.prompt == "$ " else ():
        match = _TWO_NUMBERS.search(line.text)
        process = processes.get(int(match[1])) if match else None
        if match and process and process.container and not process.is_shim:
            processes[process.pid] = replace(process, inside=int(match[2]))


def _learn_table(step: RecordedStep, processes: dict[int, Thing], names: list[str]) -> None:
    pipelines = read_commands(step.input)
    if len(pipelines) != 1 or context_of(pipelines[0], names) != HOST or step.prompt != "$ ":
        return
    verb, rest = docker_verb(pipelines[0][0])
    owner = next((word.text for word in rest if word.text in names), "") if verb == "top" else ""
    for row in read_table([line.text for line in step.output]):
        command = row.get("COMMAND") or row.get("CMD") or ""
        if row.get("PID", "").isdecimal() and command:
            pid = int(row["PID"])
            processes.setdefault(pid, Thing(pid, container=owner, name=_program(command)))


def _program(command: str) -> str:
    """A process's name, from how it was called: at most the kernel's 15 characters."""
    word = re.split(r"[\s:]", command, maxsplit=1)[0]
    return PurePosixPath(word.lstrip("-")).name[:15]


def _learn_anchor(
    anchor: Anchor, processes: dict[int, Thing], steps: tuple[RecordedStep, ...]
) -> None:
    shares = any("--pid" in step.input and anchor.name in step.input for step in steps)
    main = processes.get(anchor.pid, Thing(anchor.pid))
    processes[anchor.pid] = replace(main, inside=0 if shares else 1, container=anchor.name)
    if anchor.shim > 1:
        processes[anchor.shim] = Thing(anchor.shim, container=anchor.name, name=_SHIM)


def _learn_facts(facts: Mapping[str, object], processes: dict[int, Thing]) -> None:
    found = facts.get("processes")
    for process in found if isinstance(found, list) else []:
        if not isinstance(process, Mapping) or not {"pid", "name", "inside"} <= set(process):
            continue
        pid, inside = process["pid"], process["inside"]
        if not isinstance(pid, int) or not isinstance(inside, int):
            continue
        before = processes.get(pid, Thing(pid))
        container = str(process.get("container", "")) or before.container
        processes[pid] = Thing(pid, inside, container, str(process["name"]))
