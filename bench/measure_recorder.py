"""What recording costs: the recorder against the same commands typed into one plain bash."""

from __future__ import annotations

from demos.engine import find_engine
from demos.fences import read_fences
from demos.figures import FIGURES
from demos.host import DemoHost
from demos.host_image import build_host_image
from demos.read_script import read_scripts
from demos.recorder import Recorder
from demos.recording import Key
from measures import Measure, timed

RUNS = 5
FACTOR = 1.05
A_STEP = 0.1
COMMANDS = (
    "docker container run -d --name web nginx",
    "docker container ls",
    "docker container top web",
    "docker container exec web nginx -v",
    "docker container inspect web",
    "docker container logs web",
    "ps -ef",
    "docker container run --rm busybox ps",
    "docker container stop web",
    "docker container ls --all",
    "docker container rm web",
    "docker image ls",
)


def measure() -> list[Measure]:
    """The commands by hand and by the recorder, in turns on the same host."""
    engine = find_engine()
    build_host_image(engine, print)
    by_hand, recorded = [], []
    with DemoHost.start(engine) as host:
        _type(host)
        for _ in range(RUNS):
            by_hand.append(timed(lambda: _type(host)))
            recorded.append(timed(lambda: _record(host)))
    bare = Measure("the commands by hand", tuple(by_hand))
    target = FACTOR * bare.median + A_STEP * len(COMMANDS)
    basis = f"{FACTOR:g} × by hand + {A_STEP:g} s × {len(COMMANDS)} steps"
    return [bare, Measure("the commands recorded", tuple(recorded), target, basis)]


def _type(host: DemoHost) -> None:
    for command in COMMANDS:
        host.run(command, timeout=60)


def _record(host: DemoHost) -> None:
    lines = "\n".join(f"$ {command}" for command in COMMANDS)
    fences = read_fences(f'```console demo="bench"\n{lines}\n```\n', "bench.md")
    (script,) = read_scripts(fences, tuple(FIGURES))
    Recorder(host, script, lambda *_: None).record(Key("script", "host"), "")
