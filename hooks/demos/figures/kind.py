"""What a kind of figure is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from demos.processes import Run


@dataclass(frozen=True)
class Twin:
    """A figure in words: its title, one sentence about it, and its content as text."""

    title: str
    about: str
    text: str


@dataclass(frozen=True)
class FigureKind:
    """Two functions and a third for those who cannot see the picture.

    ``probe(run, arguments, names)`` collects facts (JSON data) on the host,
    ``names`` being the containers' names by full id; it raises
    :class:`demos.errors.DemoError` for arguments that name nothing.
    ``draw(facts, language)`` gives DOT text, ``describe(facts, language)``
    the text twin.
    """

    probe: Callable[[Run, tuple[str, ...], Mapping[str, str]], Any]
    draw: Callable[[Any, str], str]
    describe: Callable[[Any, str], Twin]
