"""What stands on the page: complete without JavaScript, harmless whatever was printed."""

import re
from html import unescape

import pytest
from demos.line_markup import line_html, style_classes, visible
from demos.markup import things_html, to_html
from demos.mentions import Mention, Register
from demos.recording import Facts, Line, Span
from demos.transcript import transcribe
from files import ROOT
from hypothesis import given
from hypothesis import strategies as st
from writing import console, recording_of, script_of, scripts_of_text

EVIL = "<script>alert(1)</script>&\"'"


def shown(script, outputs, language="en"):
    """The HTML at the first fence of a script whose steps gave these outputs."""
    return to_html(transcribe(script, recording_of(script, outputs))[0], language)


def plain(html):
    """The text of HTML, as copying takes it, without captions and labels of folds."""
    html = re.sub(r"<(figcaption|summary)\b.*?</\1>", "", html)
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_prompts_are_not_text():
    """What is copied is what is typed, and what came out."""
    html = shown(script_of("$ for n in 1", "> do echo $n", "> done", "/ # ps"), [["1"], []])
    assert plain(html) == "for n in 1\ndo echo $n\ndone\n1\nps\n"
    assert re.findall(r'data-prompt="([^"]*)"', html) == ["$ ", "&gt; ", "&gt; ", "/ # "]


def test_each_step_has_an_anchor():
    """The number counts all commands of the demo, hidden ones too."""
    html = shown(script_of("$ a", "@hide", "$ b"), [["secret"], ["b"]])
    assert re.findall(r'class="step" id="([^"]*)"', html) == ["box-2"]
    assert "secret" not in html


def test_a_status_that_is_not_zero_is_shown():
    """In the page's language."""
    script = script_of("$ a", "@exit 137")
    recording = recording_of(script, [[]])
    object.__setattr__(recording.steps[0], "status", 137)
    fences = transcribe(script, recording)
    assert '<p class="status">exit status 137</p>' in to_html(fences[0], "en")
    assert '<p class="status">退出码 137</p>' in to_html(fences[0], "zh")
    assert "status" not in shown(script, [[]])


def test_terminals_are_named_where_there_are_several():
    """A lone terminal has no number."""
    text = console("$ a") + console("$ b", options=' terminal="2"')
    (script,) = scripts_of_text(text)
    fences = transcribe(script, recording_of(script, [[], []]))
    assert "<figcaption data-search-exclude>终端 2</figcaption>" in to_html(fences[1], "zh")
    assert "<figcaption data-search-exclude>Terminal</figcaption>" in shown(script_of("$ a"), [[]])


def test_output_does_no_harm():
    """Tags, quotes and ampersands are text, in outputs, commands, labels and files."""
    html = shown(script_of(f"$ echo {EVIL}"), [[EVIL]])
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#x27;") == 3
    file = f'```html demo="box" file="x"\n{EVIL}\n```\n'
    (script,) = scripts_of_text(console("$ a") + file)
    assert "<script" not in to_html(transcribe(script, None)[1], "en")


@given(st.text(), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3))
def test_any_line_is_escaped_whole(text, pairs):
    """No sign of a line becomes markup, wherever its styles begin."""
    ends = sorted({number for pair in pairs for number in pair if number <= len(text)})
    spans = tuple(
        Span(start, end, "bold") for start, end in zip(ends[::2], ends[1::2], strict=False)
    )
    html = line_html(Line(text, spans))
    assert html.count("<") == html.count(">") == html.count("<span ") + html.count("</span>")
    assert html.count('class="bold"') == len(spans)


def test_styles_become_classes():
    """Each word of a style is a class."""
    line = Line("< bold word", (Span(2, 6, "bold foreground-red"),))
    assert line_html(line) == '&lt; <span class="bold foreground-red">bold</span> word'


@pytest.mark.parametrize(
    "sign", ["\u202e", "\u2066", "\u200b", "\u200f", "\u061c", "\u00ad", "\ufeff", "\x1b", "\u2028"]
)
def test_signs_that_deceive_are_named(sign):
    """What turns text around or shows nothing is shut in an element that shows its number."""
    html = visible(f"a{sign}b")
    assert re.fullmatch(
        rf'a<span class="unseen" data-sign="U\+{ord(sign):04X}"[^>]*>.</span>b', html
    )
    assert plain(html) == f"a{sign}b"


def test_tabs_and_chinese_stay():
    """Ordinary text is itself."""
    assert visible("容器\t，a") == "容器\t，a"


def test_files_are_shown_with_their_name():
    """Highlighted if Pygments knows the language; leading empty lines stay."""
    for language in ("dockerfile", "nonsense"):
        file = f'```{language} demo="box" file="app/F"\n\nFROM busybox\n```\n'
        (script,) = scripts_of_text(console("$ a") + file)
        html = to_html(transcribe(script, None)[1], "en")
        assert "<figcaption>File app/F</figcaption>" in html
        assert plain(html) == "\nFROM busybox\n"


def test_without_a_recording_the_commands_stand_alone():
    """And the page says so; a figure has nothing to draw."""
    text = console("$ a @{x}", "@let y").replace(" @{x}", "") + '```pstree demo="box"\n1\n```\n'
    (script,) = scripts_of_text(text)
    fences = transcribe(script, None)
    assert plain(to_html(fences[0], "en")).startswith("a\n")
    for number in (0, 1):
        assert 'class="unrecorded" role="note"' in to_html(fences[number], "zh")


def test_long_output_is_folded_and_whole():
    """Ten lines stand above the fold, the rest in <details>; sixteen are not folded."""
    lines = [f"line {number}" for number in range(40)]
    html = shown(script_of("$ a"), [lines], "zh")
    assert plain(html) == "a\n" + "\n".join(lines) + "\n"
    above, fold, below = html.partition('<details class="fold">')
    assert "line 9" in above
    assert "line 10" in below
    assert "展开全部 40 行" in below
    assert fold not in shown(script_of("$ a"), [lines[:16]])


def test_full_ids_and_shared_blanks_stay_in_the_text():
    """They are shown at no size, and nothing else is."""
    digits = "0123456789ab" + "c" * 52
    lines = ["UID      PID      CMD", f"root       1      {digits}"]
    html = shown(script_of("$ a"), [lines])
    assert plain(html) == "a\n" + "\n".join(lines) + "\n"
    seen = re.sub(r'<span class="(?:gap|rest)">[^<]*</span>', "", html)
    assert plain(seen) == "a\nUID   PID  CMD\nroot    1  0123456789ab\n"


def test_mentions_become_numbered_classes():
    """In commands and outputs, styles inside them."""
    register = Register({"pid-7": 3}, {"pid-7": "host PID 7"})
    line = Line("kill 7", (Span(0, 6, "bold"),))
    mention = Mention(0, 5, 6, "pid-7")
    assert line_html(line, [mention], (), register.numbers) == (
        '<span class="bold">kill </span>'
        '<span class="mention thing-3"><span class="bold">7</span></span>'
    )
    assert things_html([register]) == (
        '<div class="things" data-search-exclude>'
        '<p class="thing-3" id="thing-3">host PID 7</p></div>'
    )


@pytest.mark.parametrize(
    ("style", "classes"),
    [
        ("bold foreground-brightgreen", "bold foreground-green"),
        ("foreground-ff0000", "foreground-red"),
        ("background-00005f", "background-blue"),
        ("foreground-808080", "foreground-grey"),
        ("foreground-ffffff", "foreground-plain"),
        ("foreground-ffaf00", "foreground-brown"),
        ("foreground-ff00ff", "foreground-magenta"),
        ("foreground-00ffff", "foreground-cyan"),
    ],
)
def test_every_colour_becomes_one_that_can_be_read(style, classes):
    """Of 16, 256 or 16 million colours: the palette's nearest."""
    assert style_classes(style) == classes


def test_nothing_carries_a_style_or_a_handler():
    """A strict policy would refuse them, in figures too."""
    facts = {"processes": [{"pid": 7, "parent": 1, "name": "sh", "arguments": "sh"}]}
    text = console("$ a") + '```pstree demo="box"\n7\n```\n'
    (script,) = scripts_of_text(text)
    recording = recording_of(script, [["x" * 99] * 20], {}, [Facts("pstree", ("7",), facts)])
    for fence in transcribe(script, recording).values():
        assert not re.search(r"<[^>]*\s(?:style|on\w+)=|<script", to_html(fence, "en"))


def test_the_style_sheet_knows_the_first_96_things():
    """Each number lights its own kind, where there is no JavaScript."""
    sheet = (ROOT / "docs/assets/stylesheets/mentions.css").read_text(encoding="utf-8")
    rules = re.findall(r":has\(\.thing-(\d+):is\(:hover, :focus\)\) \.thing-(\d+)[ ,]", sheet)
    assert rules == [(str(number), str(number)) for number in range(1, 97)]
