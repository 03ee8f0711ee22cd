"""Rules that a whole script must keep, checked before anything runs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from demos.errors import DemoError, Place, did_you_mean
from demos.script import Command, Expect, Figure, File, Let, Script
from demos.values import malformed, references

# Controls, signs without width, and those that turn the direction of writing (Unicode, UAX 9).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)


def check_script(script: Script) -> list[DemoError]:
    """Everything wrong with a script as a whole; empty when it is fine."""
    if not script.commands:
        hint = 'give it a console fence with the same demo="…"'
        return [DemoError(f"the demo “{script.demo}” has no commands", script.place, hint)]
    return [*_unseen(script), *_programs(script), *_values(script)]


def _unseen(script: Script) -> Iterator[DemoError]:
    """Who copies a command gets what is shown: nothing is hidden in it or turned around."""
    for step in script.steps:
        text = step.input if isinstance(step, Command) else ""
        text = step.text if isinstance(step, File) else text
        found = _UNSEEN.search(text)
        if found:
            sign = f"U+{ord(found.group()):04X}"
            hint = "leave it out, or let the shell make it: $'\\u200b'"
            yield DemoError(f"a sign that nobody sees ({sign}) is in this step", step.place, hint)


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
    lets = {check.name: check.place for check in _checks(script) if isinstance(check, Let)}
    known: list[str] = []
    for step in script.steps:
        if isinstance(step, Figure):
            yield from _unknown(" ".join(step.arguments), known, lets, step.place)
        if not isinstance(step, Command):
            continue
        yield from _unknown(step.input, known, lets, step.place)
        for check in step.checks:
            yield from _unknown(_text_of(check), known, lets, check.place)
            if isinstance(check, Let) and check.name in known:
                message = f"@let {check.name} stands twice in the demo “{script.demo}”"
                yield DemoError(message, check.place, "give the second one a name of its own")
            elif isinstance(check, Let):
                known.append(check.name)


def _checks(script: Script) -> Iterator[Let | Expect]:
    # Backwards, so that of two @let of one name the first remains.
    for command in reversed(script.commands):
        yield from reversed(command.checks)


def _text_of(check: Let | Expect) -> str:
    if isinstance(check, Let):
        return " ".join(value for _, value in check.where)
    return f"{check.text} {check.left} {check.right}"


def _unknown(
    text: str, known: Sequence[str], lets: Mapping[str, Place], place: Place
) -> Iterator[DemoError]:
    for written in malformed(text):
        hint = "write @{name}, or \\@{ for these two signs themselves"
        yield DemoError(f"cannot read the value “{written}”", place, hint)
    for name in references(text):
        if name in known:
            continue
        if name in lets:
            hint = f"its @let is in line {lets[name].line}: a value is used below its @let"
        else:
            hint = did_you_mean(name, known)
        yield DemoError(f"@{{{name}}} is not a value here", place, hint)
