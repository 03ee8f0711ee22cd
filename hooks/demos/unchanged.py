"""Whether every note and every recording is as it was when all of them were in order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from demos.errors import DemoError
from demos.key import script_digest
from demos.library import note_files, read_note
from demos.recording import FORMAT
from demos.shelf import Shelf

Once = Callable[[str, object, Callable[[], Any]], Any]
"""Gives what a function makes (JSON data) of some parts, made once: a name, parts, function."""


def all_in_order(docs: Path, host: str, digest: Callable[[Path], str], once: Once) -> bool:
    """Whether no note has a mistake and every recording is fresh, as far as is known cheaply.

    ``host`` is the digest of the demo host's recipe, ``digest`` gives that of a
    file. False may only mean that the long way has to be gone.
    """
    owners: dict[str, list[str]] = {}
    keys: dict[str, list[object] | None] = {}
    for path in note_files(docs):
        scripts = demos_of(docs, path, digest, once)
        if scripts is None:
            return False
        for demo, script, note, key in scripts:
            if owners.setdefault(demo, [script, note]) != [script, note]:
                return False
            keys[demo] = key
    return all(keys[demo] == [script, host, FORMAT] for demo, (script, _) in owners.items())


def demos_of(
    docs: Path, path: Path, digest: Callable[[Path], str], once: Once
) -> list[tuple[str, str, str, list[object] | None]] | None:
    """Each demo of a note: name, its script's digest, the original's path, its recording's key.

    None for a note with a mistake; no key where a recording is missing or damaged.
    """
    parts = [path.relative_to(docs).as_posix(), digest(path)]
    scripts = once("scripts of a note", parts, partial(_scripts, path))
    shelf = Shelf(docs / "recordings")

    def key(demo: str) -> list[object] | None:
        recording = digest(shelf.path(demo))
        found: list[object] | None = once(
            "key of a recording", recording, partial(_key, shelf, demo)
        )
        return found

    return scripts and [(demo, script, note, key(demo)) for demo, script, note in scripts]


def _scripts(path: Path) -> list[tuple[str, str, str]] | None:
    """Each demo's name, its script's digest and the note it belongs to; None with mistakes."""
    try:
        note = read_note(path)
    except DemoError:
        return None
    return [(s.demo, script_digest(s), str(note.original)) for s in note.scripts]


def _key(shelf: Shelf, demo: str) -> list[object] | None:
    try:
        recording = shelf.read(demo)
    except DemoError:
        return None
    return [recording.key.script, recording.key.host, recording.key.format] if recording else None
