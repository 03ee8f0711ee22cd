"""One take of one demo: a fresh demo host, the recorder, the leak check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from demos.cast import Track
from demos.engine import Engine, find_engine
from demos.errors import DemoError
from demos.freshness import current_key
from demos.host import remove_leftovers
from demos.host_image import build_host_image
from demos.host_pool import HostPool
from demos.isolation import require_isolation
from demos.leaks import Secret, check_leaks
from demos.machine import secrets_of_this_machine
from demos.recipe import recipe_digest
from demos.recorder import Recorder
from demos.recording import Recording
from demos.script import Script
from demos.stop import Stop, Stopped

Tell = Callable[[str], None]
"""Told one line of progress at a time, by several threads in turn."""

_AGAIN = "see that the engine runs, then record again; what was left behind goes first"


class Take(NamedTuple):
    """What one run gave: the recording, and the track of each terminal."""

    recording: Recording
    tracks: Mapping[str, Track]


@dataclass(frozen=True)
class Camera:
    """What takes need besides the script: an engine, what they may not show, whom to tell."""

    engine: Engine
    secrets: list[Secret]
    tell: Tell
    stop: Stop = field(default_factory=Stop)

    def take(self, script: Script, pool: HostPool | None = None) -> Take:
        """Run the script on a host of its own, from the ``pool`` if there is one.

        Raises :class:`DemoError`, always with a place in the note, when the demo
        fails or when what it shows betrays this machine.
        """
        try:
            self.stop.check()
            taken = record_one(script, self.engine, self.tell, self.stop, pool)
            check_leaks(script, taken.recording, taken.tracks, self.secrets)
        except DemoError as error:
            if error.place or isinstance(error, Stopped):
                raise
            message = f"the demo “{script.demo}” could not be run: {error.message}"
            hint = error.hint or _AGAIN
            raise DemoError(message, script.place, hint) from error
        return taken


def set_up(repository: Path, tell: Tell) -> Camera:
    """A camera of this machine, with all that was left behind removed and the image built.

    Raises :class:`DemoError` when no engine is there, or none that isolates well enough.
    """
    engine = find_engine()
    require_isolation(engine)
    tell(f"demo host: on {engine.version}, isolation “{engine.isolation}” (see SECURITY.md)")
    remove_leftovers(engine)
    try:
        build_host_image(engine, tell)
    except DemoError as error:
        message = f"the demo host's image cannot be built: {error.message}"
        hint = error.hint or "mend demo-host/ or the network, then try with: make host"
        raise DemoError(message, error.place, hint) from error
    return Camera(engine, secrets_of_this_machine(repository), tell)


def record_one(
    script: Script,
    engine: Engine,
    tell: Tell,
    stop: Stop | None = None,
    pool: HostPool | None = None,
) -> Take:
    """Run one script on a host of its own, without a look at what it shows."""
    stop = stop or Stop()
    pool = pool or HostPool(engine, stop=stop)

    def progress(number: int, count: int, text: str) -> None:
        stop.check()
        tell(f"{script.demo} {number}/{count}  {text.splitlines()[0]}")

    tell(f"{script.demo}: a fresh demo host …")
    with pool.take(preloaded=needs_images(script)) as host:
        date = datetime.now(UTC).isoformat(timespec="seconds")
        recorder = Recorder(host, script, progress, stop)
        return Take(*recorder.record(current_key(script, recipe_digest()), date))


def needs_images(script: Script) -> bool:
    """Whether its host shall have images from the start."""
    return script.options.get("store", "preloaded") == "preloaded"
