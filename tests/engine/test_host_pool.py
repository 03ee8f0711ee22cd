"""The pool on the real engine: spare hosts are as fresh ones, are used once and go away."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from demos.engine import Engine
from demos.errors import DemoError
from demos.host import DemoHost
from demos.host_pool import HostPool
from demos.leftovers import LABEL, remove_leftovers
from demos.studio import run_demos
from engine.workshop import Workshop
from files import ROOT
from writing import console, scripts_of_text

pytest_plugins = ["engine.shared_host"]
pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("nothing_is_left")]

EMPTY = ' store="empty"'
# All that a demo might meet of demos before: processes, containers, files, units, networks.
STATE = """
ps -eo ppid,comm,args --sort=ppid,comm | grep -v -E ' (ps|sort|grep|bash) '
docker image ls --no-trunc --quiet | sort
docker container ls --all --quiet; docker volume ls --quiet; docker network ls --format '{{.Name}}'
ls -A /root /tmp /var/lib/docker /var/lib/docker/containers /var/lib/docker/image/overlay2
systemctl list-units --state=failed --no-legend; systemctl is-system-running
ip -brief address show; hostname; findmnt --list --noheadings --output TARGET,FSTYPE | sort
"""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the hosts that boot during a test."""
    names: list[str] = []
    start = DemoHost.start

    def note(*arguments: object, **options: object) -> DemoHost:
        host = start(*arguments, **options)
        names.append(host.name)
        return host

    monkeypatch.setattr(DemoHost, "start", note)
    return names


def hosts_of(engine: Engine, process: subprocess.Popen[str]) -> set[str]:
    """The names of the hosts that this process has on the engine."""
    owner = f"docker-notes.owner={os.uname().nodename}:{process.pid}:"
    form = "{{.Names}} {{.Labels}}"
    listed = engine.run("ps", "--all", f"--filter=label={LABEL}", f"--format={form}").splitlines()
    names = {line.split()[0] for line in listed if owner in line}
    return {name for name in names if not name.endswith("-mirror")}


def wait_until(holds: Callable[[], bool]) -> None:
    """Ask until it holds; an error after half a minute."""
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until


def quiet(*_: object) -> None:
    """Progress and takes that nobody wants."""


def test_a_spare_host_is_as_a_fresh_one(engine: Engine) -> None:
    """What waited while another demo ran shows nothing of it, nor of the wait."""
    with closing(HostPool(engine, [True, True], spares=1)) as pool:
        with pool.take(preloaded=True) as first:
            first.write_file("traces", "of a demo")
            first.run("docker container run --name trace busybox sleep 2", 30)
        with pool.take(preloaded=True) as spare, DemoHost.start(engine) as fresh:
            assert spare.name != first.name
            assert spare.run(STATE, 30) == fresh.run(STATE, 30)
            assert "trace" not in spare.run(STATE, 30)
            assert len(spare.run(STATE, 30).splitlines()) > 40


def test_each_demo_has_a_host_of_its_own(engine: Engine, started: list[str]) -> None:
    """Also one that fails: as many boot as there are demos, with the store each asked for."""
    scripts = scripts_of_text(
        console("$ docker image ls --quiet", "@expect /[0-9a-f]{12}/", "$ touch trace", demo="one")
        + console("$ ls trace", "@exit 2", "$ false", demo="two")
        + console("$ docker image ls --quiet | wc -l", "@expect 0", demo="three", options=EMPTY)
    )
    with pytest.raises(DemoError, match="“false” ended with status 1, not 0") as caught:
        run_demos(scripts, ROOT, quiet, quiet, jobs=2)
    assert str(caught.value).startswith("note.md:")
    assert len(set(started)) == len(started) == 3


def test_one_demo_boots_one_host(engine: Engine, started: list[str]) -> None:
    """Whoever records one demo does not wait for hosts that nobody needs."""
    run_demos(scripts_of_text(console("$ true")), ROOT, quiet, quiet, jobs=4)
    assert len(started) == 1


def test_an_interruption_removes_spare_hosts(started: list[str]) -> None:
    """Two demos run and one host waits for the next when Ctrl-C comes."""
    names = ("one", "two", "three", "four")
    lines = ("$ true", "$ sleep 60", "$ sleep 60", "$ true")
    texts = (console(line, demo=name) for name, line in zip(names, lines, strict=True))

    def interrupt(*_: object) -> None:
        wait_until(lambda: len(started) == 4)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_demos(scripts_of_text("".join(texts)), ROOT, quiet, interrupt, jobs=2)


def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path, engine: Engine) -> None:
    """Spare hosts, too."""
    workshop = Workshop(tmp_path / "copy")
    workshop.write_note("".join(console("$ sleep 60", demo=f"demo-{n}") for n in range(4)))
    process = workshop.start("hooks", "record", "--jobs", "2")
    wait_until(lambda: len(hosts_of(engine, process)) == 3)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    # What the engine was still at when the process was killed, it ends all the same.
    wait_until(lambda: remove_leftovers(engine) == 0 and hosts_of(engine, process) == set())
