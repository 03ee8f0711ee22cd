"""From a transcript to HTML that is complete without JavaScript."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from html import escape
from typing import Any

import pygments
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from demos.drawing import draw_svg
from demos.figures import FIGURES
from demos.recording import Line
from demos.transcript import Shown, ShownFigure, ShownFile, ShownStep, Transcript
from demos.words import say

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)


def to_html(shown: Shown, language: str) -> str:
    """The HTML of what stands at one fence, in the page's language."""
    if isinstance(shown, Transcript):
        return transcript_html(shown, language)
    if isinstance(shown, ShownFile):
        return file_html(shown, language)
    return figure_html(shown, language)


def transcript_html(transcript: Transcript, language: str) -> str:
    """One terminal's steps; which terminal is said where a demo has several."""
    caption = say(language, "terminal", transcript.terminal) if transcript.several else ""
    label = say(language, "transcript", caption or transcript.demo)
    steps = "".join(_step_html(step, language) for step in transcript.steps)
    unrecorded = "" if transcript.recorded else _unrecorded_html(language)
    heading = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    classes = f"terminal no-copy terminal-{escape(transcript.terminal)}"
    return (
        f'<figure class="{classes}" aria-label="{escape(label)}" '
        f'data-demo="{escape(transcript.demo)}" data-terminal="{escape(transcript.terminal)}">'
        f"{heading}{steps}{unrecorded}</figure>"
    )


def _step_html(step: ShownStep, language: str) -> str:
    output = ""
    if step.output:
        samp = "\n".join(line_html(line) for line in step.output)
        output = f'<pre class="output" tabindex="0" data-search-exclude><samp>{samp}\n</samp></pre>'
    status = ""
    if step.status:
        status = f'<p class="status">{escape(say(language, "status", step.status))}</p>'
    inputs = step.input.split("\n")
    prompts = [step.prompt, *["> "] * (len(inputs) - 1)]
    typed = "\n".join(
        f'<span class="prompt" data-prompt="{escape(prompt)}"></span>{visible(line)}'
        for prompt, line in zip(prompts, inputs, strict=True)
    )
    command = f'<pre class="command" tabindex="0"><code>{typed}\n</code></pre>'
    return f'<div class="step" id="{escape(step.anchor)}">{command}{output}{status}</div>'


def line_html(line: Line) -> str:
    """One line of output, its styled stretches in spans with a class for each style word."""
    parts = []
    at = 0
    for span in line.spans:
        classes = escape(span.style)
        parts.append(visible(line.text[at : span.start]))
        parts.append(f'<span class="{classes}">{visible(line.text[span.start : span.end])}</span>')
        at = span.end
    return "".join(parts) + visible(line.text[at:])


def visible(text: str) -> str:
    """``text`` as HTML in which signs that show nothing, or turn the text around, are named."""
    return _UNSEEN.sub(_name_sign, escape(text))


def _name_sign(match: re.Match[str]) -> str:
    sign = match.group()
    name = unicodedata.name(sign, "CONTROL")
    return f'<span class="unseen" title="{name}">U+{ord(sign):04X}</span>'


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


def figure_html(figure: ShownFigure, language: str) -> str:
    """A figure as inline SVG with its text twin below it."""
    if figure.facts is None:
        return f'<figure class="drawing">{_unrecorded_html(language)}</figure>'
    kind = FIGURES[figure.kind]
    twin = kind.describe(figure.facts.facts, language)
    prefix = f"{figure.demo}-figure-{figure.number}"
    svg = draw_svg(kind.draw(figure.facts.facts, language), prefix, twin.title, twin.about)
    return (
        f'<figure class="drawing {escape(figure.kind)}" id="{escape(prefix)}">'
        f'<div class="canvas" tabindex="0">{svg}</div>'
        f"<figcaption>{escape(twin.title)} · {escape(twin.about)}</figcaption>"
        f'<details class="twin"><summary>{escape(say(language, "as_text"))}</summary>'
        f'<pre tabindex="0"><samp>{escape(twin.text)}\n</samp></pre></details></figure>'
    )


def value_html_attributes(demo: str, name: str) -> dict[str, str]:
    """The attributes of the element that shows the value ``name`` of ``demo`` in a sentence."""
    return {"class": "value", "data-demo": demo, "data-value": name}


def provenance_html(demo: str, provenance: Mapping[str, Any], language: str) -> str:
    """One line that says when and on which versions a demo was recorded."""
    text = say(
        language,
        "recorded_on",
        provenance["docker"],
        provenance["distribution"],
        provenance["cgroup"],
        str(provenance["date"])[:10],
    )
    return f'<p class="provenance" data-demo="{escape(demo)}">{escape(text)}</p>'


def _unrecorded_html(language: str) -> str:
    return f'<p class="unrecorded" role="note">{escape(say(language, "unrecorded"))}</p>'
