"""Faults in the middle of a recording: nothing half, nothing left, and what to do is said."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import psutil
import pytest
from demos.engine import Engine
from demos.leftovers import LABEL
from engine.workshop import Workshop
from writing import console

pytestmark = pytest.mark.engine

NOTE = console("$ sleep 1", "$ cat /proc/sys/kernel/random/uuid", demo="one")
SHOW_OWNERS = {
    "docker": '{{.Names}} {{.Label "docker-notes.owner"}}',
    "podman": '{{.Names}} {{index .Labels "docker-notes.owner"}}',
}


@pytest.fixture
def workshop(tmp_path: Path, engine: Engine) -> Workshop:
    """A copy of the repository with a note of one demo."""
    made = Workshop(tmp_path / "copy")
    made.write_note(NOTE)
    return made


def hosts_of(engine: Engine, process: subprocess.Popen[str]) -> list[str]:
    """The names of the containers that this process made."""
    shown = SHOW_OWNERS[engine.program]
    listed = engine.run("ps", "--all", f"--filter=label={LABEL}", f"--format={shown}")
    lines = [line.split() for line in listed.splitlines()]
    return [name for name, owner in lines if owner.split(":")[1] == str(process.pid)]


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Look again and again until it holds."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def clients_of(hosts: list[str]) -> list[int]:
    """The processes of this machine that have one of these names in their arguments."""
    found = []
    for process in psutil.process_iter(["pid", "cmdline"]):
        words = " ".join(process.info["cmdline"] or [])
        if any(re.search(rf"\bexec\b.*{host}\b", words) for host in hosts):
            found.append(process.info["pid"])
    return found


@pytest.mark.parametrize("moment", ["one: a fresh", "one 2/2"])
def test_after_a_killed_recorder_the_next_run_starts_clean(
    workshop: Workshop, engine: Engine, moment: str
) -> None:
    """Only the recorder dies, not what it started: that ends by itself or with the next run."""
    process = workshop.start("hooks", "record")
    assert any(line.startswith(moment) for line in process.stdout)
    hosts = hosts_of(engine, process)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    hosts += hosts_of(engine, process)
    again = workshop.record("one")
    assert again.returncode == 0, again.stderr
    assert hosts_of(engine, process) == []
    wait_until(lambda: not clients_of(hosts))
    assert list(workshop.files()) == ["one.1.cast", "one.json"]


def test_two_recordings_at_once(workshop: Workshop) -> None:
    """The same demo, the same shelf: both end well, and what stays is of one of them."""
    both = [workshop.start("hooks", "record") for _ in range(2)]
    for process in both:
        _, complaints = process.communicate(timeout=90)
        assert (process.returncode, complaints) == (0, "")
    files = workshop.files()
    assert list(files) == ["one.1.cast", "one.json"]
    (number,) = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", files["one.json"].decode())
    assert number in files["one.1.cast"].decode()


class Line:
    """A socket that leads to the engine's, until it is cut."""

    def __init__(self, here: Path, there: str) -> None:
        self._there = there
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(here))
        self._server.listen(50)
        self._ends: list[socket.socket] = [self._server]
        self._threads = [Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def cut(self) -> None:
        """End all connections, and accept no more."""
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._server.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._there)
                self._ends += [near, far]
                for pair in ((near, far), (far, near)):
                    Thread(target=_pump, args=pair, daemon=True).start()


def _pump(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@pytest.mark.parametrize("moment", ["one: a fresh", "one 1/2"])
def test_an_engine_that_dies(
    workshop: Workshop, engine: Engine, tmp_path: Path, moment: str
) -> None:
    """Its connections end and nobody answers: one error for the demo, and the next run clears up.

    podman has no daemon that could die.
    """
    if engine.program == "podman":
        assert shutil.which("podman")
        return
    sent = tmp_path / "engine.sock"
    address = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock")
    line = Line(sent, address.removeprefix("unix://"))
    process = workshop.start("hooks", "record", DOCKER_HOST=f"unix://{sent}")
    assert any(line.startswith(moment) for line in process.stdout)
    line.cut()
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 1
    first, *_ = complaints.splitlines()
    assert first.startswith("docs/note.md:1: the demo “one” could not be run: `docker ")
    assert "what was left behind goes first" in complaints
    assert "Traceback" not in complaints
    assert workshop.files() == {}
    again = workshop.record()
    assert again.returncode == 0, again.stderr
    assert hosts_of(engine, process) == []


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """A disk of 64 KiB at ``folder``."""
    root = [] if os.getuid() == 0 else ["sudo"]
    folder.mkdir()
    options = ["-o", "size=64k,mode=777"]
    subprocess.run([*root, "mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run([*root, "umount", str(folder)], check=True)


def test_a_full_disk(workshop: Workshop, engine: Engine) -> None:
    """A real one: what was recorded before stays whole, and the error says what to do."""
    workshop.write_note(NOTE + console("$ seq 20000", demo="two"))
    with small_disk(workshop.recordings):
        process = workshop.start("hooks", "record")
        _, complaints = process.communicate(timeout=90)
        files = workshop.files()
    assert process.returncode == 1
    assert "two" in complaints.splitlines()[0]
    assert "No space left on device" in complaints.splitlines()[0]
    assert "free some space" in complaints
    assert list(files) == ["one.1.cast", "one.json"]
    assert json.loads(files["one.json"])["demo"] == "one"
    assert hosts_of(engine, process) == []


def test_nobody_reads_the_progress(workshop: Workshop, engine: Engine) -> None:
    """As with `| head -n 1`: it ends without a traceback and leaves nothing behind."""
    process = workshop.start("hooks", "record")
    assert any(line.startswith("one: a fresh") for line in process.stdout)
    process.stdout.close()
    with process.stderr:
        complaints = process.stderr.read()
    assert process.wait(timeout=30) == 1
    assert complaints == "nobody reads the progress any more: ended\n"
    assert hosts_of(engine, process) == []
    assert workshop.files() == {}
