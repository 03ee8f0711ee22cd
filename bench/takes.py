"""Records demos again and again, for the comparison to be measured on."""

from __future__ import annotations

from pathlib import Path

from demos.engine import find_engine
from demos.errors import DemoError
from demos.host import remove_leftovers
from demos.host_image import build_host_image
from demos.library import read_library, read_note, scripts_of
from demos.recording_json import to_json
from demos.script import Script
from demos.shelf import write_whole
from demos.studio import record_one


def demos(root: Path) -> dict[str, Script]:
    """The scripts of the site and of ``bench/demos``."""
    notes = [read_note(path) for path in sorted((root / "bench" / "demos").glob("*.md"))]
    return scripts_of(read_library(root / "docs")) | scripts_of(notes)


def record_takes(folder: Path, count: int, root: Path) -> None:
    """Bring ``folder`` to ``count`` takes of every demo, ``<demo>.<number>.json``.

    A demo that fails is told and left out, so that the others are measured.
    """
    missing = [
        (script, folder / f"{name}.{number}.json")
        for number in range(1, count + 1)
        for name, script in demos(root).items()
        if not (folder / f"{name}.{number}.json").exists()
    ]
    if not missing:
        return
    engine = find_engine()
    remove_leftovers(engine)
    build_host_image(engine, print)
    for done, (script, path) in enumerate(missing, 1):
        print(f"take {done} of {len(missing)}: {path.stem}", flush=True)
        try:
            recording, _ = record_one(script, engine, lambda _: None)
            write_whole(path, to_json(recording))
        except DemoError as error:
            print(f"  left out: {error}")
