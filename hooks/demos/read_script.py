"""From the fences of a note to the scripts of its demos.

Everything that can be known to be wrong before anything runs is refused
here, with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from demos.directives import apply_directive
from demos.errors import DemoError, Place, did_you_mean, raise_all
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
    errors: list[DemoError] = []
    scripts: dict[str, Script] = {}
    for number, fence in enumerate(fence for fence in fences if "demo" in fence.options):
        try:
            steps = _read_fence(fence, number, figures)
        except DemoError as error:
            errors.append(error)
            continue
        script = scripts.get(fence.demo) or Script(fence.demo, fence.place, ())
        script = replace(script, steps=(*script.steps, *steps))
        scripts[fence.demo] = replace(script, options={**script.options, **_demo_options(fence)})
    if not errors:
        errors = [error for script in scripts.values() for error in check_script(script)]
    raise_all(errors)
    return list(scripts.values())


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
    hint = did_you_mean(fence.language, (CONSOLE, *figures)) + '; a file needs file="NAME"'
    raise DemoError(f"“{fence.language}” is no kind of demo fence", fence.place, hint)


def _refuse_unknown_options(fence: Fence, known: Sequence[str]) -> None:
    for option in fence.options:
        if option not in known:
            hint = did_you_mean(option, known)
            raise DemoError(f"unknown option “{option}” in this fence", fence.place, hint)


def _demo_options(fence: Fence) -> dict[str, str]:
    store = fence.options.get("store")
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
    commands: list[Command] = []
    for index, line in enumerate(fence.lines):
        _read_line(line.rstrip(), fence.line(index), fence, number, commands)
    if not commands:
        raise DemoError("this fence types nothing", fence.place, "write a line like $ docker ps")
    return tuple(commands)


def _read_line(line: str, place: Place, fence: Fence, number: int, commands: list[Command]) -> None:
    if not line:
        return
    if line.startswith("@"):
        if not commands:
            raise DemoError("a directive needs a command above it in its fence", place)
        commands[-1] = apply_directive(line, commands[-1], place)
    elif line == ">" or line.startswith(_CONTINUATION):
        if not commands:
            raise DemoError("“> ” continues a command, but none is above it", place)
        commands[-1] = replace(commands[-1], input=f"{commands[-1].input}\n{line[2:]}")
    else:
        terminal = fence.options.get("terminal", DEFAULT_TERMINAL)
        prompt, text = _split_prompt(line, place)
        commands.append(Command(place, number, terminal, prompt, text))


def _split_prompt(line: str, place: Place) -> tuple[str, str]:
    match = _LINE.match(line) or _LINE.match(f"{line} ")
    if match is None:
        hint = "output is recorded, never written: keep only lines like “$ docker ps” or “/ # ps”"
        raise DemoError(f"“{line}” has no prompt", place, hint)
    if not match["input"].strip():
        raise DemoError(f"nothing is typed at the prompt “{match['prompt']}”", place)
    return match["prompt"], match["input"]
