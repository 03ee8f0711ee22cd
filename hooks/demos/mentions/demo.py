"""All mentions of a demo: those in its steps, and what its values stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from demos.mentions.commands import HOST, Pipeline, context_of, docker_verb, read_commands, speaking
from demos.mentions.printed import Mention, output_mentions
from demos.mentions.things import Known, know
from demos.mentions.typed import input_mentions
from demos.recording import RecordedStep, Recording
from demos.script import Command, Let, Script
from demos.values import REFERENCE

_COLUMNS = ("PID", "PPID", "CONTAINER ID", "NAMES", "NAME", "CONTAINER")


@dataclass(frozen=True)
class StepMentions:
    """The mentions in one step's input (places over all its lines) and output."""

    input: tuple[Mention, ...] = ()
    output: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Mentioned:
    """What a demo speaks of; ``steps`` as the recording's, ``values`` the keys of things."""

    known: Known = field(default_factory=Known)
    steps: tuple[StepMentions, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def find_mentioned(script: Script, recording: Recording | None) -> Mentioned:
    """All mentions of a demo as it was recorded; none of one that was not."""
    if recording is None:
        return Mentioned()
    known = know(recording)
    running: dict[str, str | None] = {}
    values: dict[str, str] = {}
    steps = []
    for command, step in zip(script.commands, recording.steps, strict=True):
        pipelines = read_commands(step.input)
        where = HOST if command.in_shell else running.get(step.terminal)
        printing = speaking(pipelines)
        context = _context(printing, where, known)
        if command.in_shell:
            running[step.terminal] = context
        lines = [line.text for line in step.output]
        shown = _seen_from(printing, context, where)
        found = output_mentions(lines, printing, known, shown)
        typed = input_mentions(step.input, pipelines, known, where)
        steps.append(StepMentions(_with_values(command, step, recording, values, typed), found))
        values.update(_value_things(command, step, recording, found))
    return Mentioned(known, tuple(steps), values)


def _context(pipelines: tuple[Pipeline, ...], where: str | None, known: Known) -> str | None:
    """Whose PIDs a step prints: its commands', if they all agree, as seen from ``where``."""
    found = {context_of(pipeline, known.handles) for pipeline in pipelines} or {HOST}
    if where != HOST:
        return where if found <= {HOST} else None
    only = found.pop() if len(found) == 1 else None
    return known.handles[only] if only else only


def _seen_from(
    pipelines: tuple[Pipeline, ...], context: str | None, where: str | None
) -> str | None:
    """``docker top`` and ``docker inspect`` tell the host's PIDs wherever they are typed."""
    verbs = {docker_verb(line[0])[0] for line in pipelines}
    return HOST if where == HOST and verbs and verbs <= {"top", "inspect"} else context


def _with_values(
    command: Command,
    step: RecordedStep,
    recording: Recording,
    values: Mapping[str, str],
    typed: tuple[Mention, ...],
) -> tuple[Mention, ...]:
    """``typed`` and the places where the note wrote a value that stands for a thing."""
    found: list[Mention] = []
    built, at = "", 0
    for match in REFERENCE.finditer(command.input):
        built += command.input[at : match.start()]
        at = match.end()
        name = match["name"].rpartition(".")[2]
        text = match.group()[1:] if match["escape"] else recording.values.get(name, "")
        if not match["escape"] and name in values:
            found.append(Mention(0, len(built), len(built) + len(text), values[name]))
        built += text
    if built + command.input[at:] != step.input:
        return typed
    taken = {place for mention in found for place in range(mention.start, mention.end)}
    others = [mention for mention in typed if not taken & {*range(mention.start, mention.end)}]
    return tuple(sorted([*found, *others], key=lambda mention: mention.start))


def _value_things(
    command: Command, step: RecordedStep, recording: Recording, found: tuple[Mention, ...]
) -> dict[str, str]:
    """What each ``@let`` of the step caught, as far as it is a thing."""
    things: dict[str, str] = {}
    for let in (check for check in command.checks if isinstance(check, Let)):
        value = recording.values.get(let.name, "")
        for mention in found:
            if _catches(let, step, mention, value):
                things.setdefault(let.name, mention.thing)
    return things


def _catches(let: Let, step: RecordedStep, mention: Mention, value: str) -> bool:
    """Whether ``mention`` is what ``let`` took: the same text in a column or place of its kind."""
    line = step.output[mention.line].text
    if line[mention.start : mention.end] != value:
        return False
    if let.pattern is None:
        return let.column in _COLUMNS if let.column else line.strip() == value
    match = let.pattern.search(step.text)
    start = sum(len(before.text) + 1 for before in step.output[: mention.line]) + mention.start
    return match is not None and match.start(1) == start
