"""All notes of the site and the demos in them, read from the ``docs`` folder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from demos.errors import DemoError, Place, errors_in, raise_all
from demos.fences import scan_fences
from demos.figures import FIGURES
from demos.front_matter import read_front_matter
from demos.key import script_digest, step_digest
from demos.prose import check_prose
from demos.read_script import scan_scripts
from demos.script import Script
from demos.script_rules import check_script

DEFAULT_LANGUAGE = "zh"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Note:
    """One Markdown file: its path, its language and the scripts of its demos."""

    path: Path
    language: str
    scripts: tuple[Script, ...]

    @property
    def original(self) -> Path:
        """The file in the default language (this one, or the one it translates)."""
        return original_of(self.path)


def language_of(path: Path) -> str:
    """The language that a note's file name says: ``x.en.md`` is en, ``x.md`` the default."""
    suffixes = path.name.split(".")[1:-1]
    return suffixes[-1] if suffixes and suffixes[-1] in LANGUAGES else DEFAULT_LANGUAGE


def original_of(path: Path) -> Path:
    """The file in the default language: ``path`` itself, or the one that it translates."""
    return path.with_name(path.name.replace(f".{language_of(path)}.md", ".md"))


def read_text(path: Path, name: str) -> str:
    """The text of a note; raises :class:`DemoError`, with ``name``, when it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8"
        raise DemoError("this is not UTF-8 text", Place(name, line), hint) from error


def read_note(path: Path, name: str = "") -> Note:
    """The note at ``path``; errors call it ``name``. Raises :class:`DemoError`."""
    name = name or str(path)
    text = read_text(path, name)
    read_front_matter(text, name)
    fences, errors = scan_fences(text, name)
    scripts, more = scan_scripts(fences, tuple(FIGURES))
    # What a fence that cannot be read would have said is missed everywhere else.
    raise_all(errors + more)
    rules = [error for script in scripts for error in check_script(script)]
    raise_all(rules + check_prose(text, name, fences, scripts))
    return Note(path, language_of(path), tuple(scripts))


def read_library(docs: Path) -> list[Note]:
    """All notes below ``docs``, default language first.

    Raises :class:`DemoError` with everything that is wrong in any of them.
    """
    notes, errors = scan_library(docs)
    raise_all(errors)
    return notes


def note_files(docs: Path) -> list[Path]:
    """The path of every note and site page below ``docs``, in order."""
    return sorted(
        Path(folder, name)
        for folder, _, names in os.walk(docs)
        for name in names
        if name.endswith(".md")
    )


def scan_library(docs: Path) -> tuple[list[Note], list[DemoError]]:
    """The notes below ``docs`` that can be read, default language first, and every error."""
    notes: list[Note] = []
    errors: list[DemoError] = []
    for path in note_files(docs):
        try:
            notes.append(read_note(path, str(path.relative_to(docs.parent))))
        except DemoError as error:
            errors.extend(errors_in(error))
    notes.sort(key=lambda note: (note.language != DEFAULT_LANGUAGE, note.path))
    errors.extend(_disagreements(notes))
    return notes, errors


def scripts_of(notes: Iterable[Note]) -> dict[str, Script]:
    """Each demo's script once, by name; a translation has the same as its original."""
    scripts: dict[str, Script] = {}
    for note in notes:
        for script in note.scripts:
            scripts.setdefault(script.demo, script)
    return scripts


def _disagreements(notes: Sequence[Note]) -> list[DemoError]:
    """Demos of one name in two notes, or different in a note and its translation."""
    owners: dict[str, tuple[Path, Script]] = {}
    errors = []
    for note in notes:
        for script in note.scripts:
            owner, first = owners.setdefault(script.demo, (note.original, script))
            if owner != note.original:
                message = f"the demo “{script.demo}” stands in {first.place} already"
                errors.append(DemoError(message, script.place, "give it a name of its own"))
            elif script_digest(first) != script_digest(script):
                message = f"the demo “{script.demo}” differs from the one in {first.place}"
                hint = "commands, directives, files and figures are the same in both languages"
                errors.append(DemoError(message, _first_difference(first, script), hint))
    return errors


def _first_difference(first: Script, second: Script) -> Place:
    for one, other in zip(first.steps, second.steps, strict=False):
        if step_digest(one) != step_digest(other):
            return other.place
    return second.steps[-1].place if len(second.steps) > len(first.steps) else second.place
