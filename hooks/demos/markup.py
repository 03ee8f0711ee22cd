"""From a transcript to HTML that is complete without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import Any

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from demos.drawing import draw_svg
from demos.errors import DemoError
from demos.figures import figure_dot, figure_twin
from demos.line_markup import line_html, mention_classes
from demos.mentions import Register
from demos.page_fit import Kind, lay_out
from demos.recording import Line
from demos.transcript import Shown, ShownFigure, ShownFile, ShownStep, Transcript
from demos.words import say

# An output of more lines is folded: so many stand above the fold.
_LONG = 16
_ABOVE_FOLD = 10
_HANGING = 16
_NODE = re.compile(r'class="([^"]*\bpid-(\d+)\b[^"]*)"')


def to_html(
    shown: Shown, language: str, register: Register | None = None, soon: Iterable[str] = ()
) -> str:
    """The HTML of what stands at one fence, in the page's language, its mentions numbered.

    ``soon`` gives the DOT texts of figures that may be drawn with it (see ``draw_svg``).
    """
    register = register or Register()
    if isinstance(shown, Transcript):
        return transcript_html(shown, language, register)
    if isinstance(shown, ShownFile):
        return file_html(shown, language)
    return figure_html(shown, language, register, soon)


def transcript_html(transcript: Transcript, language: str, register: Register) -> str:
    """One terminal's steps; which terminal is said where a demo has several."""
    number = escape(transcript.terminal)
    caption = say(language, "lone_terminal")
    if transcript.several:
        caption = say(language, "terminal", transcript.terminal)
    label = say(language, "transcript", caption if transcript.several else transcript.demo)
    steps = "".join(_step_html(step, language, register) for step in transcript.steps)
    unrecorded = "" if transcript.recorded else _unrecorded_html(language)
    return (
        f'<figure class="terminal no-copy terminal-{number}" aria-label="{escape(label)}" '
        f'data-demo="{escape(transcript.demo)}" data-terminal="{number}">'
        f"<figcaption data-search-exclude>{escape(caption)}</figcaption>"
        f"{steps}{unrecorded}</figure>"
    )


def _step_html(step: ShownStep, language: str, register: Register) -> str:
    status = ""
    if step.status:
        status = f'<p class="status">{escape(say(language, "status", step.status))}</p>'
    anchor = escape(step.anchor)
    label = escape(say(language, "step_link", step.input.partition("\n")[0]))
    return (
        f'<div class="step" id="{anchor}">'
        f'<a class="step-link" href="#{anchor}" aria-label="{label}"></a>'
        f'<pre class="command"><kbd>{_command_html(step, register)}</kbd></pre>'
        f"{_output_html(step, language, register)}{status}</div>"
    )


def _command_html(step: ShownStep, register: Register) -> str:
    """The lines of a command; its mentions are counted over all of them."""
    parts = []
    at = 0
    for number, text in enumerate(step.input.split("\n")):
        found = [
            replace(mention, start=mention.start - at, end=mention.end - at)
            for mention in step.typed
            if at <= mention.start and mention.end <= at + len(text)
        ]
        prompt = escape("> " if number else step.prompt)
        line = line_html(Line(text), found, (), register.numbers)
        parts.append(
            f'<span class="line hang-2"><span class="prompt" data-prompt="{prompt}"></span>'
            f"{line}\n</span>"
        )
        at += len(text) + 1
    return "".join(parts)


def _output_html(step: ShownStep, language: str, register: Register) -> str:
    """The output, folded if it is long, which needs no JavaScript."""
    if not step.output:
        return ""
    layout = lay_out([line.text for line in step.output])
    rows = []
    for number, (line, hidden) in enumerate(zip(step.output, layout.hidden, strict=True)):
        found = [mention for mention in step.printed if mention.line == number]
        row = line_html(line, found, hidden, register.numbers) + "\n"
        hang = min(len(line.text) - len(line.text.lstrip()) + 2, _HANGING) // 2 * 2
        text = layout.kind is Kind.TEXT
        rows.append(f'<span class="line hang-{hang}">{row}</span>' if text else row)
    shown = rows[:_ABOVE_FOLD] if len(rows) > _LONG else rows
    folded = ""
    if len(rows) > len(shown):
        more = escape(say(language, "all_lines", len(rows)))
        fewer = escape(say(language, "fewer_lines"))
        folded = (
            f'<details class="fold"><summary><span class="more">{more}</span>'
            f'<span class="fewer">{fewer}</span></summary>'
            f"<pre><samp>{''.join(rows[_ABOVE_FOLD:])}</samp></pre></details>"
        )
    focus = "" if layout.kind is Kind.TEXT else ' tabindex="0"'
    return (
        f'<div class="output {layout.kind}"{focus} data-search-exclude>'
        f"<pre><samp>{''.join(shown)}</samp></pre>{folded}</div>"
    )


def file_html(file: ShownFile, language: str) -> str:
    """A file's text, highlighted, under its name; Pygments knows the languages."""
    caption = escape(say(language, "file", file.path))
    try:
        lexer = get_lexer_by_name(file.language or "text", stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=False)
    code = pygments.highlight(file.text, lexer, HtmlFormatter(nowrap=True))
    return (
        f'<figure class="file"><figcaption>{caption}</figcaption>'
        f'<div class="highlight"><pre tabindex="0"><code>{code}</code></pre></div></figure>'
    )


def figure_html(
    figure: ShownFigure, language: str, register: Register, soon: Iterable[str] = ()
) -> str:
    """A figure as inline SVG with its text twin below it."""
    if figure.facts is None:
        return f'<figure class="drawing">{_unrecorded_html(language)}</figure>'
    try:
        twin, dot = figure_twin(figure.facts, language), figure_dot(figure.facts, language)
    except DemoError as error:
        message = f"the recording of “{figure.demo}” is damaged: {error.message}"
        raise DemoError(message, hint=f"run: make record DEMO={figure.demo}") from error
    prefix = f"{figure.demo}-figure-{figure.number}"
    drawn = draw_svg(dot, prefix, twin.title, twin.about, soon)
    svg = _NODE.sub(lambda match: _node_attributes(match, register), drawn)
    return (
        f'<figure class="drawing {escape(figure.kind)}" id="{escape(prefix)}">'
        f'<div class="canvas" tabindex="0">{svg}</div>'
        f"<figcaption>{escape(twin.title)} · {escape(twin.about)}</figcaption>"
        f'<details class="twin"><summary>{escape(say(language, "as_text"))}</summary>'
        f'<pre tabindex="0"><samp>{escape(twin.text)}\n</samp></pre></details></figure>'
    )


def _node_attributes(match: re.Match[str], register: Register) -> str:
    """A node's classes; a numbered process can be focused and says what it is."""
    key = f"pid-{match[2]}"
    if key not in register.numbers:
        return match.group()
    classes = f"{match[1]} {mention_classes(register.numbers[key])}"
    label = escape(register.sentences[key])
    return f'class="{classes}" tabindex="0" role="img" aria-label="{label}"'


def value_html_attributes(demo: str, name: str, register: Register) -> dict[str, str]:
    """The attributes of the element that shows the value ``name`` of ``demo`` in a sentence."""
    attributes = {"class": "value", "data-demo": demo, "data-value": name}
    number = register.numbers.get(register.values.get(name, ""))
    if number is None:
        return attributes
    classes = f"value {mention_classes(number)}"
    return {**attributes, "class": classes, "tabindex": "0", "aria-describedby": f"thing-{number}"}


def things_html(registers: Iterable[Register]) -> str:
    """What each thing of the page is; one sentence is seen while its thing is pointed at."""
    sentences = "".join(
        f'<p class="thing-{number}" id="thing-{number}">{escape(register.sentences[key])}</p>'
        for register in registers
        for key, number in register.numbers.items()
    )
    return f'<div class="things" data-search-exclude>{sentences}</div>' if sentences else ""


def provenance_html(provenances: Mapping[str, Mapping[str, Any]], language: str) -> list[str]:
    """When and on which versions a page's demos (by name) were recorded, equal lines once."""
    demos: dict[str, list[str]] = {}
    for demo, provenance in provenances.items():
        demos.setdefault(_provenance_text(provenance, language), []).append(demo)
    return [
        f'<p class="provenance" data-demo="{escape(" ".join(names))}">{escape(text)}</p>'
        for text, names in demos.items()
    ]


def _provenance_text(provenance: Mapping[str, Any], language: str) -> str:
    return say(
        language,
        "recorded_on",
        provenance["docker"],
        provenance["distribution"],
        provenance["cgroup"],
        str(provenance["date"])[:10],
    )


def _unrecorded_html(language: str) -> str:
    return f'<p class="unrecorded" role="note">{escape(say(language, "unrecorded"))}</p>'
