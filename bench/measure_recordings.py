"""A hundred demos: one after the other against as many at once as there are cores.

They are the site's own, from the first again until there are enough. One job has no
pool of hosts, so that nothing runs beside it; several have. On two cores: ten minutes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

import psutil
from demos.crew import default_jobs
from demos.errors import DemoError, errors_in
from demos.library import read_library, scripts_of
from demos.script import Script
from demos.studio import run_demos
from files import ROOT
from measures import Measure, timed

COUNT = 100
RATIO = 1.7


@dataclass
class Run:
    """What recording took: seconds, all cores' seconds of work, waits for hosts; who failed."""

    seconds: float = 0.0
    work: float = 0.0
    waits: list[float] = field(default_factory=list)
    failed: int = 0
    _asked: dict[str, float] = field(default_factory=dict)

    def tell(self, line: str) -> None:
        """Take from a line of progress when a demo asks for its host and when it has it."""
        demo = line.partition(" ")[0]
        if line.endswith(": a fresh demo host …"):
            self._asked[demo.rstrip(":")] = perf_counter()
        elif demo in self._asked:
            self.waits.append(perf_counter() - self._asked.pop(demo))


def measure() -> list[Measure]:
    """Both ways once, each over all demos; no recording is kept."""
    site = scripts_of(read_library(ROOT / "docs")).values()
    scripts = list(islice(cycle(site), COUNT))
    cores = default_jobs()
    at_once, in_turn = _run(scripts, cores), _run(scripts, 1)
    ratio = in_turn.seconds / at_once.seconds
    failed = in_turn.failed + at_once.failed
    return [
        Measure(f"{COUNT} demos, one after the other", (in_turn.seconds,)),
        Measure(f"{COUNT} demos, {cores} at once", (at_once.seconds,)),
        Measure("at once, as many times as fast", (ratio,), RATIO, unit="×", at_least=True),
        Measure(f"at once, the machine's work ÷ {cores} cores", (at_once.work / cores,)),
        Measure("wait for a host, one after the other", tuple(in_turn.waits)),
        Measure("wait for a host, at once", tuple(at_once.waits)),
        Measure("demos that failed", (failed,), 0, unit="demos"),
    ]


def _run(scripts: list[Script], jobs: int) -> Run:
    run = Run()

    def record() -> None:
        try:
            run_demos(scripts, Path(ROOT), run.tell, lambda *_: None, jobs)
        except DemoError as error:
            run.failed = len(errors_in(error))
            print(error)

    before = _work()
    run.seconds = timed(record)
    run.work = _work() - before
    return run


def _work() -> float:
    """The seconds that all cores have worked, for whomever."""
    times = psutil.cpu_times()
    return sum(times) - times.idle - getattr(times, "iowait", 0.0)
