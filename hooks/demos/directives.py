"""The lines of a console fence that begin with ``@`` and direct the recorder.

Each directive has one reader, registered in :data:`READERS`; each takes the
step so far and gives the step with the directive in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from demos.errors import DemoError, Place, did_you_mean
from demos.keys import KEYS
from demos.script import Command, Expect, Let, Press, Wait

_NAME = re.compile(r"^[a-z][a-z0-9_]*$")
_SLASHES = re.compile(r"^/(?P<pattern>.*)/$")
_DURATION = re.compile(r"^(?P<number>[1-9]\d*)(?P<unit>s|m)$")
_COMPARISON = re.compile(r"^(?P<left>.*?)\s+(?P<operator>==|!=)\s+(?P<right>.*)$")


def apply_directive(line: str, command: Command, place: Place) -> Command:
    """The command with the directive of ``line`` (``@expect Up``) added.

    Raises :class:`DemoError` for an unknown or malformed directive.
    """
    word, _, argument = line[1:].partition(" ")
    reader = READERS.get(word)
    if reader is None:
        hint = did_you_mean(word, tuple(READERS))
        raise DemoError(f"there is no directive @{word}", place, hint)
    return reader(argument.strip(), command, place)


def _let(argument: str, command: Command, place: Place) -> Command:
    name, equals, source = (part.strip() for part in argument.partition("="))
    if not _NAME.match(name):
        hint = "write @let pid = PID where NAMES = box; names are lower-case letters, digits and _"
        raise DemoError(f"“{name}” is not a name for a value", place, hint)
    if equals and not source:
        raise DemoError(
            f"@let {name} = … says nothing after the =", place, "name a column or a /regex/"
        )
    let = _let_source(name, source, place) if equals else Let(name, place)
    return replace(command, checks=(*command.checks, let))


def _let_source(name: str, source: str, place: Place) -> Let:
    slashes = _SLASHES.match(source)
    if slashes:
        pattern = _pattern(slashes["pattern"], place)
        if pattern.groups != 1:
            hint = "put round brackets around the part that is the value: /port (\\d+)/"
            raise DemoError(f"the regex of @let {name} needs exactly one group", place, hint)
        return Let(name, place, pattern=pattern)
    column, _, conditions = source.partition(" where ")
    where = tuple(_condition(part, place) for part in conditions.split(" and ") if part.strip())
    return Let(name, place, column=column.strip(), where=where)


def _condition(text: str, place: Place) -> tuple[str, str]:
    column, equals, value = (part.strip() for part in text.partition("="))
    if not (column and equals and value):
        raise DemoError(
            f"cannot read the condition “{text.strip()}”", place, "write where NAMES = box"
        )
    return column, value


def _expect(argument: str, command: Command, place: Place) -> Command:
    if not argument:
        raise DemoError("@expect claims nothing", place, "write @expect TEXT, /regex/ or A == B")
    slashes, comparison = _SLASHES.match(argument), _COMPARISON.match(argument)
    if slashes:
        expect = Expect(place, pattern=_pattern(slashes["pattern"], place))
    elif comparison and "@{" in argument:
        expect = Expect(
            place,
            operator=comparison["operator"],
            left=comparison["left"],
            right=comparison["right"],
        )
    else:
        expect = Expect(place, text=argument)
    return replace(command, checks=(*command.checks, expect))


def _exit(argument: str, command: Command, place: Place) -> Command:
    if not argument.isdecimal() or int(argument) > 255:
        raise DemoError(f"“{argument}” is no exit status", place, "write a number from 0 to 255")
    if not command.in_shell:
        hint = "write it below the command at “$ ” that started the program: it has the status"
        raise DemoError("a line typed into a program has no exit status", place, hint)
    return replace(command, status=int(argument))


def _wait(argument: str, command: Command, place: Place) -> Command:
    slashes = _SLASHES.match(argument)
    if slashes is None:
        raise DemoError("@wait takes a regex between slashes", place, "write @wait /ready/")
    wait = Wait(_pattern(slashes["pattern"], place), place)
    return replace(command, actions=(*command.actions, wait))


def _press(argument: str, command: Command, place: Place) -> Command:
    keys = tuple(argument.split())
    if not keys:
        raise DemoError("@press names no key", place, "write @press Ctrl-C")
    for key in keys:
        if key not in KEYS:
            raise DemoError(f"there is no key “{key}”", place, did_you_mean(key, tuple(KEYS)))
    return replace(command, actions=(*command.actions, Press(keys, place)))


def _timeout(argument: str, command: Command, place: Place) -> Command:
    duration = _DURATION.match(argument)
    if duration is None:
        raise DemoError(f"“{argument}” is no duration", place, "write @timeout 90s or @timeout 2m")
    seconds = int(duration["number"]) * (60 if duration["unit"] == "m" else 1)
    return replace(command, timeout=float(seconds))


def _hide(argument: str, command: Command, place: Place) -> Command:
    if argument:
        raise DemoError("@hide takes nothing after it", place, "it hides the command above it")
    return replace(command, hidden=True)


def _pattern(pattern: str, place: Place) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error as error:
        message = f"/{pattern}/ is not a regular expression: {error}"
        raise DemoError(message, place, "escape ( ) [ ] * + ? . | with a \\") from error


READERS: dict[str, Callable[[str, Command, Place], Command]] = {
    "let": _let,
    "expect": _expect,
    "exit": _exit,
    "wait": _wait,
    "press": _press,
    "timeout": _timeout,
    "hide": _hide,
}
