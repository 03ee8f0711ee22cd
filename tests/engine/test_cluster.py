"""Demos on several machines: a Dask scheduler and two workers, here all on this one."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from demos.engine import Engine
from demos.leftovers import LABEL
from engine.workshop import Workshop
from writing import console

pytestmark = pytest.mark.engine

NAMES = ("one", "two", "three")
NOTE = "".join(console(f"$ sleep 2; echo {name}", demo=name) for name in NAMES)


@pytest.fixture
def workshop(tmp_path: Path, engine: Engine) -> Workshop:
    """A copy of the repository with a note of three demos."""
    made = Workshop(tmp_path / "copy")
    made.write_note(NOTE)
    return made


@pytest.fixture
def cluster(workshop: Workshop) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """The address of a scheduler, and its two workers, which work in the copy."""
    file = workshop.folder / "scheduler.json"
    found = f"--scheduler-file={file}"
    modest = ["--no-nanny", "--no-dashboard", "--nthreads=1", "--host=127.0.0.1"]
    path = {"PYTHONPATH": str(workshop.folder / "hooks")}
    scheduler = ["distributed.cli.dask_scheduler", "--host=127.0.0.1", "--port=0", "--no-dashboard"]
    started = [workshop.start("-m", *scheduler, found, **path)]
    for number in range(2):
        own = f"--local-directory={workshop.folder / f'worker-{number}'}"
        worker = ["distributed.cli.dask_worker", *modest, own]
        started.append(workshop.start("-m", *worker, found, **path))
    until = time.monotonic() + 30
    while not (file.exists() and file.read_text().endswith("}")):
        assert time.monotonic() < until, started[0].poll()
    yield json.loads(file.read_text())["address"], started[1:]
    for process in started:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def owners(engine: Engine) -> list[int]:
    """The numbers of the processes that have a demo host."""
    form = '{{index .Labels "docker-notes.owner"}}'
    if engine.program == "docker":
        form = '{{.Label "docker-notes.owner"}}'
    listed = engine.run("ps", "--all", f"--filter=label={LABEL}", f"--format={form}")
    return [int(owner.split(":")[1]) for owner in listed.split()]


def test_a_lost_workers_demos_are_taken_up_again(
    workshop: Workshop, engine: Engine, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    """One of two workers is killed in mid-demo: all demos are recorded, nothing is left."""
    address, workers = cluster
    process = workshop.start("hooks", "record", "--scheduler", address)
    assert any(" 1/1 " in line for line in process.stdout)
    numbers = {worker.pid for worker in workers}
    lost = next(owner for owner in owners(engine) if owner in numbers)
    os.kill(lost, signal.SIGKILL)
    out, err = process.communicate(timeout=90)
    assert process.returncode == 0, err
    assert out.endswith("recorded 3 of 3 demos: docs/recordings\n")
    written = [f"{name}.{kind}" for name in sorted(NAMES) for kind in ("1.cast", "json")]
    assert list(workshop.files()) == written
    assert numbers.isdisjoint(owners(engine))


def test_an_error_comes_back_with_its_place(
    workshop: Workshop, cluster: tuple[str, list[subprocess.Popen[str]]]
) -> None:
    """What fails on a worker reads as what fails here."""
    workshop.write_note(console("$ false", demo="one") + console("$ true", demo="two"))
    process = workshop.start("hooks", "record", "--scheduler", cluster[0])
    out, err = process.communicate(timeout=90)
    assert process.returncode == 1
    assert err.startswith("docs/note.md:2: step 1 in terminal 1, “$ false”: ")
    assert {"one: a fresh demo host …", "two 1/1  $ true"} <= set(out.splitlines())
    assert list(workshop.files()) == ["two.1.cast", "two.json"]


def test_a_scheduler_that_is_not_there(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody at the address is an error that says so."""
    program = (
        "import sys; sys.path.insert(0, 'hooks'); from demos import cluster, command_line;"
        "cluster._SECONDS = 1;"
        "sys.exit(command_line.main(['record', '--scheduler', 'tcp://127.0.0.1:9']))"
    )
    process = workshop.start("-c", program)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert err.splitlines()[0] == "no scheduler with workers at tcp://127.0.0.1:9"
    assert sys.modules.get("distributed") is None
