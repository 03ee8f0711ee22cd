"""Who runs demos, and how many at once: threads here, or the workers of a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import (
    CancelledError,
    Executor,
    Future,
    ThreadPoolExecutor,
    as_completed,
    wait,
)
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock

from demos.errors import DemoError, errors_in
from demos.host_pool import HostPool
from demos.script import Script
from demos.take import Camera, Take, Tell, needs_images

Keep = Callable[[Script, Take], None]
"""Given each take as soon as it is there, one at a time."""


@dataclass(frozen=True)
class Crew:
    """An executor, what it shall do with each script, and how to stop what is running.

    ``losses`` are the exceptions that mean that a demo's runner was lost, not the demo.
    """

    executor: Executor
    take: Callable[[Script], Take]
    stop: Callable[[], None]
    losses: tuple[type[BaseException], ...] = (CancelledError,)


def default_jobs() -> int:
    """How many demos run at once unless said otherwise: one for each core.

    A demo mostly waits, but a host that boots and its Docker keep a core busy.
    Twelve demos on two busy cores took 132 s one by one, 60 s two at a time and
    50 s four at a time: more gains little and makes the replay's clock uneven.
    """
    return max(1, os.cpu_count() or 1)


def spare_hosts(jobs: int) -> int:
    """How many hosts boot ahead while so many demos run; none beside one, which is alone.

    A boot is mostly work, unlike a demo: more of them would only wait for cores.
    """
    return jobs // 2


@contextmanager
def local_crew(camera: Camera, jobs: int, scripts: Sequence[Script] = ()) -> Iterator[Crew]:
    """So many threads of this process: they mostly wait, each for a host of its own.

    For the ``scripts``, in this order, hosts boot ahead.
    """
    stores = map(needs_images, scripts)
    with (
        closing(HostPool(camera.engine, stores, spare_hosts(jobs), camera.stop)) as pool,
        ThreadPoolExecutor(jobs, thread_name_prefix="demo") as executor,
    ):
        yield Crew(executor, partial(camera.take, pool=pool), camera.stop.say)


def run_all(scripts: Iterable[Script], crew: Crew, keep: Keep, tell: Tell) -> list[DemoError]:
    """Give every script to the crew and each take to ``keep``; the errors of those that failed.

    One failure stops nobody. An interruption stops all, waits until each has
    tidied up, and goes on.
    """
    futures = {crew.executor.submit(crew.take, script): script for script in scripts}
    errors: list[DemoError] = []
    try:
        for number, future in enumerate(as_completed(futures), 1):
            script = futures[future]
            failed = _finish(script, future, crew, keep)
            word = "failed" if failed else "done"
            tell(f"{script.demo}: {word} ({number} of {len(futures)})")
            errors += failed
    except BaseException:
        crew.stop()
        wait([future for future in futures if not future.cancel()])
        raise
    return errors


def _finish(script: Script, future: Future[Take], crew: Crew, keep: Keep) -> tuple[DemoError, ...]:
    try:
        keep(script, future.result())
    except DemoError as error:
        return errors_in(error)
    except crew.losses as loss:
        message = f"whoever ran “{script.demo}” was lost: {loss or type(loss).__name__}"
        hint = "see what befell the workers, then run the same again"
        return (DemoError(message, script.place, hint),)
    return ()


def one_at_a_time(tell: Tell) -> Tell:
    """The same, with each line whole however many threads tell one."""
    lock = Lock()

    def tell_alone(line: str) -> None:
        with lock:
            tell(line)

    return tell_alone
