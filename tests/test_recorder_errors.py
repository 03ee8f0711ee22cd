"""A recording that cannot go on says where, in which step, and what was on the screen."""

import sys

import pytest
from demos import recorder, waits
from demos.errors import DemoError
from local_host import PYTHON, LocalHost, record, record_text
from writing import console


def failure(tmp_path, *lines):
    """The error with which recording these lines ends."""
    with pytest.raises(DemoError) as caught:
        record(tmp_path, *lines)
    return caught.value


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ["$ false"],
            "note.md:2: step 1 in terminal 1, “$ false”: “false” ended with status 1, not 0",
        ),
        (
            ["$ sleep 60", "@timeout 1s"],
            "note.md:2: step 1 in terminal 1, “$ sleep 60”: "
            "the end of the command did not come within 1 s",
        ),
        (
            ["$ sleep 60", "@wait /ready/", "@timeout 1s"],
            "note.md:2: step 1 in terminal 1, “$ sleep 60”: "
            "/ready/ in the output did not come within 1 s",
        ),
        (
            ["$ echo no", "@wait /ready/"],
            "note.md:2: step 1 in terminal 1, “$ echo no”: "
            "the command ended with status 0 before /ready/ in the output came",
        ),
        (
            ["$ echo 'open"],
            "note.md:2: step 1 in terminal 1, “$ echo 'open”: "
            "the command is not complete: the shell waits for more",
        ),
        (
            ["$ for n in 1 2", "> do echo $n"],
            "note.md:2: step 1 in terminal 1, “$ for n in 1 2\ndo echo $n”: "
            "the command is not complete: the shell waits for more",
        ),
        (
            ["$ echo one", "> echo two"],
            "note.md:2: step 1 in terminal 1, “$ echo one\necho two”: "
            "the command was complete before its last line",
        ),
        (
            ["$ true", "/ # ps"],
            "note.md:2: step 1 in terminal 1, “$ true”: "
            "the command ended with status 0 before the prompt “/ # ” came",
        ),
        (
            ["$ exit"],
            "note.md:2: step 1 in terminal 1, “$ exit”: "
            "the terminal closed in the middle of the demo",
        ),
        (
            ["$ echo 1", "@let id = ID"],
            "note.md:3: step 1 in terminal 1, “$ echo 1”: @let id: the output has no column “ID”",
        ),
        (
            ["$ echo 1", "@expect two"],
            "note.md:3: step 1 in terminal 1, “$ echo 1”: "
            "the claim is false: “two” is not in the output",
        ),
    ],
)
def test_a_failing_step_names_its_line_and_itself(tmp_path, lines, message):
    """Every way to fail has its place, its step and its reason."""
    error = failure(tmp_path, *lines)
    assert f"{error.place}: {error.message}" == message


def test_the_screen_is_shown(tmp_path):
    """The last lines of the terminal stand below the hint, once."""
    error = failure(tmp_path, "$ echo visible; sleep 60", "@timeout 1s")
    assert "on the screen:\n    | $ echo visible; sleep 60\n    | visible" in error.hint
    assert failure(tmp_path, "$ echo visible; false").hint.count("visible") == 1


@pytest.mark.parametrize(
    "forgery",
    [
        "import time; _ = print('/ # ', end='', flush=True); time.sleep(60)",
        "print('/ # ', end='', flush=True)\\nwhile True: pass",
    ],
)
def test_a_faked_prompt_is_refused(tmp_path, forgery):
    """A program that prints a prompt and does not read is not at its prompt."""
    start = f"""$ {sys.executable} -c $'{forgery.replace("'", chr(92) + "'")}'"""
    error = failure(tmp_path, start, "@timeout 1s", "/ # ps")
    assert error.message.endswith("the prompt “/ # ” did not come within 1 s")
    assert "| / #" in error.hint


@pytest.mark.parametrize("ending", [[], ["@wait /never/"], ["/ # ps"]])
def test_a_flood_is_stopped(tmp_path, monkeypatch, ending):
    """More output than anyone reads ends the recording, whatever was waited for."""
    monkeypatch.setattr(waits, "OUTPUT_LIMIT", 200_000)
    error = failure(tmp_path, "$ yes", *ending)
    assert error.message.endswith("more than 200,000 bytes of output")


def test_an_empty_value_is_refused_before_typing(tmp_path, monkeypatch):
    """A command with an empty value in it is never typed."""
    monkeypatch.setattr(recorder, "run_checks", lambda *_: {"pid": ""})
    touched = tmp_path / "touched"
    error = failure(tmp_path, "$ echo 1", "@let pid", f"$ touch {touched}@{{pid}}")
    assert f"{error.place}: {error.message}" == "note.md:4: the value @{pid} is empty"
    assert not touched.exists()


def test_a_lost_terminal_while_waiting_for_a_program(tmp_path):
    """A shell that is killed below a program is noticed at once."""
    kill = ">>> import os; os.kill(os.getppid(), 9)"
    error = failure(tmp_path, PYTHON, kill, ">>> import time; time.sleep(5)")
    assert "the terminal closed in the middle of the demo" in error.message


def test_a_terminal_that_never_opens(tmp_path, monkeypatch):
    """A host whose shell cannot start is an error at the first command."""
    monkeypatch.setattr(LocalHost, "terminal_command", lambda *_: ["false"])
    error = failure(tmp_path, "$ true")
    assert str(error.place) == "note.md:2"
    assert "the terminal closed" in error.message


def test_a_figure_without_its_process(tmp_path):
    """A figure's error stands at its fence."""
    figure = '```pstree demo="box"\n@{pid}\n```\n'
    text = console("$ echo 4194999", "@let pid") + figure
    with pytest.raises(DemoError) as caught:
        record_text(LocalHost(tmp_path), text)
    message = "note.md:5: no process has the PID 4194999 at this point of the demo"
    assert f"{caught.value.place}: {caught.value.message}" == message
