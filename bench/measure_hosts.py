"""How soon a demo host is ready, booted or from the pool; how soon a container has run in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from time import perf_counter

from demos.engine import Engine, find_engine
from demos.host import DemoHost
from demos.host_image import build_host_image
from demos.host_pool import HostPool
from measures import Measure, timed

RUNS = 5
READY = 1.5
FROM_POOL = 0.2
_PING = "curl --silent --fail --unix-socket /run/docker.sock http://docker/_ping"
FIRST_CONTAINER = {True: 0.6, False: 1.0}


def measure() -> list[Measure]:
    """Hosts with images in their store and hosts that pull, each several times; and the pool."""
    engine = find_engine()
    build_host_image(engine, print)
    booted = [*_measure(engine, preloaded=True), *_measure(engine, preloaded=False)]
    return [*booted, Measure("host from the pool", tuple(_take(engine)), FROM_POOL)]


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


def _take(engine: Engine) -> Iterator[float]:
    """The seconds until a spare host has answered; its successor boots meanwhile."""
    with closing(HostPool(engine, [True] * (RUNS + 1), spares=1)) as pool:
        for number in range(RUNS + 1):
            began = perf_counter()
            with pool.take(preloaded=True) as host:
                host.run(_PING)
                taken = perf_counter() - began
                # As long as a demo takes, that is, longer than the next one's boot.
                host.run("docker container run --rm busybox sleep 4")
            if number:
                yield taken
