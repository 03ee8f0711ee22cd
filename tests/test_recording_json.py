"""A recording's file: round trip, readable differences, damage."""

import json
from dataclasses import replace
from datetime import datetime

import pytest
from demos.errors import DemoError
from demos.recording import FORMAT, Anchor, Facts, Key, Line, RecordedStep, Recording, Span
from demos.recording_json import from_json, to_json
from hypothesis import given
from hypothesis import strategies as st
from writing import message_of, recording_of, script_of

FILE = "docs/recordings/box.json"
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
spans = st.builds(Span, st.integers(0, 9), st.integers(0, 9), text)
lines = st.builds(Line, text, st.lists(spans, max_size=2).map(tuple))
steps = st.builds(
    RecordedStep,
    text,
    text,
    text,
    st.lists(lines, max_size=4).map(tuple),
    st.none() | st.integers(0, 255),
    st.floats(0, 1e6),
    st.floats(0, 1e6),
    st.booleans(),
)
data = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
dates = st.datetimes(timezones=st.timezones()).map(datetime.isoformat)
said_of_every_run = st.fixed_dictionaries(
    {**dict.fromkeys(("docker", "distribution", "cgroup"), data), "date": dates}
)
recordings = st.builds(
    Recording,
    text,
    st.builds(Key, text, text, st.just(FORMAT)),
    st.builds(dict.__or__, st.dictionaries(text, data, max_size=3), said_of_every_run),
    st.lists(steps, max_size=3).map(tuple),
    st.dictionaries(text, text, max_size=3),
    st.lists(st.builds(Facts, text, st.lists(text).map(tuple), data), max_size=2).map(tuple),
    st.lists(st.builds(Anchor, text, text, st.integers(), st.integers(), text)).map(tuple),
)


def small(*outputs):
    """A recording of one step with these lines of output."""
    return recording_of(script_of("$ ls"), [outputs], values={"b": "1", "a": "2"})


@given(recordings)
def test_a_recording_comes_back_as_it_was(recording):
    """Whatever it holds."""
    assert from_json(to_json(recording), FILE) == recording


@given(recordings)
def test_each_output_line_has_a_line_of_its_own(recording):
    """A pull request shows which lines changed."""
    rows = to_json(recording).split("\n")
    for line in (line for step in recording.steps for line in step.output):
        shown = [row.strip().removesuffix(",") for row in rows]
        spans_data = [[span.start, span.end, span.style] for span in line.spans]
        value = {"text": line.text, "spans": spans_data} if line.spans else line.text
        assert json.dumps(value, ensure_ascii=False) in shown


def test_changing_a_line_changes_a_line():
    """Plain and styled lines, two short ones of which would fit in one."""
    styled = Line("ok", (Span(0, 2, "bold"),))
    for kind in ("plain", styled):
        before = to_json(small(kind, kind)).split("\n")
        after = to_json(small(kind, "new")).split("\n")
        assert len(before) == len(after)
        assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_the_order_of_keys_is_stable():
    """The order is the program's, not that of the alphabet or of chance."""
    written = to_json(small("a"))
    assert list(json.loads(written)) == [
        "format",
        "demo",
        "key",
        "provenance",
        "values",
        "steps",
        "facts",
        "anchors",
    ]
    assert written == to_json(from_json(written, FILE))
    assert written.endswith("}\n")


def test_chinese_stands_as_itself():
    """Not as escapes that nobody can read in a difference."""
    assert '"容器"' in to_json(small("容器"))


GOOD = to_json(small("a", "b"))
CONFLICT = GOOD.replace(' "demo"', '<<<<<<< HEAD\n "demo"')


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "1: this recording is damaged (Expecting value)"),
        (GOOD[:200], None),
        (CONFLICT, "3: this recording holds a merge conflict"),
        (GOOD.replace('"format": 1', '"format": 2'), "1: this recording has format 2, "),
        ("[]", "1: this recording has format None, this program reads 1"),
        (GOOD.replace('"prompt"', '"promt"'), "1: this recording is damaged (TypeError("),
        (GOOD.replace('"script"', '"scrip"'), "1: this recording is damaged (KeyError('script')"),
        ('{"format": 1}', "1: this recording is damaged (KeyError('demo'))"),
        (GOOD.replace('"docker"', '"doker"'), "1: this recording is damaged (KeyError('docker'))"),
        (GOOD.replace('"date": "', '"date": "x'), "1: this recording is damaged (ValueError("),
        (
            GOOD.replace('"terminal": "1"', '"terminal": 1'),
            "1: this recording is damaged (TypeError('terminal is 1')",
        ),
    ],
)
def test_what_is_no_recording_is_refused(content, message):
    """Damage, a merge conflict and another format each say so, and what to run."""
    with pytest.raises(DemoError) as caught:
        from_json(content, FILE)
    assert message_of(caught.value).startswith(f"{FILE}:{message or ''}")
    assert caught.value.hint == "run: make record DEMO=box"


@given(recordings, st.data())
def test_a_cut_file_is_never_taken_for_whole(recording, choice):
    """An interrupted download is an error, wherever it stopped."""
    whole = to_json(recording)
    cut = choice.draw(st.integers(0, len(whole) - 2))
    with pytest.raises(DemoError):
        from_json(whole[:cut], FILE)


def test_the_format_is_the_keys():
    """The version stands in the file as the recorder wrote it."""
    recording = small("a")
    other = replace(recording, key=replace(recording.key, format=9))
    assert json.loads(to_json(other))["format"] == 9
