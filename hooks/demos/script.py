"""What a demo does, step by step, as its author wrote it.

A script is pure data: nothing here knows how a step is carried out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from demos.errors import Place

SHELL_PROMPT = "$ "
DEFAULT_TERMINAL = "1"


@dataclass(frozen=True)
class Let:
    """``@let NAME``: keep something of a step's output under a name.

    Exactly one source is set: ``column`` of the first table row whose
    ``where`` columns have these values; the one group of ``pattern``; or
    neither, for the whole one-line output.
    """

    name: str
    place: Place
    column: str = ""
    where: tuple[tuple[str, str], ...] = ()
    pattern: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Expect:
    """``@expect``: a claim about a step that fails the recording when false.

    Either ``left`` and ``right`` are compared (``operator`` ``==`` or
    ``!=``), or ``pattern`` or ``text`` must be found in the output.
    """

    place: Place
    text: str = ""
    pattern: re.Pattern[str] | None = None
    operator: str = ""
    left: str = ""
    right: str = ""


@dataclass(frozen=True)
class Wait:
    """``@wait``: go on as soon as the output matches ``pattern``."""

    pattern: re.Pattern[str]
    place: Place


@dataclass(frozen=True)
class Press:
    """``@press``: send these keys, by name (``Ctrl-C``)."""

    keys: tuple[str, ...]
    place: Place


@dataclass(frozen=True)
class Command:
    """One step that is typed: at ``prompt``, the lines of ``input``."""

    place: Place
    fence: int
    terminal: str
    prompt: str
    input: str
    checks: tuple[Let | Expect, ...] = ()
    actions: tuple[Wait | Press, ...] = ()
    status: int = 0
    timeout: float | None = None
    hidden: bool = False

    @property
    def in_shell(self) -> bool:
        """Whether the demo host's own shell reads it, not a program."""
        return self.prompt == SHELL_PROMPT


@dataclass(frozen=True)
class File:
    """One step that writes ``text`` to ``path`` in the demo's working folder."""

    place: Place
    fence: int
    path: str
    text: str
    language: str


@dataclass(frozen=True)
class Figure:
    """One step that collects facts for a figure: its kind and its argument lines."""

    place: Place
    fence: int
    kind: str
    arguments: tuple[str, ...]


Step = Command | File | Figure


@dataclass(frozen=True)
class Script:
    """All steps of one demo, in the order of the page.

    ``options`` hold for the whole demo (``store="empty"``); ``place`` is its
    first fence.
    """

    demo: str
    place: Place
    steps: tuple[Step, ...]
    options: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def commands(self) -> tuple[Command, ...]:
        """The steps that are typed."""
        return tuple(step for step in self.steps if isinstance(step, Command))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The steps that collect facts."""
        return tuple(step for step in self.steps if isinstance(step, Figure))

    def values(self) -> tuple[str, ...]:
        """The names of the values that this demo yields."""
        return tuple(
            check.name for step in self.commands for check in step.checks if isinstance(check, Let)
        )
