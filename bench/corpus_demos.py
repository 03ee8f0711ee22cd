"""Real demos with their recordings, again under other names and with numbers of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random

from demos.errors import DemoError
from demos.fences import Fence, read_fences
from demos.figures import FIGURES
from demos.freshness import current_key
from demos.library import Note
from demos.recipe import recipe_digest
from demos.recording import Recording
from demos.script import Script
from demos.shelf import Shelf

_NAME = re.compile(r'(?<= demo=")[^"]*')
_LET = re.compile(r"^@let (\w+)", re.MULTILINE)
# What may not be changed comes first, then ids, then numbers that may be those of processes.
_SLOT = re.compile(
    r'("spans": \[\[.*?\]\]|"(?:start|duration|status)": [\d.]+|"@\w+@")'
    r"|(?<![\w.])((?=\d*[a-f])[0-9a-f]{12}(?:[0-9a-f]{52})?)(?!\w)"
    r"|(?<![\w.])(\d{3,6})(?![\w]|\.\d)"
)
_TRIES = 20
_HEXADECIMAL = "0123456789abcdef"


@dataclass(frozen=True)
class Sample:
    """A demo of the site: its script, the texts of its fences by language, its recording's files.

    ``parts`` are those of the recording's text, each third one an id and each
    fourth one a number (see :func:`re.split`).
    """

    script: Script
    fences: Mapping[str, tuple[Fence, ...]]
    parts: tuple[str | None, ...]
    pids: frozenset[str]
    casts: Mapping[str, str]

    @property
    def consoles(self) -> int:
        """How many of its fences are typed."""
        return sum(fence.language == "console" for fence in self.fences["zh"])

    @property
    def figures(self) -> int:
        """How many of its fences are drawn."""
        return sum(fence.language in FIGURES for fence in self.fences["zh"])

    def block(self, language: str, number: int, name: str) -> str:
        """One of its fences as Markdown, of the demo ``name``."""
        fence = self.fences[language][number]
        options = "".join(f' {key}="{value}"' for key, value in fence.options.items())
        opening = _NAME.sub(name, f"```{fence.language}{options}")
        return "\n".join((opening, *fence.lines, "```"))

    def values(self, number: int) -> list[str]:
        """The names of the values that one of its fences takes."""
        return _LET.findall("\n".join(self.fences["zh"][number].lines))

    def files(self, name: str, chance: Random | None) -> dict[str, str]:
        """The texts of recording and casts for the demo ``name``, by file name.

        The key is fresh; with ``chance``, ids and the processes' numbers are others.
        """
        key = current_key(replace(self.script, demo=name), recipe_digest())
        text = self._text(chance).replace("@script@", key.script).replace("@host@", key.host)
        casts = {
            f"{name}.{terminal}.cast": cast.replace(self.script.demo, name, 1)
            for terminal, cast in self.casts.items()
        }
        return {f"{name}.json": text.replace("@demo@", name), **casts}

    def _text(self, chance: Random | None) -> str:
        if chance is None:
            return "".join(part or "" for part in self.parts)
        shuffled = "".join(chance.sample(_HEXADECIMAL, len(_HEXADECIMAL)))
        cipher = str.maketrans(_HEXADECIMAL, shuffled)
        others = {part or "" for part in self.parts[3::4]} - self.pids
        moved = dict(_moved(self.pids, others, chance))
        return "".join(
            (part or "").translate(cipher)
            if at % 4 == 2
            else moved.get(part or "", part or "")
            if at % 4 == 3
            else part or ""
            for at, part in enumerate(self.parts)
        )


def _moved(pids: frozenset[str], others: set[str], chance: Random) -> Iterator[tuple[str, str]]:
    """The same numbers further on, in the same order and with as many digits, none of ``others``.

    Else a process could become its own ancestor.
    """
    for digits in sorted({len(pid) for pid in pids}):
        alike = sorted(pid for pid in pids if len(pid) == digits)
        ways = range(10**digits - int(alike[-1]))
        for by in chance.sample(ways, min(len(ways), _TRIES)):
            found = {pid: str(int(pid) + by) for pid in alike}
            if others.isdisjoint(found.values()):
                yield from found.items()
                break


def read_samples(notes: list[Note], shelf: Shelf) -> dict[str, Sample]:
    """Every demo of these notes by name; raises :class:`DemoError` for one without recording."""
    fences = {
        (script.demo, note.language): tuple(
            fence
            for fence in read_fences(note.path.read_text(encoding="utf-8"), str(note.path))
            if fence.demo == script.demo
        )
        for note in notes
        for script in note.scripts
    }
    scripts = {script.demo: script for note in notes for script in note.scripts}
    return {
        demo: _sample(script, {"zh": fences[demo, "zh"], "en": fences[demo, "en"]}, shelf)
        for demo, script in scripts.items()
    }


def _sample(script: Script, fences: Mapping[str, tuple[Fence, ...]], shelf: Shelf) -> Sample:
    recording = shelf.read(script.demo)
    key = current_key(script, recipe_digest())
    if recording is None or recording.key.script != key.script:
        raise DemoError(
            f"the recording of “{script.demo}” is missing or stale",
            hint=f"make record DEMO={script.demo}",
        )
    text = shelf.path(script.demo).read_text(encoding="utf-8")
    for old, new in (
        (f'"demo": "{script.demo}"', '"demo": "@demo@"'),
        (f'"script": "{recording.key.script}"', '"script": "@script@"'),
        (f'"host": "{recording.key.host}"', '"host": "@host@"'),
    ):
        text = text.replace(old, new, 1)
    casts = {
        path.suffixes[-2][1:]: path.read_text(encoding="utf-8")
        for path in sorted(shelf.folder.glob(f"{script.demo}.*.cast"))
    }
    return Sample(script, fences, tuple(_SLOT.split(text)), _pids(recording), casts)


def _pids(recording: Recording) -> frozenset[str]:
    found = {str(number) for one in recording.anchors for number in (one.pid, one.shim)}
    return frozenset(pid for pid in found if 3 <= len(pid) <= 6)


def values_in(files: Mapping[str, str], name: str) -> dict[str, str]:
    """The values of a recording among these ``files``, as sentences name them."""
    values = json.loads(files[f"{name}.json"])["values"]
    return {f"{name}.{key}": value for key, value in values.items()}
