"""The engine of this machine: found or missed with a remedy, and left clean."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from demos.engine import Engine, EngineMissing, find_engine
from demos.host import DemoHost, remove_leftovers
from demos.leftovers import LABEL, remove_containers
from engine.containers import ours

pytestmark = pytest.mark.engine


def test_leftovers_of_a_killed_recorder_are_removed(engine: Engine, host: DemoHost) -> None:
    """The hosts of a recorder that was killed go; those of living ones stay."""
    program = (
        "from demos.engine import find_engine; from demos.host import DemoHost; import time\n"
        "print(DemoHost.start(find_engine()).name, flush=True); time.sleep(600)"
    )
    hooks = Path(__file__).parents[2] / "hooks"
    recorder = subprocess.Popen(
        [sys.executable, "-c", program],
        env=os.environ | {"PYTHONPATH": str(hooks)},
        stdout=subprocess.PIPE,
        text=True,
    )
    name = recorder.stdout.readline().strip()
    recorder.kill()
    recorder.communicate()
    assert ours(engine, name)
    assert remove_leftovers(engine) >= 1
    assert not ours(engine, name)
    assert host.run("echo alive") == "alive\n"


def test_two_recorders_remove_the_same_leftovers(engine: Engine, host: DemoHost) -> None:
    """Whoever comes second waits for the first, and neither complains."""
    label = f"{LABEL}={host.name}"
    with ThreadPoolExecutor(4) as pool:
        removals = [pool.submit(remove_containers, engine, label) for _ in range(4)]
    assert [removal.result() for removal in removals] == [None] * 4
    assert not ours(engine, host.name)


def test_missing_engine_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without an engine on the PATH the error names it and says how to get one."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DOCKER_NOTES_ENGINE", raising=False)
    with pytest.raises(EngineMissing, match=r"docker is not installed.*\n.*Install Docker"):
        find_engine()


def test_stopped_engine_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An engine that does not answer is named with its own words and the remedy."""
    monkeypatch.setenv("DOCKER_HOST", f"unix://{tmp_path}/none.sock")
    monkeypatch.setenv("DOCKER_NOTES_ENGINE", "docker")
    with pytest.raises(EngineMissing, match=r"Cannot connect.*\n?.*Start Docker"):
        find_engine()
