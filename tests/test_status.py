"""What `make status` says of every demo."""

import json
from dataclasses import replace

from demos.freshness import judge
from demos.script import Script
from demos.shelf import Shelf
from demos.status import as_json, as_table, states, summary
from demos.verified import Verified
from writing import HOST, console, recording_of, scripts_of_text

VERIFIED = {"one": Verified("2026-11-23", {"docker": "28.5.2"})}


def script(name, *lines) -> Script:
    """A demo of this name."""
    return scripts_of_text(console(*lines, demo=name))[0]


def found(shelf, *scripts, host=HOST):
    """The states of these demos."""
    return states(judge({s.demo: s for s in scripts}, shelf, host), shelf, VERIFIED)


def shelf_with(folder, *scripts):
    """A shelf with a recording of each."""
    shelf = Shelf(folder)
    for one in scripts:
        shelf.write(recording_of(one, [["x"]] * len(one.commands)), {})
    return shelf


def test_a_fresh_demo_tells_its_dates(tmp_path):
    """When and on what it was recorded and last verified; nothing to do."""
    one = script("one", "$ echo x")
    (state,) = found(shelf_with(tmp_path, one), one)
    assert (state.state, state.hint, state.recorded) == ("fresh", "", "2026-01-02T03:04:05+00:00")
    assert (state.verified, state.verified_on) == ("2026-11-23", {"docker": "28.5.2"})


def test_a_stale_demo_names_the_first_step_that_changed(tmp_path):
    """The step's number, its line in the note, what it was and what it is."""
    old, new = script("one", "$ echo x", "$ pwd"), script("one", "$ echo x", "$ ls")
    (state,) = found(shelf_with(tmp_path, old), new)
    assert state.reason.endswith("step 2, note.md:3: was “$ pwd”, is “$ ls”")
    assert state.hint == "make record DEMO=one"


def test_steps_that_came_or_went_are_named(tmp_path):
    """Also a step more or less, or a change that is in no command."""
    old = script("one", "$ echo x")
    shelf = shelf_with(tmp_path, old)
    reasons = [
        found(shelf, script("one", "$ echo x", *more))[0].reason
        for more in (["$ ls"], ["@expect x"])
    ]
    assert "step 2 is new, note.md:3: “ls”" in reasons[0]
    assert "a file, a directive, a figure's argument or an option" in reasons[1]
    shorter = shelf_with(tmp_path / "b", script("one", "$ echo x", "$ ls"))
    assert "step 2 is gone: “$ ls”" in found(shorter, old)[0].reason


def test_another_recipe_of_the_demo_host_is_told(tmp_path):
    """The commands are the same, what they run on is not."""
    one = script("one", "$ echo x")
    assert "recipe" in found(shelf_with(tmp_path, one), one, host="other")[0].reason


def test_a_merge_conflict_is_told_with_the_command_that_mends_it(tmp_path):
    """One line of the table, no traceback."""
    one = script("one", "$ echo x")
    shelf = shelf_with(tmp_path, one)
    path = shelf.path("one")
    path.write_text("<<<<<<< HEAD\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    (state,) = found(shelf, one)
    assert state.state == "broken"
    assert "merge conflict" in state.reason
    assert "make record DEMO=one" in as_table([state])


def test_a_recording_without_a_note_is_an_orphan(tmp_path):
    """It is listed with the command that removes it."""
    shelf = shelf_with(tmp_path, script("gone", "$ echo x"))
    (state,) = found(shelf)
    assert state.state == "orphan"
    assert "git rm" in state.hint
    assert summary([state]) == "0 demos, 0 to record, 1 recordings without a note"


def test_the_table_is_aligned_and_the_json_complete(tmp_path):
    """Columns start below their names; JSON holds every field."""
    one, two = script("one", "$ echo x"), script("a-longer-name", "$ echo x")
    rows = found(shelf_with(tmp_path, one), one, two)
    lines = as_table(rows).splitlines()
    at = lines[0].index("STATE")
    assert lines[1][at:].startswith("fresh")
    assert lines[2][at:].startswith("missing")
    data = json.loads(as_json(rows))
    assert [item["state"] for item in data] == ["fresh", "missing"]
    assert set(data[0]) == set(vars(replace(rows[0])))
