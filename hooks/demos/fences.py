"""The fenced blocks of a Markdown file, with their options and line numbers.

A fence opens with three or more backticks or tildes, a language and options
(`` ```console demo="box" terminal="2" ``) and closes with at least as many of
the same sign (CommonMark 0.31, section 4.5). A fence inside a longer fence is
that fence's text, so a page can show the syntax without running it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from demos.errors import DemoError, Place, did_you_mean, raise_all

_OPENING = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,})[ ]*"
    r"(?P<language>(?:[\w+#.-]+(?![\w+#.-]*\s*=))?)(?P<rest>.*)$"
)
_OPTION = re.compile(r"\s+(?P<name>[\w-]+)=\"(?P<value>[^\"]*)\"")
_MEANT_FOR_A_DEMO = re.compile(r"(^|[\s{])demo\s*=")
_OPTION_NAME = re.compile(r"(?:^|[\s{])(?P<name>[\w-]+)\s*=")
_OURS = ("demo", "terminal", "store", "file")
# What pymdownx.superfences and highlight take on any code block.
_THEIRS = ("title", "hl_lines", "linenums", "linenums_style", "nums", "class", "id")


@dataclass(frozen=True)
class Fence:
    """One fenced block.

    ``place`` is its opening line and ``end`` the number of its closing line;
    ``lines`` are its text without the fence's own indentation.
    """

    language: str
    options: Mapping[str, str] = field(hash=False)
    lines: tuple[str, ...]
    place: Place
    end: int
    indent: str = ""

    @property
    def demo(self) -> str:
        """The demo that this fence belongs to, or "" for an ordinary code block."""
        return self.options.get("demo", "")

    def line(self, index: int) -> Place:
        """The place of the fence's text line ``index`` (from 0)."""
        return Place(self.place.file, self.place.line + 1 + index)


def read_fences(text: str, file: str) -> list[Fence]:
    """All fences of a Markdown text, in order.

    Raises :class:`DemoError` for what :func:`scan_fences` finds wrong.
    """
    fences, errors = scan_fences(text, file)
    raise_all(errors)
    return fences


def scan_fences(text: str, file: str) -> tuple[list[Fence], list[DemoError]]:
    """All fences of a Markdown text that can be read, and an error for each that cannot.

    Wrong is a demo fence that is never closed or whose options cannot be
    read; ordinary code blocks are nobody's business here.
    """
    errors: list[DemoError] = []
    return list(_walk(text.split("\n"), file, errors)), errors


def _walk(lines: list[str], file: str, errors: list[DemoError]) -> Iterator[Fence]:
    at = 0
    while at < len(lines):
        opening = _OPENING.match(lines[at])
        if opening is None or "`" in opening["rest"]:
            at += 1
            continue
        try:
            options = _read_options(opening["language"], opening["rest"], Place(file, at + 1))
        except DemoError as error:
            errors.append(error)
            options = {}
        try:
            fence = _read_fence(lines, at, opening, options, file)
        except DemoError as error:
            errors.append(error)
            return
        yield fence
        at = fence.end


def _read_fence(
    lines: list[str], at: int, opening: re.Match[str], options: dict[str, str], file: str
) -> Fence:
    place = Place(file, at + 1)
    closing = re.compile(
        rf"^[ \t]*{re.escape(opening['mark'][0])}{{{len(opening['mark'])},}}[ \t]*$"
    )
    end = next((n for n in range(at + 1, len(lines)) if closing.match(lines[n])), None)
    if end is None:
        _refuse_unclosed(lines, at, options, place, opening["mark"])
        end = len(lines) - 1
    indent = opening["indent"]
    body = tuple(line.removeprefix(indent) for line in lines[at + 1 : end])
    return Fence(opening["language"], options, body, place, end + 1, indent)


def _refuse_unclosed(
    lines: list[str], at: int, options: Mapping[str, str], place: Place, mark: str
) -> None:
    hint = f"close it with a line {mark}"
    if "demo" in options:
        raise DemoError("this fence is never closed", place, hint)
    for number, line in enumerate(lines[at + 1 :], at + 2):
        opening = _OPENING.match(line)
        if opening and _MEANT_FOR_A_DEMO.search(opening["rest"]):
            message = f"this fence is never closed, so the demo in line {number} is its text"
            raise DemoError(message, place, hint)


def _read_options(language: str, rest: str, place: Place) -> dict[str, str]:
    if not _MEANT_FOR_A_DEMO.search(rest):
        _refuse_nearly_ours(language, rest, place)
        return {}
    options: dict[str, str] = {}
    for match in _OPTION.finditer(rest):
        if match["name"] in options:
            hint = "take one of them out"
            raise DemoError(f"the option “{match['name']}” stands twice in this fence", place, hint)
        options[match["name"]] = match["value"]
    left_over = _OPTION.sub("", rest).strip()
    if left_over:
        hint = 'options are written name="value", one space before each, after the language'
        raise DemoError(f"cannot read “{left_over}” in this fence's options", place, hint)
    return options


def _refuse_nearly_ours(language: str, rest: str, place: Place) -> None:
    """A console fence that only lacks ``demo``, or misspells it, would be shown unrecorded."""
    for name in (match["name"] for match in _OPTION_NAME.finditer(rest)):
        if name in _OURS:
            hint = f'write {name}="…" demo="NAME", or take {name} out of an ordinary code block'
            raise DemoError(f"{name}=… belongs to a demo, and this fence names none", place, hint)
        if language == "console" and name not in _THEIRS:
            hint = did_you_mean(name, (*_OURS, *_THEIRS))
            raise DemoError(f"unknown option “{name}” in this fence", place, hint)
