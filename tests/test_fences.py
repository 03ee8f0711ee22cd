"""Fences of a Markdown text: which there are, with what options and lines."""

from textwrap import dedent

import pytest
from demos.errors import DemoError
from demos.fences import read_fences
from hypothesis import event, given
from hypothesis import strategies as st
from writing import message_of


def read(text):
    """The fences of a text, called ``note.md``."""
    return read_fences(dedent(text), "note.md")


def test_a_demo_fence_has_language_options_lines_and_place():
    """Everything that stands in and around one fence."""
    (fence,) = read('text\n\n```console demo="box" terminal="2"\n$ ps\n\n$ ls\n```\n')
    assert (fence.language, fence.demo) == ("console", "box")
    assert fence.options == {"demo": "box", "terminal": "2"}
    assert fence.lines == ("$ ps", "", "$ ls")
    assert (fence.place.line, fence.end) == (3, 7)
    assert str(fence.line(2)) == "note.md:6"


@pytest.mark.parametrize(
    "text",
    [
        '~~~console demo="box"\n$ ps\n~~~\n',
        '````console demo="box"\n$ ps\n`````\n',
        '    ```console demo="box"\n    $ ps\n    ```\n',
        '``` console demo="box"\n$ ps\n```   \n',
    ],
)
def test_ways_to_write_the_same_fence(text):
    """Tildes, longer fences, indentation and blanks make no difference."""
    (fence,) = read_fences(text, "note.md")
    assert (fence.language, fence.demo, fence.lines) == ("console", "box", ("$ ps",))


def test_a_fence_in_a_longer_fence_is_text():
    """A page can show the syntax without running it."""
    (outer,) = read('````markdown\n```console demo="box"\n$ ps\n```\n````\n')
    assert outer.demo == ""
    assert outer.lines[0] == '```console demo="box"'


def test_indentation_of_the_fence_alone_is_taken_off():
    """What is indented further stays indented."""
    (fence,) = read_fences('  ```text demo="x" file="f"\n  a\n    b\n  ```\n', "note.md")
    assert fence.lines == ("a", "  b")


@pytest.mark.parametrize(
    "text",
    [
        "```python title=\"a b\" hl_lines='1'\nx\n```\n",
        "``` {.python #id}\nx\n```\n",
        "```\nx\n```\n",
    ],
)
def test_ordinary_code_blocks_have_no_options(text):
    """What other extensions make of their options is nobody's business here."""
    (fence,) = read(text)
    assert fence.options == {}


def test_inline_code_is_no_fence():
    """Three backticks that close in the same line are a code span."""
    assert read("```x``` and\n```y``` here\n") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('```console demo="box"\n$ ps\n', "note.md:1: this fence is never closed"),
        ("```console demo=box\n```\n", "note.md:1: cannot read “demo=box” in this fence's options"),
        (
            '```console demo = "box"\n```\n',
            'note.md:1: cannot read “demo = "box"” in this fence\'s options',
        ),
        (
            '```console {demo="box"}\n```\n',
            'note.md:1: cannot read “{demo="box"}” in this fence\'s options',
        ),
        (
            '\n```console demo="box" hidden\n```\n',
            "note.md:2: cannot read “hidden” in this fence's options",
        ),
        (
            '```console demo="box" demo="other"\n```\n',
            "note.md:1: the option “demo” stands twice in this fence",
        ),
        (
            '```demo="box"\n$ ps\n```\n',
            'note.md:1: cannot read “demo="box"” in this fence\'s options',
        ),
        (
            '``` demo="box" file="f"\n$ ps\n```\n',
            'note.md:1: cannot read “demo="box"” in this fence\'s options',
        ),
        (
            '````text\nnever closed\n```console demo="box"\n$ ps\n```\n',
            "note.md:1: this fence is never closed, so the demo in line 3 is its text",
        ),
    ],
)
def test_what_cannot_be_read_is_refused(text, message):
    """A broken demo fence is an error at its opening line."""
    with pytest.raises(DemoError) as caught:
        read(text)
    assert message_of(caught.value) == message


def test_line_numbers_are_those_of_newlines():
    """Signs that Python takes for line ends, but editors and Markdown do not, count for nothing."""
    (fence,) = read('a\x0cb\u2028c\n```console demo="box"\n$ echo \x0b\n```\n')
    assert (fence.place.line, fence.end) == (2, 4)


@given(st.text(alphabet=st.sampled_from('`~ \n\t$>@"=axé容demo'), max_size=80))
def test_any_text_is_read_or_refused(text):
    """Fences never overlap and never leave the text, whatever it holds."""
    try:
        fences = read_fences(text, "note.md")
    except DemoError as error:
        event(message_of(error)[:20])
        return
    ends = [0]
    for fence in fences:
        assert ends[-1] < fence.place.line <= fence.end <= text.count("\n") + 1
        ends.append(fence.end)
