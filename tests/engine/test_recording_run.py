"""`python hooks record` and the modes of a build, as a contributor meets them."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from demos.engine import Engine
from demos.host import remove_leftovers
from demos.leftovers import LABEL
from engine.workshop import Workshop
from writing import console

pytestmark = pytest.mark.engine

NOTE = console(
    "$ docker container run -it --name box busybox sh", "/ # echo one", "/ # exit", demo="first"
) + console("$ echo two", demo="second")


@pytest.fixture
def workshop(tmp_path: Path, engine: Engine) -> Workshop:
    """A copy of the repository with a note of two demos."""
    made = Workshop(tmp_path / "copy")
    made.write_note(NOTE)
    return made


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Workshop:
    """A copy whose two demos are recorded; nobody changes it."""
    made = Workshop(tmp_path_factory.mktemp("recorded") / "copy")
    made.write_note(NOTE)
    run = made.record()
    assert run.returncode == 0, run.stderr
    made.output = run.stdout
    return made


def with_recordings(workshop: Workshop, recorded: Workshop) -> dict[str, bytes]:
    """Give ``workshop`` the recordings of the other; what they are."""
    workshop.recordings.mkdir()
    for name, data in recorded.files().items():
        (workshop.recordings / name).write_bytes(data)
    return workshop.files()


def hosts_of(engine: Engine, process: subprocess.Popen[str]) -> str:
    """The containers that this process left on the engine."""
    owner = f"docker-notes.owner={os.uname().nodename}:{process.pid}:"
    listed = engine.run("ps", "--all", f"--filter=label={LABEL}", "--format={{.ID}} {{.Labels}}")
    return "\n".join(line for line in listed.splitlines() if owner in line)


def test_progress_is_told_line_by_line(recorded: Workshop) -> None:
    """Each demo and each step has its line, and the last one says what was done."""
    # Who is first to end is not to be known.
    *lines, last = re.sub(r"\d of 2\)", "n of 2)", recorded.output).splitlines()
    assert [line for line in lines if line.startswith("first")] == [
        "first: a fresh demo host …",
        "first 1/3  $ docker container run -it --name box busybox sh",
        "first 2/3  / # echo one",
        "first 3/3  / # exit",
        "first: done (n of 2)",
    ]
    assert [line for line in lines if line.startswith("second")] == [
        "second: a fresh demo host …",
        "second 1/1  $ echo two",
        "second: done (n of 2)",
    ]
    assert last == "recorded 2 of 2 demos: docs/recordings"


def test_recordings_and_casts_are_written(recorded: Workshop) -> None:
    """Each demo has its recording and a cast for its terminal, nothing else is there."""
    files = recorded.files()
    assert list(files) == ["first.1.cast", "first.json", "second.1.cast", "second.json"]
    assert '"one"' in files["first.json"].decode()
    header, *events = map(json.loads, files["first.1.cast"].decode().splitlines())
    assert header["version"] == 3
    assert [event[2] for event in events if event[1] == "m"] == [
        "docker container run -it --name box busybox sh",
        "echo one",
        "exit",
    ]


def test_fresh_recordings_are_not_made_again(workshop: Workshop, recorded: Workshop) -> None:
    """A build that may record has nothing to do, with and without an engine."""
    before = with_recordings(workshop, recorded)
    for settings in ({}, {"DOCKER_HOST": "unix:///nowhere.sock"}):
        run = workshop.build("auto", **settings)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    assert workshop.files() == before


def test_replay_names_what_is_stale(workshop: Workshop, recorded: Workshop) -> None:
    """Without leave to record, what is missing or stale is an error with its reason."""
    before = with_recordings(workshop, recorded)
    workshop.write_note(NOTE.replace("echo two", "echo 2") + console("$ true", demo="third"))
    run = workshop.build("replay")
    assert run.returncode == 1
    stale, stale_hint, missing, missing_hint = run.stderr.splitlines()
    assert stale.startswith("docs/note.md:6: the recording of “second” is stale: ")
    assert "note changed" in stale
    assert missing == "docs/note.md:9: the recording of “third” is missing"
    assert stale_hint == "    run: make record DEMO=second"
    assert missing_hint == "    run: make record DEMO=third"
    assert workshop.files() == before


def test_auto_records_what_is_stale_alone(workshop: Workshop, recorded: Workshop) -> None:
    """A demo whose commands changed is recorded, its neighbour is left as it is."""
    before = with_recordings(workshop, recorded)
    workshop.write_note(NOTE.replace("echo two", "echo 2"))
    run = workshop.build("auto")
    assert run.stdout.splitlines()[1:] == [
        "second: a fresh demo host …",
        "second 1/1  $ echo 2",
        "second: done (1 of 1)",
    ]
    changed = [name for name, data in workshop.files().items() if data != before[name]]
    assert changed == ["second.1.cast", "second.json"]


def test_auto_without_an_engine_warns(workshop: Workshop, recorded: Workshop) -> None:
    """Where no engine is, a stale recording is a warning and stays."""
    before = with_recordings(workshop, recorded)
    workshop.write_note(NOTE.replace("echo two", "echo 2"))
    nowhere = workshop.folder / "empty"
    nowhere.mkdir()
    run = workshop.build("auto", PATH=str(nowhere))
    assert run.returncode == 0
    warnings = [line for line in run.stdout.splitlines() if line.startswith("warning:")]
    assert len(warnings) == 2
    assert "“second” is stale" in warnings[0]
    assert "docker is not installed" in warnings[1]
    assert workshop.files() == before


def test_all_records_everything(workshop: Workshop, recorded: Workshop) -> None:
    """Asked for all, fresh recordings are made again; without an engine that is an error."""
    with_recordings(workshop, recorded)
    run = workshop.build("all")
    assert "first: a fresh demo host …" in run.stdout
    assert "second: a fresh demo host …" in run.stdout
    run = workshop.build("all", DOCKER_HOST="unix:///nowhere.sock", DOCKER_NOTES_ENGINE="docker")
    assert run.returncode == 1
    assert "Start Docker" in run.stderr


def test_a_failing_demo_leaves_its_old_recording(workshop: Workshop, recorded: Workshop) -> None:
    """The message says where and why; what was recorded before the failure is kept."""
    before = with_recordings(workshop, recorded)
    workshop.write_note(NOTE.replace("echo one", "echo 1").replace("echo two", "echo 2; false"))
    run = workshop.record()
    assert run.returncode == 1
    assert run.stderr.splitlines()[0] == (
        "docs/note.md:7: step 1 in terminal 1, “$ echo 2; false”: "
        "“echo 2; false” ended with status 1, not 0"
    )
    after = workshop.files()
    assert after["first.json"] != before["first.json"]
    assert after["second.json"] == before["second.json"]
    assert after["second.1.cast"] == before["second.1.cast"]


def test_every_failing_demo_is_told(workshop: Workshop) -> None:
    """Demos run side by side; one that fails stops no other, and each failure has its line."""
    workshop.write_note(
        console("$ false", demo="first")
        + console("$ docker image ls", demo="good")
        + console("$ (exit 3)", demo="third")
    )
    process = workshop.start("hooks", "record", "--jobs", "3")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    started = [line.split(":")[0] for line in out.splitlines()[1:4]]
    assert sorted(started) == ["first", "good", "third"]
    places = [line.split(" step")[0] for line in err.splitlines() if line.startswith("docs/")]
    assert places == ["docs/note.md:2:", "docs/note.md:8:"]
    assert list(workshop.files()) == ["good.1.cast", "good.json"]


def test_an_unknown_demo_is_refused(workshop: Workshop) -> None:
    """A name that no note has is an error that offers the nearest one."""
    run = workshop.record("frist")
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "no note has a demo “frist”\n    did you mean “first”?\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_stops_all_that_run(
    workshop: Workshop, engine: Engine, number: int
) -> None:
    """Demos in the middle of a step, one that boots and one that waits its turn: all end."""
    workshop.write_note("".join(console("$ sleep 60", demo=f"demo-{n}") for n in range(4)))
    process = workshop.start("hooks", "record", "--jobs", "3")
    assert any(" 1/1 " in line for line in process.stdout)
    os.killpg(process.pid, number)
    _, complaints = process.communicate(timeout=30)
    assert process.returncode == 130
    assert complaints == "interrupted; no recording was changed by it\n"
    assert hosts_of(engine, process) == ""
    assert workshop.files() == {}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
@pytest.mark.parametrize("moment", ["first: a fresh", "first 1/3", "first 3/3"])
def test_an_interruption_changes_nothing(
    workshop: Workshop, recorded: Workshop, engine: Engine, number: int, moment: str
) -> None:
    """Whenever it comes, old recordings stay as they were and the engine is left clean."""
    before = with_recordings(workshop, recorded)
    process = workshop.start("hooks", "record", "first")
    assert any(line.startswith(moment) for line in process.stdout)
    # As Ctrl-C in a terminal and a closed window do: to whatever it started, too.
    os.killpg(process.pid, number)
    _, complaints = process.communicate(timeout=30)
    assert workshop.files() == before
    if number == signal.SIGKILL:
        remove_leftovers(engine)
    else:
        assert process.returncode == 130
        assert complaints == "interrupted; no recording was changed by it\n"
    assert hosts_of(engine, process) == ""
