"""A recording that somebody has edited by hand is refused in words, whatever was changed."""

import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from demos.errors import DemoError
from demos.extension import DemosExtension
from demos.freshness import current_key
from demos.library import read_library
from demos.recipe import recipe_digest
from demos.recording import Facts
from demos.recording_json import to_json
from demos.shelf import Shelf
from markdown import Markdown
from small_site import build, lay_out
from writing import console, recording_of, scripts_of_text

DOCS = Path(__file__).parents[1] / "docs"
SHELF = Shelf(DOCS / "recordings")
NOTES = [note for note in read_library(DOCS) if note.language == "en" and note.scripts]
JUNK = (None, 1, -5, 1.5, True, "x", [], [1], {}, {"a": 1})


def convert(note, folder):
    """The page of a note with the recordings in ``folder``."""
    demos = DemosExtension(recordings=str(folder), language="en")
    names = ["tables", "attr_list", "toc", "admonition", "pymdownx.superfences"]
    return Markdown(extensions=[*names, demos]).convert(note.path.read_text(encoding="utf-8"))


def data_of(demo):
    """The recording of a demo as JSON data."""
    return json.loads(SHELF.path(demo).read_text(encoding="utf-8"))


def edit(folder, demo, data):
    """Put the site's recordings into ``folder``, this one with other data."""
    for path in SHELF.folder.glob("*.json"):
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / f"{demo}.json").write_text(json.dumps(data), encoding="utf-8")


def places(data, path=()):
    """Every place in JSON data, as the keys that lead to it."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in inner:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def changed(data, chance):
    """The same data with something left out or something else in its place."""
    found = deepcopy(data)
    path = chance.choice(list(places(found)))
    around = found
    for key in path[:-1]:
        around = around[key]
    if chance.random() < 0.4:
        del around[path[-1]]
    else:
        around[path[-1]] = chance.choice(JUNK)
    return found


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.path.stem)
def test_no_change_ends_in_a_traceback(note, tmp_path):
    """Where the page can be made it is; else the error is one that a contributor can mend."""
    chance = Random(note.path.stem)
    demos = [script.demo for script in note.scripts]
    edit(tmp_path, demos[0], data_of(demos[0]))
    for _ in range(12):
        demo = chance.choice(demos)
        path = tmp_path / f"{demo}.json"
        path.write_text(json.dumps(changed(data_of(demo), chance)), encoding="utf-8")
        with suppress(DemoError):
            convert(note, tmp_path)
        path.write_bytes(SHELF.path(demo).read_bytes())


def a_demo_with_a_figure():
    """A note with a process tree, and its demo."""
    return next(
        (note, script.demo)
        for note in NOTES
        for script in note.scripts
        if any(figure.kind == "pstree" for figure in script.figures)
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data["steps"].pop(), "this recording is damaged: it has "),
        (lambda data: data["facts"].pop(), "this recording is damaged: it has other figures"),
        (
            lambda data: data["facts"][0].update(facts={}),
            "is damaged: the facts of a figure (pstree) make none (KeyError('processes'))",
        ),
        (
            lambda data: data["facts"][0]["facts"]["processes"][0].update(parent=[]),
            "is damaged: the facts of a figure (pstree) make none (TypeError(",
        ),
    ],
)
def test_what_is_missing_is_named(tmp_path, change, message):
    """The message says what is wrong, the hint how to mend it."""
    note, demo = a_demo_with_a_figure()
    data = data_of(demo)
    change(data)
    edit(tmp_path, demo, data)
    with pytest.raises(DemoError) as caught:
        convert(note, tmp_path)
    assert message in caught.value.message
    assert caught.value.hint == f"run: make record DEMO={demo}"


DRAWN = "# 首页 { #home }\n\n" + console("$ ps") + '\n```pstree demo="box"\n1\n```\n'


@pytest.mark.parametrize(
    ("edited", "message"),
    [
        ({"steps": ()}, "box.json:1: this recording is damaged: it has "),
        ({"facts": ()}, "box.json:1: this recording is damaged: it has "),
        ({}, "recording of “box” is damaged: the facts of a figure (pstree) make none"),
    ],
)
def test_a_build_ends_with_the_message(tmp_path, edited, message):
    """It says what to run, without a traceback."""
    (script,) = scripts_of_text(DRAWN)
    recording = recording_of(script, [["x"]], facts=[Facts("pstree", ("1",), {})])
    fresh = replace(recording, key=current_key(script, recipe_digest()), **edited)
    notes = {"index.md": DRAWN, "recordings/box.json": to_json(fresh)}
    result = build(lay_out(tmp_path, notes))
    assert result.returncode == 1
    assert message in result.stderr
    assert "run: make record DEMO=box" in result.stderr
    assert "Traceback" not in result.stdout + result.stderr
