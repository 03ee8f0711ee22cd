"""From a recording to what the reader sees below each fence."""

from __future__ import annotations

from dataclasses import dataclass

from demos.errors import DemoError, Place
from demos.mentions import Mention, Mentioned, StepMentions
from demos.recording import Facts, Line, RecordedStep, Recording
from demos.script import Command, File, Script


@dataclass(frozen=True)
class ShownStep:
    """One step on the page; ``status`` is None unless it is worth showing (not 0).

    ``typed`` and ``printed`` are the mentions in its input and output.
    """

    anchor: str
    prompt: str
    input: str
    output: tuple[Line, ...]
    status: int | None
    typed: tuple[Mention, ...] = ()
    printed: tuple[Mention, ...] = ()


@dataclass(frozen=True)
class Transcript:
    """The visible steps of one console fence."""

    demo: str
    terminal: str
    several: bool
    steps: tuple[ShownStep, ...]
    recorded: bool


@dataclass(frozen=True)
class ShownFile:
    """A file that the demo writes, as the note has it."""

    demo: str
    path: str
    language: str
    text: str


@dataclass(frozen=True)
class ShownFigure:
    """A figure's facts; None while the demo is not recorded. ``number`` counts from 1."""

    demo: str
    number: int
    kind: str
    facts: Facts | None


Shown = Transcript | ShownFile | ShownFigure


def check_fit(script: Script, recording: Recording, file: str) -> None:
    """Raise :class:`DemoError` unless the recording, read from ``file``, has what the script has.

    Their digests agree, so this is a recording that somebody has edited.
    """
    hint = f"run: make record DEMO={script.demo}"
    kinds = [figure.kind for figure in script.figures]
    if len(recording.steps) != len(script.commands):
        what = f"has {len(recording.steps)} steps, its demo {len(script.commands)}"
    elif [facts.kind for facts in recording.facts] != kinds:
        what = "has other figures than its demo"
    else:
        return
    raise DemoError(f"this recording is damaged: it {what}", Place(file, 1), hint)


def transcribe(
    script: Script, recording: Recording | None, mentioned: Mentioned | None = None
) -> dict[int, Shown]:
    """What stands at each fence of the script, by the number of the fence.

    Without a recording the commands stand alone, as they were written.
    """
    shown: dict[int, Shown] = dict(_transcripts(script, recording, mentioned or Mentioned()))
    for step in script.steps:
        if isinstance(step, File):
            shown[step.fence] = ShownFile(script.demo, step.path, step.language, step.text)
    for number, figure in enumerate(script.figures):
        facts = recording.facts[number] if recording else None
        shown[figure.fence] = ShownFigure(script.demo, number + 1, figure.kind, facts)
    return shown


def _transcripts(
    script: Script, recording: Recording | None, mentioned: Mentioned
) -> dict[int, Transcript]:
    several = len({command.terminal for command in script.commands}) > 1
    steps: dict[int, list[ShownStep]] = {}
    terminals: dict[int, str] = {}
    for number, command in enumerate(script.commands):
        terminals[command.fence] = command.terminal
        steps.setdefault(command.fence, [])
        if not command.hidden:
            anchor = f"{script.demo}-{number + 1}"
            recorded = recording.steps[number] if recording else None
            found = mentioned.steps[number] if mentioned.steps else StepMentions()
            steps[command.fence].append(_shown(anchor, command, recorded, found))
    return {
        fence: Transcript(
            script.demo, terminals[fence], several, tuple(found), recording is not None
        )
        for fence, found in steps.items()
    }


def _shown(
    anchor: str, command: Command, step: RecordedStep | None, found: StepMentions
) -> ShownStep:
    if step is None:
        return ShownStep(anchor, command.prompt, command.input, (), None)
    return ShownStep(
        anchor,
        step.prompt,
        step.input,
        step.output,
        step.status or None,
        found.input,
        found.output,
    )
