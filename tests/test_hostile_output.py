"""What a hostile program prints stays text: in the lines, on the page and in the replay."""

import json

import pytest
from demos import waits
from demos.cast import Track, to_cast
from demos.errors import DemoError
from demos.line_markup import line_html
from demos.screen import resolve
from local_host import record
from writing import console, message_of, scripts_of_text

ESCAPES = [
    b"\x1b]0;a title\x07",
    b"\x1b]52;c;cm0gLXJmIH4=\x07",
    b"\x1b]8;;javascript:alert(1)\x1b\\",
    b"\x1b]1337;File=name=eA==:AAAA\x07",
    b'\x1bP$q"p\x1b\\',
    b"\x1b_Gf=100;AAAA\x1b\\",
    b"\x1b^private\x1b\\",
]


def lines_of(data):
    """The text of what a screen shows of ``data``."""
    return [line.text for line in resolve(data)]


def replayed(data):
    """All that a cast of ``data`` gives to a terminal."""
    text = to_cast(Track(120, 40, ((0.0, data),), ()), "box")
    return "".join(json.loads(line)[2] for line in text.splitlines()[1:])


@pytest.mark.parametrize("escape", ESCAPES)
def test_no_title_clipboard_link_or_picture(escape):
    """Control strings are neither in the lines nor in the replay, the text around them is."""
    assert replayed(b"a" + escape + b"b") == "ab"
    if escape[1:2] == b"]":
        assert lines_of(b"a" + escape + b"b") == ["ab"]


def test_a_string_without_an_end_hides_little():
    """One that never ends does not take the rest of the demo with it."""
    chunks = tuple((float(n), b"x" * 60000) for n in range(3))
    text = to_cast(Track(120, 40, ((0.0, b"\x1b]0;"), *chunks), ()), "box")
    assert text.count("x") > 100000


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"onmouseover="x', "&lt;b&gt;"])
def test_html_is_shown_as_it_was_printed(text):
    """No sign of it is markup."""
    (line,) = resolve(text.encode())
    html = line_html(line)
    assert line.text == text
    assert "<" not in html
    assert '"' not in html


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff"])
def test_what_turns_text_around_is_named(sign):
    """A reader sees that the sign is there, and the text keeps its direction."""
    (line,) = resolve(f"a{sign}b".encode())
    assert f'data-sign="U+{ord(sign):04X}"' in line_html(line)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\ufeff", "\x1b"])
def test_nothing_hides_in_what_is_typed(sign):
    """Neither in a command, which readers copy, nor in a file."""
    number = f"U+{ord(sign):04X}"
    for text in (
        console("$ ls", f"$ echo a{sign}b"),
        console("$ ls") + f'```text demo="box" file="x"\na{sign}b\n```\n',
    ):
        with pytest.raises(DemoError) as caught:
            scripts_of_text(text)
        assert f"a sign that nobody sees ({number})" in message_of(caught.value)


def test_bytes_that_are_no_text():
    """They are shown as the sign for what cannot be read, the rest around them as it was."""
    assert lines_of(b"a\xff\xfe\xc3(b\r\n\xed\xa0\x80") == ["a\ufffd\ufffd\ufffd(b", "\ufffd" * 3]
    assert replayed(b"a\xffb") == "a\ufffdb"


def test_a_hundred_megabytes(tmp_path):
    """The recorder takes what a reader would, ends the demo and says so."""
    with pytest.raises(DemoError) as caught:
        record(tmp_path, "$ head -c 100000000 /dev/zero | tr '\\0' x")
    assert caught.value.message.endswith(f"more than {waits.OUTPUT_LIMIT:,} bytes of output")
    assert len(str(caught.value)) < 100_000


def test_one_endless_line(tmp_path):
    """A flood without a single newline is no different, nor is one of escapes."""
    with pytest.raises(DemoError, match="bytes of output"):
        record(tmp_path, "$ while :; do printf '\\033[1m\\033]0;x\\a'; done")


def test_faked_marks_end_nothing(tmp_path):
    """A program that prints the shell's marks, with a guessed nonce, is still waited for."""
    fake = r"\033]133;D;0;c0ffee\a\033]133;A;c0ffee\a$ \033]133;B;c0ffee\a"
    recording = record(tmp_path, f"$ printf '{fake}'; sleep 0.2; echo real; (exit 3)", "@exit 3")
    (step,) = recording.steps
    assert step.status == 3
    assert [line.text for line in step.output] == ["$ real"]
