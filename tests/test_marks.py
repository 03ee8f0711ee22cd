"""The shell's invisible marks."""

import pytest
from demos.marks import find_marks, has_started, output_start

NONCE = "c0ffee"
START = f"\x1b]133;C;{NONCE}\x07".encode()
END = f"\x1b]133;D;137;{NONCE}\x07".encode()


def test_marks_are_found_with_their_status():
    """Kind, bytes and exit status, in order."""
    start, end = find_marks(b"ls\r\n" + START + b"out" + END, NONCE)
    assert (start.kind, start.start, start.end, start.status) == ("C", 4, 4 + len(START), None)
    assert (end.kind, end.status) == ("D", 137)


@pytest.mark.parametrize(
    "forged",
    [b"\x1b]133;D;0\x07", b"\x1b]133;D;0;stranger\x07", b"\x1b]133;D;0;c0ffee", b"133;D;0;c0ffee"],
)
def test_other_marks_are_not_ours(forged):
    """Without the session's secret, or without an end, it is not a mark."""
    assert find_marks(forged, NONCE) == []


def test_a_secret_of_digits_is_no_status():
    """The secret is not taken for an exit status."""
    (mark,) = find_marks(b"\x1b]133;C;12\x07", "12")
    assert (mark.kind, mark.status) == ("C", None)


def test_output_begins_behind_the_start_or_the_first_line():
    """The shell says where; a program's terminal only echoes."""
    data = b"ls\r\n" + START + b"out"
    assert data[output_start(data, NONCE) :] == b"out"
    assert output_start(b"ls\r\nout", NONCE) == 4
    assert output_start(b"ls", NONCE) == 0
    assert has_started(data, NONCE)
    assert not has_started(b"ls\r\nout", NONCE)
