"""Whether recordings are still those of their scripts, and if not, why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from demos.errors import DemoError, Place
from demos.key import script_digest
from demos.recording import FORMAT, Key, Recording
from demos.script import Script
from demos.script_changes import first_change
from demos.shelf import Shelf
from demos.transcript import check_fit

FRESH = "fresh"
STALE = "stale"
MISSING = "missing"
BROKEN = "broken"


@dataclass(frozen=True)
class Freshness:
    """The verdict on one demo; ``reason`` says what changed, "" when it is fresh."""

    script: Script
    verdict: str
    reason: str = ""
    recording: Recording | None = None

    @property
    def fresh(self) -> bool:
        """Whether the recording can be shown as it is."""
        return self.verdict == FRESH

    def error(self) -> DemoError:
        """The verdict as an error, at the demo's first fence."""
        place: Place = self.script.place
        hint = f"run: make record DEMO={self.script.demo}"
        return DemoError(f"the recording of “{self.script.demo}” {self.reason}", place, hint)


def current_key(script: Script, host: str) -> Key:
    """The key that a recording made now would carry; ``host`` digests the demo host's recipe."""
    return Key(script_digest(script), host, FORMAT)


def judge(scripts: Mapping[str, Script], shelf: Shelf, host: str) -> list[Freshness]:
    """The verdict on every demo, in the order of the notes."""
    return [_judge_one(script, shelf, host) for script in scripts.values()]


def _judge_one(script: Script, shelf: Shelf, host: str) -> Freshness:
    name = shelf.path(script.demo).name
    try:
        return _compare(script, shelf.read(script.demo), host, name)
    except DemoError as error:
        where = f"{name}:{error.place.line}: " if error.place else ""
        return Freshness(script, BROKEN, f"cannot be read: {where}{error.message}")


def _compare(script: Script, recording: Recording | None, host: str, name: str) -> Freshness:
    if recording is None:
        return Freshness(script, MISSING, "is missing")
    now = current_key(script, host)
    if recording.key.script != now.script:
        what = first_change(script, recording)
        return Freshness(script, STALE, f"is stale: the note changed: {what}", recording)
    if recording.key.host != now.host:
        return Freshness(script, STALE, "is stale: the demo host's recipe changed", recording)
    check_fit(script, recording, name)
    return Freshness(script, FRESH, "", recording)
