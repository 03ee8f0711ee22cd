"""The YAML between two lines ``---`` at the very beginning of a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from demos.errors import DemoError, Place

_BLOCK = re.compile(
    r"\A---[ \t]*\n(?P<yaml>.*?)(?:^(?:---|\.\.\.)[ \t]*$\n?)", re.DOTALL | re.MULTILINE
)
# The one of libyaml, where PyYAML has it, reads ten times as fast, but says less of mistakes.
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class FrontMatter:
    """The data of a front matter and how many lines it takes up, both marks included."""

    data: dict[str, Any]
    lines: int = 0


def read_front_matter(text: str, file: str) -> FrontMatter:
    """The front matter of a note's text, an empty one without it.

    Raises :class:`DemoError` at the line where it is not YAML, or no mapping.
    """
    if not re.match(r"---[ \t]*\n", text):
        return FrontMatter({})
    block = _BLOCK.match(text)
    if block is None:
        message = "this front matter is never closed"
        raise DemoError(message, Place(file, 1), "close it with a line ---, or take this one out")
    data = _mapping(block["yaml"], file)
    return FrontMatter(data, block.group().rstrip("\n").count("\n") + 1)


def _mapping(text: str, file: str) -> dict[str, Any]:
    try:
        data = _load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "unreadable"
        hint = "write NAME: VALUE, with VALUE in quotes where it holds a colon"
        line = mark.line + 2 if mark else 1
        message = f"this front matter is not YAML: {problem}"
        raise DemoError(message, Place(file, line), hint) from error
    if not isinstance(data, dict):
        raise DemoError("this front matter has no names", Place(file, 2), "write NAME: VALUE")
    return data


def _load(text: str) -> Any:  # noqa: ANN401 (whatever YAML holds)
    try:
        return yaml.load(text, _FAST)  # noqa: S506 (it is as safe as the other)
    except yaml.YAMLError:
        return yaml.safe_load(text)
