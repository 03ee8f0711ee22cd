"""Records demos, several at once, and puts what happened on the shelf."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from demos.cluster import cluster_crew
from demos.crew import Crew, Keep, default_jobs, local_crew, one_at_a_time, run_all
from demos.errors import raise_all
from demos.freshness import Freshness
from demos.script import Script
from demos.shelf import Shelf
from demos.take import Take, Tell, record_one, set_up

__all__ = ["Tell", "record_demos", "record_one", "run_demos", "stale_scripts"]


def record_demos(
    scripts: Iterable[Script],
    shelf: Shelf,
    repository: Path,
    tell: Tell,
    jobs: int = 0,
    scheduler: str = "",
) -> int:
    """Record each script and put it on the shelf; how many were recorded.

    ``jobs`` and ``scheduler`` are as for :func:`run_demos`. Raises
    :class:`demos.errors.DemoError` for all demos that failed, after the others
    were recorded; the old recording of a failed one is untouched.
    """
    scripts = list(scripts)

    def keep(_: Script, take: Take) -> None:
        shelf.write(take.recording, take.tracks)

    run_demos(scripts, repository, tell, keep, jobs, scheduler)
    return len(scripts)


def run_demos(
    scripts: Iterable[Script],
    repository: Path,
    tell: Tell,
    keep: Keep,
    jobs: int = 0,
    scheduler: str = "",
) -> None:
    """Run each script and give its take to ``keep``, in the order in which they end.

    ``jobs`` run at once (0: as many as this machine bears), or as many as the
    workers of the Dask ``scheduler`` at this address take. ``keep`` is called in
    the calling thread, and may raise :class:`DemoError`. Raises all errors in the end.
    """
    scripts = list(scripts)
    if not scripts:
        return
    tell = one_at_a_time(tell)
    with _gather(scripts, repository, tell, jobs, scheduler) as crew:
        raise_all(run_all(scripts, crew, keep, tell))


def _gather(
    scripts: Sequence[Script], repository: Path, tell: Tell, jobs: int, scheduler: str
) -> AbstractContextManager[Crew]:
    if scheduler:
        return cluster_crew(scheduler, tell)
    return local_crew(set_up(repository, tell), jobs or default_jobs(), scripts)


def stale_scripts(verdicts: Iterable[Freshness]) -> list[Script]:
    """The scripts whose recordings cannot be shown as they are."""
    return [verdict.script for verdict in verdicts if not verdict.fresh]
