"""How soon a demo host is ready, and how soon a first container has run in it."""

from __future__ import annotations

from demos.engine import Engine, find_engine
from demos.host import DemoHost
from demos.host_image import build_host_image
from measures import Measure, timed

RUNS = 5
READY = 1.5
FIRST_CONTAINER = {True: 0.6, False: 1.0}


def measure() -> list[Measure]:
    """Hosts with images in their store and hosts that pull, each started several times."""
    engine = find_engine()
    build_host_image(engine, print)
    return [*_measure(engine, preloaded=True), *_measure(engine, preloaded=False)]


def _measure(engine: Engine, *, preloaded: bool) -> list[Measure]:
    runs = [_run(engine, preloaded) for _ in range(RUNS)]
    store = "with images" if preloaded else "empty store"
    ready, first = zip(*runs, strict=True)
    return [
        Measure(f"host ready, {store}", ready, READY),
        Measure(f"first container, {store}", first, FIRST_CONTAINER[preloaded]),
    ]


def _run(engine: Engine, preloaded: bool) -> tuple[float, float]:
    started: list[DemoHost] = []
    ready = timed(lambda: started.append(DemoHost.start(engine, preloaded=preloaded)))
    with started[0] as host:
        return ready, timed(lambda: host.run("docker container run --rm busybox true"))
