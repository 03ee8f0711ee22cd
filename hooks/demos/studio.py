"""Records demos: a fresh demo host for each, a leak check, then the shelf."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from demos.cast import Track
from demos.engine import Engine, find_engine
from demos.errors import DemoError
from demos.freshness import Freshness, current_key
from demos.host import DemoHost, remove_leftovers
from demos.host_image import build_host_image, recipe_digest
from demos.leaks import check_leaks, secrets_of_this_machine
from demos.recorder import Recorder
from demos.recording import Recording
from demos.script import Script
from demos.shelf import Shelf

Tell = Callable[[str], None]
"""Told one line of progress at a time."""


def record_demos(scripts: Iterable[Script], shelf: Shelf, repository: Path, tell: Tell) -> int:
    """Record each script and put it on the shelf; how many were recorded.

    Raises :class:`demos.errors.DemoError` at the first demo that fails; what
    was recorded before it is on the shelf, its own old recording untouched.
    """
    scripts = list(scripts)
    if not scripts:
        return 0
    engine = find_engine()
    remove_leftovers(engine)
    _build_image(engine, tell)
    secrets = secrets_of_this_machine(repository)
    for script in scripts:
        recording, tracks = record_one(script, engine, tell)
        check_leaks(script, recording, tracks, secrets)
        shelf.write(recording, tracks)
    return len(scripts)


def _build_image(engine: Engine, tell: Tell) -> None:
    try:
        build_host_image(engine, tell)
    except DemoError as error:
        message = f"the demo host's image cannot be built: {error.message}"
        hint = error.hint or "mend demo-host/ or the network, then try with: make host"
        raise DemoError(message, error.place, hint) from error


def record_one(script: Script, engine: Engine, tell: Tell) -> tuple[Recording, dict[str, Track]]:
    """Run one script on a host of its own; the recording and the tracks of its terminals."""

    def progress(number: int, count: int, text: str) -> None:
        tell(f"{script.demo} {number}/{count}  {text.splitlines()[0]}")

    tell(f"{script.demo}: a fresh demo host …")
    preloaded = script.options.get("store", "preloaded") == "preloaded"
    with DemoHost.start(engine, preloaded=preloaded) as host:
        date = datetime.now(UTC).isoformat(timespec="seconds")
        return Recorder(host, script, progress).record(current_key(script, recipe_digest()), date)


def stale_scripts(verdicts: Iterable[Freshness]) -> list[Script]:
    """The scripts whose recordings cannot be shown as they are."""
    return [verdict.script for verdict in verdicts if not verdict.fresh]
