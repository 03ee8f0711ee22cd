"""What demos cost a build: the site as it is against the same notes with plain code blocks."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from builds import build
from demos.errors import DemoError
from demos.freshness import current_key
from demos.library import Note, read_library, scripts_of
from demos.recipe import recipe_digest
from demos.recording_json import to_json
from demos.shelf import Shelf
from files import CACHE, ROOT
from measures import Measure
from plain_notes import plain_text

RUNS = 5
FACTOR = 1.1
_PARTS = ("mkdocs.yml", "docs", "hooks", "overrides", "demo-host")


def measure() -> list[Measure]:
    """Strict builds of both, in turns, after one of each that fills the caches."""
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="bench-") as work:
        demos, plain = _copy(Path(work) / "demos"), _copy(Path(work) / "plain")
        _freshen(demos)
        _make_plain(plain)
        seconds: dict[Path, list[float]] = {demos: [], plain: []}
        for _ in range(RUNS + 1):
            for folder, runs in seconds.items():
                runs.append(build(folder).seconds)
    bare = Measure("build, plain code blocks", tuple(seconds[plain][1:]))
    target = FACTOR * bare.median
    recorded = tuple(seconds[demos][1:])
    return [bare, Measure("build, demos", recorded, target, f"{FACTOR:g} × plain")]


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in _PARTS:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return folder


def _freshen(folder: Path) -> None:
    """Let no recording be stale for the demo host's sake, as nothing shall be run."""
    shelf = Shelf(folder / "docs" / "recordings")
    for demo, script in scripts_of(read_library(folder / "docs")).items():
        recording = shelf.read(demo)
        key = current_key(script, recipe_digest())
        if recording is None or recording.key.script != key.script:
            raise DemoError(f"the recording of “{demo}” is missing or stale", hint="make record")
        shelf.path(demo).write_text(to_json(replace(recording, key=key)), encoding="utf-8")


def _make_plain(folder: Path) -> None:
    shelf = Shelf(folder / "docs" / "recordings")
    for note in read_library(folder / "docs"):
        note.path.write_text(plain_text(note.path.read_text("utf-8"), _values(note, shelf)))
    shutil.rmtree(shelf.folder)


def _values(note: Note, shelf: Shelf) -> dict[str, str]:
    """The values that the note's sentences may name, with and without their demo."""
    values = {}
    for script in note.scripts:
        recording = shelf.read(script.demo)
        for name, value in (recording.values if recording else {}).items():
            values[name] = values[f"{script.demo}.{name}"] = value
    return values
