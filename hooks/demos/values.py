r"""Values of a demo, ``@{name}``: finding them in text and putting them in.

``@{name}`` is a value of the demo at hand, ``@{demo.name}`` names the demo.
A backslash before it (``\@{name}``) leaves it as written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from demos.errors import DemoError, Place, did_you_mean

REFERENCE = re.compile(r"(?P<escape>\\?)@\{(?P<name>[^{}\s]*)\}")

_MALFORMED = re.compile(r"(?<!\\)@\{(?![^{}\s]*\})[^{}\s]*[ }]?")


def references(text: str) -> list[str]:
    """The names that ``text`` refers to, in order, escaped ones left out."""
    return [match["name"] for match in REFERENCE.finditer(text) if not match["escape"]]


def malformed(text: str) -> list[str]:
    """What in ``text`` begins like a reference and is none (``@{pid ``, ``@{}``)."""
    return [match.group() for match in _MALFORMED.finditer(text)]


def replace_references(text: str, resolve: Callable[[str], str]) -> str:
    """``text`` with each reference replaced by what ``resolve`` gives for its name."""

    def one(match: re.Match[str]) -> str:
        return match.group()[1:] if match["escape"] else resolve(match["name"])

    return REFERENCE.sub(one, text)


def substitute(text: str, values: Mapping[str, str], place: Place) -> str:
    """``text`` with each ``@{name}`` replaced by its value.

    Raises :class:`DemoError` for a name that is unknown or whose value is
    empty: an empty PID makes ``pstree`` print the whole machine.
    """
    return replace_references(text, lambda name: value_of(name, values, place))


def value_of(name: str, values: Mapping[str, str], place: Place) -> str:
    """The value called ``name``; raises :class:`DemoError` when unknown or empty."""
    if name not in values:
        raise DemoError(
            f"@{{{name}}} is not a value here", place, did_you_mean(name, tuple(values))
        )
    if not values[name]:
        raise DemoError(f"the value @{{{name}}} is empty", place, "look at the @let that takes it")
    return values[name]
