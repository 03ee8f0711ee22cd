"""The replay file: valid, whole, without marks, however the bytes came."""

import json

from demos.cast import Track, to_cast
from hypothesis import given
from hypothesis import strategies as st

MARK = b"\x1b]133;D;0;c0ffee\x07"


def events(*chunks, markers=()):
    """The header and the events of a track with these chunks."""
    header, *rest = to_cast(Track(120, 40, chunks, tuple(markers)), "box (1)").splitlines()
    return json.loads(header), [json.loads(line) for line in rest]


def shown(*chunks):
    """All that a replay of these chunks shows."""
    _, rest = events(*((float(number), chunk) for number, chunk in enumerate(chunks)))
    return "".join(data for _, code, data in rest if code == "o")


def test_the_header_is_that_of_version_three():
    """Version and size of the terminal stand where players look for them."""
    header, _ = events()
    assert header == {"version": 3, "term": {"cols": 120, "rows": 40}, "title": "box (1)"}


def test_events_count_from_the_one_before():
    """Intervals, never negative, output and markers in order of time."""
    _, rest = events((1.0, b"a"), (3.5, b"b"), markers=[(0.5, "ls"), (3.0, "ps")])
    assert rest == [
        [0.5, "m", "ls"],
        [0.5, "o", "a"],
        [2.0, "m", "ps"],
        [0.5, "o", "b"],
    ]


def test_rounding_does_not_add_up():
    """A thousand small steps end when the recording ended."""
    _, rest = events(*((number * 0.0014, b"x") for number in range(1000)))
    assert abs(sum(event[0] for event in rest) - 999 * 0.0014) < 0.002


@given(st.lists(st.sampled_from([MARK, "容器".encode(), b"a", b"\x1b[1m", b"\r\n"])), st.data())
def test_marks_and_characters_may_be_split_anywhere(parts, choice):
    """A mark leaves nothing, a character comes whole, wherever the bytes were cut."""
    data = b"".join(parts) + b"."
    cuts = sorted(choice.draw(st.lists(st.integers(0, len(data)), max_size=6)))
    chunks = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    assert shown(*chunks) == data.replace(MARK, b"").decode()


def test_marks_with_the_other_ending_are_split_too():
    """A mark may end with ESC and a backslash."""
    for cut in range(1, 15):
        data = b"a\x1b]133;C;c0\x1b\\b"
        assert shown(data[:cut], data[cut:]) == "ab"


def test_bytes_that_are_no_text_are_shown_as_such():
    """A replacement sign, as a terminal would show."""
    assert shown(b"\xff.") == "\ufffd."
