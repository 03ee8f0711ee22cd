"""Real demos that cannot go on: one clear error each, and nothing stays behind."""

import threading
import time

import pytest
from demos import recorder, waits
from demos.engine import Engine
from demos.errors import DemoError
from demos.host import DemoHost
from engine.recording import failure, message_of, record_text
from writing import console

pytest_plugins = ["engine.shared_host"]
pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("nothing_is_left")]


def test_an_unexpected_status(shared: DemoHost) -> None:
    """The error names the line, the step and the status, and shows what the command said."""
    error = failure(shared, "$ true", "$ docker container start nowhere")
    command = "docker container start nowhere"
    assert message_of(error) == (
        f"note.md:3: step 2 in terminal 1, “$ {command}”: “{command}” ended with status 1, not 0"
    )
    assert "write @exit 1 below it" in error.hint
    assert "| Error response from daemon: No such container: nowhere" in error.hint


def test_a_command_that_hangs(shared: DemoHost) -> None:
    """A command that does not end within its @timeout is given up, its screen shown."""
    began = time.monotonic()
    command = "docker container run --rm --name hang busybox sh -c 'echo up; sleep 600'"
    error = failure(shared, f"$ {command}", "@timeout 2s")
    assert time.monotonic() - began < 5
    assert message_of(error) == (
        f"note.md:2: step 1 in terminal 1, “$ {command}”: "
        "the end of the command did not come within 2 s"
    )
    assert "@timeout" in error.hint
    assert error.hint.endswith("\n    | up")


def test_a_demo_that_takes_too_long(shared: DemoHost, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole demo has a limit, too, however long its steps may take."""
    monkeypatch.setattr(recorder, "DEMO_TIMEOUT", 1.2)
    error = failure(shared, "$ sleep 0.4", "$ sleep 600", "@timeout 9m")
    assert message_of(error) == (
        "note.md:3: step 2 in terminal 1, “$ sleep 600”: "
        "the whole demo did not end within 0.02 minutes"
    )


def test_endless_output(shared: DemoHost, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container that floods its terminal is stopped."""
    monkeypatch.setattr(waits, "OUTPUT_LIMIT", 200_000)
    error = failure(shared, "$ docker container run --rm busybox yes")
    assert error.message.endswith("more than 200,000 bytes of output")


@pytest.mark.parametrize(
    "program",
    ["sleep 60", "sh -c 'printf \"/ # \"; sleep 60'", "sh -c 'printf \"/ # \"; yes >/dev/null'"],
)
def test_a_program_without_its_prompt(shared: DemoHost, program: str) -> None:
    """A program that shows no prompt, or prints one and works on, is not typed into."""
    error = failure(
        shared, f"$ docker container run -it --rm busybox {program}", "@timeout 2s", "/ # ps"
    )
    assert error.message.endswith("the prompt “/ # ” did not come within 2 s")
    assert "ps" not in error.hint.splitlines()[-1]


@pytest.mark.parametrize(
    ("command", "source", "message"),
    [
        (
            "docker container ls --quiet --filter name=nowhere",
            "",
            "@let id wants one line of output, here are 0",
        ),
        (
            "docker container ls",
            " = CONTAINER ID where NAMES = nowhere",
            "@let id: no row with NAMES = nowhere has a CONTAINER ID",
        ),
    ],
)
def test_an_empty_value(shared: DemoHost, command: str, source: str, message: str) -> None:
    """A value that is empty is refused where it is taken: nothing is typed with it."""
    error = failure(shared, f"$ {command}", f"@let id{source}", "$ touch touched@{id}")
    assert str(error.place) == "note.md:3"
    assert message in error.message
    assert shared.run("ls") == ""


def kill_when_running(engine: Engine, host: DemoHost) -> None:
    """Remove the host from outside as soon as something sleeps in it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            engine.run("exec", host.name, "pgrep", "-x", "sleep")
        except DemoError:
            continue
        break
    engine.run("rm", "--force", host.name)


@pytest.mark.parametrize(
    "lines", [["$ sleep 600"], ["$ docker container run -it busybox sleep 600", "/ # ps"]]
)
def test_a_host_that_dies(engine: Engine, host: DemoHost, lines: list[str]) -> None:
    """A demo host that is gone in mid-demo ends the recording at once, with one error."""
    killer = threading.Thread(target=kill_when_running, args=(engine, host))
    began = time.monotonic()
    killer.start()
    error = failure(host, "$ echo up", *lines)
    killer.join()
    assert time.monotonic() - began < 20
    assert message_of(error).startswith(f"note.md:3: step 2 in terminal 1, “{lines[0]}”: ")
    assert "the terminal closed" in error.message or "demo host died" in error.message


def test_a_host_that_dies_before_a_file(engine: Engine, host: DemoHost) -> None:
    """Between commands, too, a dead host is an error at the fence that met it."""
    text = console("$ echo up") + '```text demo="box" file="greeting"\nhello\n```\n'

    def progress(number: int, _: int, __: str) -> None:
        if number == 2:
            engine.run("rm", "--force", host.name)

    with pytest.raises(DemoError, match=r"^note\.md:4: The demo host died"):
        record_text(host, text, progress)
