"""From the bytes of a terminal to lines with styles."""

import pytest
from captures import captured
from demos.recording import Span
from demos.screen import Screen, resolve
from hypothesis import given
from hypothesis import strategies as st


def texts(data):
    """The lines' texts."""
    return [line.text for line in resolve(data)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"\r\n\r\na\r\n\r\n", ["", "", "a"]),
        (b"trailing   \r\n", ["trailing"]),
        (b"10%\r 50%\r100%\r\n", ["100%"]),
        (b"long line\r\x1b[Kshort\r\n", ["short"]),
        (b"abcdef\x1b[3D\x1b[1K\r\n", ["    ef"]),
        (b"gone\x1b[2K\rhere", ["here"]),
        (b"1\r\n2\r\n\x1b[2A\x1b[2KONE\r\n", ["ONE", "2"]),
        (b"a\tb", ["a       b"]),
        (b"ab\x08c", ["ac"]),
        (b"\x1b[6n\x1b[?2004ha", ["a"]),
        (b"\x1b]0;a title\x07text", ["text"]),
        (b"\x1b]133;C;any\x07text", ["text"]),
        ("容器\r\n".encode(), ["容器"]),
        ("容器\x1b[2D器皿".encode(), ["容器皿"]),
        ("e\u0301".encode(), ["é"]),
        (b"\xff\xfe", ["\ufffd\ufffd"]),
        ("a\u200bb\u202ec\ufeffd".encode(), ["a\u200bb\u202ec\ufeffd"]),
        ("👩\u200d💻 x".encode(), ["👩\u200d💻 x"]),
        (b"x" * 500, ["x" * 500]),
        (b"a\x01b\x7fc", ["a\x01bc"]),
    ],
)
def test_control_sequences_are_resolved(data, expected):
    """What is left is what a person saw, zero-width signs included."""
    assert texts(data) == expected


def test_styles_become_spans():
    """Each stretch of one style, in words; blanks at the end have none."""
    data = b"\x1b[1mb\x1b[0m \x1b[3;4mu\x1b[0m\x1b[7mr\x1b[0m\x1b[38;5;208mo\x1b[44m   \x1b[0m"
    (line,) = resolve(data)
    assert line.text == "b uro"
    assert line.spans == (
        Span(0, 1, "bold"),
        Span(2, 3, "italic underline"),
        Span(3, 4, "reverse"),
        Span(4, 5, "foreground-ff8700"),
    )


def test_spans_count_characters_not_columns():
    """A Chinese character takes two columns and is one character."""
    (line,) = resolve("容器\x1b[32m好\x1b[0m了".encode())
    assert line.spans == (Span(2, 3, "foreground-green"),)


def test_nothing_that_scrolled_away_is_lost():
    """More lines than a screen has rows are all there, and can be read on from a line."""
    screen = Screen()
    screen.feed("".join(f"line {n}\r\n" for n in range(500)).encode())
    assert [line.text for line in screen.lines()] == [f"line {n}" for n in range(500)]
    assert screen.scrolled == 461
    assert screen.lines(460)[0].text == "line 460"


def test_last_is_the_text_left_of_the_cursor():
    """A prompt is what stands before the cursor."""
    screen = Screen()
    screen.feed(b"out\r\n/ # ")
    assert screen.last == "/ # "
    screen.feed(b"typed\x1b[5D")
    assert screen.last == "/ # "


def test_a_real_pull_leaves_its_last_state():
    """Captured bytes of `docker image pull`: each layer once, without its progress."""
    lines = texts(captured("docker_image_pull.bytes"))
    layers = [line.partition(": ")[0] for line in lines if line.endswith("Pull complete")]
    assert len(layers) == len(set(layers)) == 4
    assert not [line for line in lines if "Extracting" in line or "Downloading" in line]
    assert "Status: Downloaded newer image for nginx:latest" in lines


def test_a_real_listing_keeps_its_colours():
    """Captured bytes of `ls --color`: directories are bold blue."""
    line = next(line for line in resolve(captured("ls_colour.bytes")) if "boot" in line.text)
    styles = {line.text[span.start : span.end]: span.style for span in line.spans}
    assert styles["boot"] == "bold foreground-blue"
    assert styles["tmp"] == "foreground-black background-green"


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["C", "Z", "M"])), max_size=5))
def test_plain_text_comes_out_as_it_went_in(words):
    """No sign of a plain text is lost or changed."""
    lines = [f"<{word}" for word in words]
    data = "\r\n".join(["<", *lines, ">"]).encode()
    assert texts(data) == ["<", *lines, ">"]


@given(st.binary(max_size=60), st.integers(0, 60))
def test_any_bytes_in_any_pieces_give_the_same_lines(data, cut):
    """Where the bytes were split does not show, whatever they are."""
    whole, pieces = Screen(), Screen()
    whole.feed(data)
    pieces.feed(data[:cut])
    pieces.feed(data[cut:])
    assert whole.lines() == pieces.lines()
    for line in whole.lines():
        assert all(0 <= span.start < span.end <= len(line.text) for span in line.spans)
