"""The Markdown extension by itself: any program with Python-Markdown can show demos."""

import re

import pytest
from demos.errors import DemoError
from demos.shelf import Shelf
from markdown import Markdown
from writing import console, recording_of, scripts_of_text

EXTENSIONS = [
    "admonition",
    "attr_list",
    "md_in_html",
    "tables",
    "toc",
    "pymdownx.inlinehilite",
    "pymdownx.superfences",
    "pymdownx.tabbed",
]
SETTINGS = {"pymdownx.tabbed": {"alternate_style": True}}
NOTE = console("$ echo 42", "@let pid")


def convert(folder, text, language="en", outputs=(["42"],), extensions=EXTENSIONS):
    """The HTML of a page whose demos gave these outputs; without outputs none is recorded."""
    for script, found in zip(scripts_of_text(text), outputs, strict=False):
        values = {"pid": found[0]}
        Shelf(folder).write(recording_of(script, [found] * len(script.commands), values), {})
    settings = {"demos.extension": {"recordings": str(folder), "language": language}}
    names = [*extensions, "demos.extension"]
    return Markdown(extensions=names, extension_configs={**SETTINGS, **settings}).convert(text)


def value(number="42", demo="box"):
    """The element that shows a value."""
    return f'<span class="value" data-demo="{demo}" data-value="pid">{number}</span>'


def test_a_demo_is_shown_with_its_provenance(tmp_path):
    """The transcript in the fence's place, the line about the run once."""
    html = convert(tmp_path, f"before\n\n{NOTE}\nafter\n", outputs=[["<42>"]])
    assert html.index("before") < html.index('<figure class="terminal') < html.index("after")
    assert "&lt;42&gt;\n</span></samp>" in html
    assert html.count('class="provenance"') == 1
    assert "Recorded on Docker 28.5.2, Debian 13, cgroup 2, 2026-01-02" in html
    assert "@let" not in html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PID @{pid}, and @{pid}.", f"<p>PID {value()}, and {value()}.</p>"),
        ("PID @{box.pid}.", f"<p>PID {value()}.</p>"),
        ("`kill @{pid}`", f"<code>kill {value()}</code>"),
        ("**@{pid}** @{pid}", f"<strong>{value()}</strong> {value()}"),
        ("| a |\n|---|\n| @{pid} |", f"<td>{value()}</td>"),
        ("- one\n- @{pid}", f"<li>{value()}</li>"),
        (r"write `\@{pid}` and \@{pid}", "<code>@{pid}</code> and @{pid}"),
        ("`{{.Id}} ${pid} @ {pid}`", "<code>{{.Id}} ${pid} @ {pid}</code>"),
        ("`a < @{pid} & b`", f"<code>a &lt; {value()} &amp; b</code>"),
        ("```text\n@{pid}\n```", "@{pid}"),
    ],
)
def test_values_in_prose(tmp_path, text, expected):
    """Sentences, code spans, tables and lists show them; code blocks and escapes do not."""
    assert expected in convert(tmp_path, f"{NOTE}\n{text}\n")


def test_a_value_in_a_heading(tmp_path):
    """Shown in the heading, and in the table of contents as text."""
    html = convert(tmp_path, f"[TOC]\n\n{NOTE}\n## PID @{{pid}}\n")
    assert re.search(rf"<h2 id=\"[^\"]*\">PID {re.escape(value())}</h2>", html)
    assert "@{" not in html


def test_a_value_is_text(tmp_path):
    """Whatever a program printed."""
    html = convert(tmp_path, f"{NOTE}\n@{{pid}} *a*\n", outputs=[["<b>*x*</b>"]])
    assert value("&lt;b&gt;*x*&lt;/b&gt;") in html
    assert "<em>a</em>" in html


def test_several_demos_on_a_page(tmp_path):
    """Each value says which demo it is of; what was recorded alike is said once."""
    two = console("$ echo 7", "@let pid", demo="two")
    html = convert(tmp_path, f"{NOTE}{two}\n@{{box.pid}} @{{two.pid}}\n", outputs=[["42"], ["7"]])
    assert f"{value()} {value('7', 'two')}" in html
    assert html.count('class="provenance"') == 1
    assert 'data-demo="box two"' in html


@pytest.mark.parametrize(
    "text",
    ['!!! note "Title"\n\n{0}\n    after\n', '=== "Tab"\n\n{0}\n    after\n', "1. one\n\n{0}\n"],
)
def test_fences_stand_where_they_are_indented(tmp_path, text):
    """Inside admonitions, tabs and lists."""
    indented = "".join(f"    {line}\n" for line in NOTE.splitlines())
    html = convert(tmp_path, text.replace("{0}", indented))
    inside = re.search(
        r"<(div class=\"admonition|div class=\"tabbed-block|li).*?<figure", html, re.DOTALL
    )
    assert inside
    assert "42\n</span></samp>" in html
    assert "wzxhzdk" not in html
    assert "<p><figure" not in html


def test_ordinary_fences_are_untouched(tmp_path):
    """With and without demos on the page, other extensions have them."""
    fence = "```console\n$ ls @{pid}\n```\n"
    alone = Markdown(extensions=EXTENSIONS, extension_configs=SETTINGS).convert(fence)
    assert alone in convert(tmp_path, fence, outputs=[])
    assert alone in convert(tmp_path, f"{NOTE}\n{fence}")


def test_a_fence_shown_in_a_longer_fence(tmp_path):
    """A page about the syntax shows it."""
    html = convert(tmp_path, f"````markdown\n{NOTE}````\n", outputs=[])
    assert "$ echo 42" in re.sub(r"<[^>]*>", "", html)
    assert "<figure" not in html


@pytest.mark.parametrize("stale", [False, True])
def test_a_demo_without_a_fresh_recording(tmp_path, stale):
    """The commands stand alone, the values hold their places, the page says so."""
    if stale:
        convert(tmp_path, NOTE.replace("42", "41"))
    html = convert(tmp_path, f"{NOTE}\nPID @{{pid}}\n", "zh", outputs=[])
    assert "echo 42" in html
    assert value("⟨pid⟩") in html
    assert 'class="unrecorded"' in html
    assert "provenance" not in html
    assert "samp" not in html


def test_a_page_without_demos_may_write_anything(tmp_path):
    """There is no value to stand in for."""
    assert convert(tmp_path, "@{pid}", outputs=[]) == "<p>@{pid}</p>"


def test_an_unknown_value_ends_the_build(tmp_path):
    """Rather than to show nothing."""
    with pytest.raises(DemoError, match=re.escape("@{pod} is not a value here")):
        convert(tmp_path, f"{NOTE}\n@{{pod}}\n")


def test_no_other_extension_is_needed(tmp_path):
    """Python-Markdown alone."""
    html = convert(tmp_path, f"{NOTE}\n@{{pid}}\n", extensions=[])
    assert "42\n</span></samp>" in html
    assert value() in html


def test_blocks_are_not_in_paragraphs(tmp_path):
    """A demo may be the last thing on a page, recorded or not."""
    for outputs in ([], [["42"]]):
        html = convert(tmp_path, NOTE, outputs=outputs)
        assert "<p><" not in html
        assert len(re.findall("<p[ >]", html)) == html.count("</p>") == 1


def test_signs_that_look_like_line_ends_shift_nothing(tmp_path):
    """The fence is replaced, not its neighbours."""
    html = convert(tmp_path, f"a\u2028b\x0cc\n\n{NOTE}\nlast\n")
    assert "<p>last</p>" in html
    assert "```" not in html
