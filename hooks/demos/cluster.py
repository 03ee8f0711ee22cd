"""Demos on several machines: the workers of a Dask cluster, each with its own engine.

Dask is an extra (requirements-cluster.txt), asked for only here. A worker is
started in a clone of the repository, so that it has the same demo host.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache, partial
from threading import Lock
from typing import Any

from demos.crew import Crew
from demos.errors import DemoError
from demos.host import remove_leftovers
from demos.recipe import FOLDER, recipe_digest
from demos.script import Script
from demos.take import Camera, Take, Tell, set_up

TOPIC = "docker-notes"
_SECONDS = 20
_setting_up = Lock()


@contextmanager
def cluster_crew(address: str, tell: Tell) -> Iterator[Crew]:
    """The workers of the scheduler at ``address``; a lost worker's demos go to the others.

    Raises :class:`DemoError` when Dask is not installed or nobody answers.
    """
    try:
        from distributed import Client, KilledWorker  # noqa: PLC0415 (an extra)
    except ImportError as error:
        hint = "run: .venv/bin/pip install --require-hashes -r requirements-cluster.txt"
        raise DemoError("recording on a cluster needs Dask", hint=hint) from error
    client = _connect(Client, address)
    with client:
        client.subscribe_topic(TOPIC, lambda event: tell(event[1]))
        take = partial(take_on_worker, recipe=recipe_digest())
        # Impure: the same demo run again is another run.
        executor = client.get_executor(pure=False)
        yield Crew(executor, take, lambda: None, (CancelledError, KilledWorker))


def _connect(client: Any, address: str) -> Any:  # noqa: ANN401 (Dask's, which may be missing)
    try:
        connected = client(address, timeout=_SECONDS)
        connected.wait_for_workers(1, timeout=_SECONDS)
    except (OSError, ValueError) as error:
        hint = "start them in clones of this repository; CONTRIBUTING.md says how"
        raise DemoError(f"no scheduler with workers at {address}", hint=hint) from error
    return connected


def take_on_worker(script: Script, recipe: str) -> Take:
    """Run one script with the engine of the machine that this worker is on.

    ``recipe`` digests the demo host that the recording is meant for.
    """
    if recipe_digest() != recipe:
        hint = "bring its clone to the same commit and start the worker again"
        raise DemoError("a worker's demo-host/ differs from the one here", script.place, hint)
    with _setting_up:
        camera = _camera()
        # Perhaps a worker of this machine was lost, and this demo was its.
        remove_leftovers(camera.engine)
    return camera.take(script)


@cache
def _camera() -> Camera:
    """This worker's, made at its first demo."""
    return set_up(FOLDER.parent, _tell)


def _tell(line: str) -> None:
    from distributed import get_worker  # noqa: PLC0415 (an extra)

    get_worker().log_event(TOPIC, line)
