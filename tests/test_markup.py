"""What stands on the page: complete without JavaScript, harmless whatever was printed."""

import re

import pytest
from demos.markup import line_html, to_html, visible
from demos.recording import Line, Span
from demos.transcript import transcribe
from hypothesis import given
from hypothesis import strategies as st
from writing import console, recording_of, script_of, scripts_of_text

EVIL = "<script>alert(1)</script>&\"'"


def shown(script, outputs, language="en"):
    """The HTML at the first fence of a script whose steps gave these outputs."""
    return to_html(transcribe(script, recording_of(script, outputs))[0], language)


def plain(html):
    """The text of HTML, as copying takes it."""
    return re.sub(r"<[^>]*>", "", html)


def test_prompts_are_not_text():
    """What is copied is what is typed."""
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
    """A lone terminal needs no caption."""
    text = console("$ a") + console("$ b", options=' terminal="2"')
    (script,) = scripts_of_text(text)
    fences = transcribe(script, recording_of(script, [[], []]))
    assert "<figcaption>终端 2</figcaption>" in to_html(fences[1], "zh")
    assert "<figcaption>" not in shown(script_of("$ a"), [[]])


def test_output_does_no_harm():
    """Tags, quotes and ampersands are text, in outputs, commands and files."""
    html = shown(script_of(f"$ echo {EVIL}"), [[EVIL]])
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#x27;") == 2
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
    """What turns text around or shows nothing stands there by its number."""
    assert plain(visible(f"a{sign}b")) == f"aU+{ord(sign):04X}b"
    assert sign not in visible(f"a{sign}b")


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
        assert plain(html.partition("</figcaption>")[2]) == "\nFROM busybox\n"


def test_without_a_recording_the_commands_stand_alone():
    """And the page says so; a figure has nothing to draw."""
    text = console("$ a @{x}", "@let y").replace(" @{x}", "") + '```pstree demo="box"\n1\n```\n'
    (script,) = scripts_of_text(text)
    fences = transcribe(script, None)
    assert plain(to_html(fences[0], "en")).startswith("a\n")
    for number in (0, 1):
        assert 'class="unrecorded" role="note"' in to_html(fences[number], "zh")
