"""Rules that a whole script must keep, checked before anything runs."""

from __future__ import annotations

from collections.abc import Iterator

from demos.errors import DemoError, did_you_mean
from demos.script import Command, Expect, Figure, Let, Script
from demos.values import references


def check_script(script: Script) -> list[DemoError]:
    """Everything wrong with a script as a whole; empty when it is fine."""
    if not script.commands:
        hint = 'give it a console fence with the same demo="…"'
        return [DemoError(f"the demo “{script.demo}” has no commands", script.place, hint)]
    return [*_programs(script), *_values(script)]


def _programs(script: Script) -> Iterator[DemoError]:
    """A terminal begins in the shell: a program's prompt needs a program."""
    seen: set[str] = set()
    for command in script.commands:
        if command.terminal not in seen and not command.in_shell:
            message = (
                f"no program is running in terminal {command.terminal} to show “{command.prompt}”"
            )
            yield DemoError(message, command.place, "start the program first, at the prompt “$ ”")
        seen.add(command.terminal)


def _values(script: Script) -> Iterator[DemoError]:
    """A value has one @let, and that stands above every use of it."""
    known: list[str] = []
    for step in script.steps:
        if isinstance(step, Figure):
            yield from _unknown(" ".join(step.arguments), known, step)
        if not isinstance(step, Command):
            continue
        yield from _unknown(step.input, known, step)
        for check in step.checks:
            yield from _unknown(_text_of(check), known, check)
            if isinstance(check, Let) and check.name in known:
                message = f"@let {check.name} stands twice in the demo “{script.demo}”"
                yield DemoError(message, check.place, "give the second one a name of its own")
            elif isinstance(check, Let):
                known.append(check.name)


def _text_of(check: Let | Expect) -> str:
    if isinstance(check, Let):
        return " ".join(value for _, value in check.where)
    return f"{check.text} {check.left} {check.right}"


def _unknown(
    text: str, known: list[str], where: Command | Figure | Let | Expect
) -> Iterator[DemoError]:
    for name in references(text):
        if name not in known:
            hint = f"{did_you_mean(name, known)}; a value is used below its @let"
            yield DemoError(f"@{{{name}}} is not a value here", where.place, hint)
