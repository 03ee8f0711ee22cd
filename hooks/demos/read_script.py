"""From the fences of a note to the scripts of its demos.

Everything that can be known to be wrong before anything runs is refused
here, with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from demos.directives import apply_directive
from demos.errors import DemoError, Place, did_you_mean, errors_in, raise_all
from demos.fences import Fence
from demos.script import DEFAULT_TERMINAL, Command, Figure, File, Script, Step
from demos.script_rules import check_script

CONSOLE = "console"
STORES = ("preloaded", "empty")
_NAME = re.compile(r"^[a-z0-9][a-z0-9-]*$")
_CONTINUATION = "> "
_LINE = re.compile(
    r"^(?P<prompt>(?:[^\s#$>%]+ )?[^\s#$>%]*\s?[#$>%]+ |\.\.\. |\([\w-]+\) )(?P<input>.*)$"
)


def read_scripts(fences: Iterable[Fence], figures: Sequence[str]) -> list[Script]:
    """The scripts of one file's demos, in the order of their first fences.

    ``figures`` are the known kinds of figure fences. Raises
    :class:`DemoError` (several at once where there are several).
    """
    scripts, errors = scan_scripts(fences, figures)
    raise_all(errors or [error for script in scripts for error in check_script(script)])
    return scripts


def scan_scripts(
    fences: Iterable[Fence], figures: Sequence[str]
) -> tuple[list[Script], list[DemoError]]:
    """The scripts as far as their fences can be read, and what is wrong in these fences."""
    errors: list[DemoError] = []
    scripts: dict[str, Script] = {}
    fences = list(fences)
    for number, fence in enumerate(fence for fence in fences if "demo" in fence.options):
        try:
            steps = _read_fence(fence, number, figures)
            options = _demo_options(fence, scripts.get(fence.demo))
        except DemoError as error:
            errors.extend(errors_in(error))
            continue
        script = scripts.get(fence.demo) or Script(fence.demo, fence.place, ())
        script = replace(script, steps=(*script.steps, *steps), options=options)
        scripts[fence.demo] = script
    errors += _figures_without_demo(fences, figures)
    return list(scripts.values()), errors


def _figures_without_demo(fences: Iterable[Fence], figures: Sequence[str]) -> list[DemoError]:
    hint = 'write demo="NAME" after the kind, the demo whose processes it draws'
    return [
        DemoError(f"this {fence.language} figure names no demo", fence.place, hint)
        for fence in fences
        if fence.language in figures and not fence.options
    ]


def _read_fence(fence: Fence, number: int, figures: Sequence[str]) -> tuple[Step, ...]:
    if not _NAME.match(fence.demo):
        hint = 'write demo="busybox-process": lower-case letters, digits and hyphens'
        raise DemoError(f"“{fence.demo}” is not a name for a demo", fence.place, hint)
    if fence.language == CONSOLE:
        _refuse_unknown_options(fence, ("demo", "terminal", "store"))
        return _read_console(fence, number)
    if "file" in fence.options:
        _refuse_unknown_options(fence, ("demo", "file"))
        return (_read_file(fence, number),)
    if fence.language in figures:
        _refuse_unknown_options(fence, ("demo", "title"))
        arguments = tuple(line.strip() for line in fence.lines if line.strip())
        return (Figure(fence.place, number, fence.language, arguments),)
    hint = f'for a file write file="NAME"; {did_you_mean(fence.language, (CONSOLE, *figures))}'
    raise DemoError(f"“{fence.language}” is no kind of demo fence", fence.place, hint)


def _refuse_unknown_options(fence: Fence, known: Sequence[str]) -> None:
    for option in fence.options:
        if option not in known:
            hint = did_you_mean(option, known)
            raise DemoError(f"unknown option “{option}” in this fence", fence.place, hint)


def _demo_options(fence: Fence, script: Script | None) -> dict[str, str]:
    """The options of the whole demo, this fence's among them."""
    known = dict(script.options) if script else {}
    store = fence.options.get("store", known.get("store"))
    if known.get("store", store) != store:
        message = f'the demo “{fence.demo}” has store="{known["store"]}" already'
        raise DemoError(message, fence.place, "a demo has one store: write it once")
    return {} if store is None else {"store": store}


def _read_file(fence: Fence, number: int) -> File:
    path = fence.options["file"]
    if not path or path.startswith(("/", "~")) or ".." in path.split("/"):
        hint = 'write a name below the working folder: file="app/Dockerfile"'
        raise DemoError(f"“{path}” leaves the demo's working folder", fence.place, hint)
    text = "".join(f"{line}\n" for line in fence.lines)
    return File(fence.place, number, path, text, fence.language)


def _read_console(fence: Fence, number: int) -> tuple[Command, ...]:
    store = fence.options.get("store", STORES[0])
    if store not in STORES:
        raise DemoError(f"unknown store “{store}”", fence.place, did_you_mean(store, STORES))
    terminal = fence.options.get("terminal", DEFAULT_TERMINAL)
    if not _NAME.match(terminal):
        hint = 'write terminal="2": lower-case letters, digits and hyphens'
        raise DemoError(f"“{terminal}” is not a name for a terminal", fence.place, hint)
    commands = _read_lines(fence, number, terminal)
    if not commands:
        raise DemoError("this fence types nothing", fence.place, "write a line like $ docker ps")
    return tuple(commands)


def _read_lines(fence: Fence, number: int, terminal: str) -> list[Command]:
    """The commands of a console fence; raises all that is wrong in it at once."""
    commands: list[Command] = []
    errors: list[DemoError] = []
    unread = False  # whether the line above has no prompt: what follows it is part of it
    for index, line in enumerate(fence.lines):
        text, place = line.rstrip(), fence.line(index)
        if not text or (unread and (text[0] == "@" or not _LINE.match(f"{text} "))):
            continue
        try:
            _read_line(text, place, Command(place, number, terminal, "", ""), commands)
            unread = False
        except DemoError as error:
            errors.append(error)
            unread = not text.startswith("@")
    raise_all(errors)
    return commands


def _read_line(line: str, place: Place, empty: Command, commands: list[Command]) -> None:
    """Add what ``line`` says to ``commands``; a new command begins as ``empty``."""
    if line.startswith("@"):
        if not commands:
            hint = "put it below the command that it is about"
            raise DemoError("a directive needs a command above it in its fence", place, hint)
        commands[-1] = apply_directive(line, commands[-1], place)
    elif line == ">" or line.startswith(_CONTINUATION):
        if not commands:
            hint = "put the command's first line above it, after “$ ”"
            raise DemoError("“> ” continues a command, but none is above it", place, hint)
        commands[-1] = replace(commands[-1], input=f"{commands[-1].input}\n{line[2:]}")
    else:
        prompt, text = _split_prompt(line, place)
        commands.append(replace(empty, prompt=prompt, input=text))


def _split_prompt(line: str, place: Place) -> tuple[str, str]:
    match = _LINE.match(line) or _LINE.match(f"{line} ")
    if match is None:
        hint = "output is recorded, never written: keep only lines like “$ docker ps” or “/ # ps”"
        raise DemoError(f"“{line}” has no prompt", place, hint)
    if not match["input"].strip():
        hint = "write a command behind it, or take the line out"
        raise DemoError(f"nothing is typed at the prompt “{match['prompt']}”", place, hint)
    return match["prompt"], match["input"]
