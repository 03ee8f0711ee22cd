"""What happened: the recording of one run of one demo, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = 1


@dataclass(frozen=True)
class Span:
    """A stretch of a line, characters ``start`` up to ``end``, in one style.

    ``style`` is words joined by spaces: ``bold``, ``underline``, ``reverse``,
    ``foreground-green``, ``background-4e9a06``, …
    """

    start: int
    end: int
    style: str


@dataclass(frozen=True)
class Line:
    """One line of output as it stood on the screen, its styles beside it."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class RecordedStep:
    """One typed step: what was typed where, what came, and how it ended.

    ``status`` is None while the command had not ended (a program that is
    still running, a line typed into a program); ``start`` and ``duration``
    are seconds, ``start`` counted from when the recorder got its host.
    """

    terminal: str
    prompt: str
    input: str
    output: tuple[Line, ...]
    status: int | None
    start: float
    duration: float
    hidden: bool = False

    @property
    def text(self) -> str:
        """The output as plain text, lines joined by newlines."""
        return "\n".join(line.text for line in self.output)


@dataclass(frozen=True)
class Facts:
    """What a figure's probe collected: the kind, its arguments, the facts as JSON data."""

    kind: str
    arguments: tuple[str, ...]
    facts: Any = field(hash=False)


@dataclass(frozen=True)
class Anchor:
    """One container as the demo's daemon knew it at some moment of the run."""

    name: str
    id: str
    pid: int
    shim: int
    address: str


@dataclass(frozen=True)
class Key:
    """Digests of everything whose change makes a recording stale."""

    script: str
    host: str
    format: int = FORMAT


@dataclass(frozen=True)
class Recording:
    """One run of one demo.

    ``provenance`` says when and on what it ran; ``values`` are what the
    ``@let`` lines kept; ``facts`` are in the order of the figures.
    """

    demo: str
    key: Key
    provenance: Mapping[str, Any] = field(hash=False)
    steps: tuple[RecordedStep, ...]
    values: Mapping[str, str] = field(hash=False)
    facts: tuple[Facts, ...] = ()
    anchors: tuple[Anchor, ...] = ()
