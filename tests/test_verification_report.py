"""What a verification tells people and machines."""

import json
from dataclasses import replace

from demos.errors import DemoError
from demos.recording import Line
from demos.verification.compare import compare
from demos.verification.outcome import Outcome, exit_code, summary
from demos.verification.report import columns, report
from demos.verification.report_json import to_json
from writing import recording_of, script_of

SCRIPT = script_of(
    "$ docker ps",
    "@let id = CONTAINER ID",
    "$ docker container wait box",
    "$ echo 容器",
)
ROW = "a97c8e69ef07   busybox   Up 2 seconds   box"
OLD = recording_of(SCRIPT, [["CONTAINER ID   IMAGE   STATUS   NAMES", ROW], ["137"], ["容器"]])


def outcome_of(number, line, **changes):
    """The outcome when this line came last in the output of a step."""
    step = OLD.steps[number]
    new = replace(step, output=(*step.output[:-1], Line(line)), **changes)
    steps = [new if at == number else step for at, step in enumerate(OLD.steps)]
    return Outcome(SCRIPT, tuple(compare(OLD, replace(OLD, steps=tuple(steps)))))


def test_an_equal_demo_takes_one_line():
    """Nothing to read where nothing differs."""
    assert report(Outcome(SCRIPT), 100, colour=False) == "equal     box"


def test_a_difference_shows_place_step_and_both_sides():
    """The note's line, the step, and two columns with the differing words marked below."""
    text = report(outcome_of(0, ROW.replace("Up", "Exited")), 120, colour=False)
    lines = text.splitlines()
    assert lines[0] == "different box"
    assert lines[1] == "  note.md:2: step 1, terminal 1: $ docker ps"
    assert lines[2] == "    output"
    assert "Up 2 seconds" in lines[4].partition("│")[0]
    assert "Exited 2 seconds" in lines[4].partition("│")[2]
    marks = lines[5]
    at = lines[4].index("Exited")
    assert marks[at : at + len("Exited")] == "^" * len("Exited")
    assert set(marks) <= {" ", "^", "│"}


def test_on_a_terminal_the_marks_are_coloured():
    """Red for what was, green for what is, and no line of carets."""
    text = report(outcome_of(1, "139"), 120, colour=True)
    assert "\x1b[31;7m137\x1b[0m" in text
    assert "\x1b[32;7m139\x1b[0m" in text
    assert "^" not in text


def test_no_line_is_wider_than_the_terminal():
    """Long lines are cut around what differs; Chinese signs count two columns."""
    text = report(outcome_of(0, ROW + "容" * 200 + " extra"), 80, colour=False)
    assert "…" in text
    assert max(columns(line) for line in text.splitlines()[3:]) <= 80


def test_a_failed_demo_tells_its_error():
    """A demo that could not run is an error with its message, not a difference."""
    outcome = Outcome(SCRIPT, error=DemoError("no engine", SCRIPT.place, "start one"))
    assert report(outcome, 80, colour=False).splitlines() == [
        "error     box",
        "    note.md:1: no engine",
        "        start one",
    ]


def test_exit_codes_are_apart():
    """0 for equal and drift, 1 for different, 2 for an error, whatever else there is."""
    equal, different = Outcome(SCRIPT), outcome_of(1, "1")
    failed = Outcome(SCRIPT, error=DemoError("no"))
    assert [exit_code([equal]), exit_code([equal, different])] == [0, 1]
    assert exit_code([different, failed, equal]) == 2
    assert exit_code([replace(different, accepted=True)]) == 0
    assert summary([equal, different, failed]) == "verified 3 demos: 1 equal, 1 different, 1 error"


def test_machines_get_everything():
    """The JSON report has verdicts, places, both sides and marks."""
    data = json.loads(to_json([outcome_of(1, "139")]))
    assert (data["exit"], data["demos"][0]["verdict"]) == (1, "different")
    (finding,) = data["demos"][0]["findings"]
    assert (finding["file"], finding["line"], finding["step"]) == ("note.md", 4, 2)
    assert finding["old"] == {"text": "137", "marks": [[0, 3]]}
    assert finding["new"] == {"text": "139", "marks": [[0, 3]]}
