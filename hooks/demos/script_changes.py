"""What about a script changed since its recording was made, as far as the recording tells."""

from __future__ import annotations

from demos.errors import DemoError
from demos.recording import RecordedStep, Recording
from demos.script import Command, Script
from demos.values import substitute

_LONGEST = 48


def first_change(script: Script, recording: Recording) -> str:
    """The first step that is not what was recorded, in words, with its line of the note.

    A recording keeps what was typed, not the files, checks and options around
    it; where all typed steps are the same it must be one of those.
    """
    commands = script.commands
    for number, (command, step) in enumerate(zip(commands, recording.steps, strict=False), 1):
        if not _same(command, step, recording):
            old, new = _short(step.prompt + step.input), _short(command.prompt + command.input)
            where = "" if command.terminal == step.terminal else f" (terminal {command.terminal})"
            return f"step {number}{where}, {command.place}: was “{old}”, is “{new}”"
    if len(commands) > len(recording.steps):
        added = commands[len(recording.steps)]
        return f"step {len(recording.steps) + 1} is new, {added.place}: “{_short(added.input)}”"
    if len(commands) < len(recording.steps):
        gone = recording.steps[len(commands)]
        return f"step {len(commands) + 1} is gone: “{_short(gone.prompt + gone.input)}”"
    if [figure.kind for figure in script.figures] != [facts.kind for facts in recording.facts]:
        return "the figures changed"
    return "a file, a directive, a figure's argument or an option changed, no command"


def _same(command: Command, step: RecordedStep, recording: Recording) -> bool:
    told = (command.terminal, command.prompt, command.hidden)
    if told != (step.terminal, step.prompt, step.hidden):
        return False
    try:
        return substitute(command.input, recording.values, command.place) == step.input
    except DemoError:
        # A value that the old script did not have.
        return False


def _short(text: str) -> str:
    first = text.partition("\n")[0]
    return first if len(first) <= _LONGEST else f"{first[: _LONGEST - 1]}…"
