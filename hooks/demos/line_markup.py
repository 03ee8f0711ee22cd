"""One line of a terminal as HTML: its styles, its mentions, and what is shown at no size."""

from __future__ import annotations

import colorsys
import re
import unicodedata
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

from demos.mentions import Mention
from demos.recording import Line

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)
_EXACT = re.compile(r"(foreground|background)-([0-9a-f]{6})")
_BRIGHT = re.compile(r"(foreground|background)-bright(\w+)")
# The hue, in degrees, up to which a colour has the name.
_HUES = ((20, "red"), (70, "brown"), (165, "green"), (200, "cyan"), (265, "blue"), (340, "magenta"))

Ranges = Sequence[tuple[int, int]]


def line_html(
    line: Line,
    mentions: Sequence[Mention] = (),
    hidden: Ranges = (),
    numbers: Mapping[str, int] | None = None,
) -> str:
    """A line of output: a class for each style word, a span around each numbered mention."""
    numbers = numbers or {}
    parts = []
    at = 0
    for mention in mentions:
        if mention.thing in numbers:
            parts.append(_stretch(line, at, mention.start, hidden))
            inner = _stretch(line, mention.start, mention.end, hidden)
            parts.append(f'<span class="{mention_classes(numbers[mention.thing])}">{inner}</span>')
            at = mention.end
    return "".join(parts) + _stretch(line, at, len(line.text), hidden)


def mention_classes(number: int) -> str:
    """The classes of what mentions the thing with this number on its page."""
    return f"mention thing-{number}"


def _stretch(line: Line, start: int, end: int, hidden: Ranges) -> str:
    """Characters ``start`` up to ``end``, in pieces that are each of one style."""
    edges = {start, end}
    for place in [*((span.start, span.end) for span in line.spans), *hidden]:
        edges |= {edge for edge in place if start < edge < end}
    cuts = sorted(edges)
    return "".join(_piece(line, *cut, hidden) for cut in pairwise(cuts))


def _piece(line: Line, start: int, end: int, hidden: Ranges) -> str:
    text = line.text[start:end]
    classes = [style_classes(span.style) for span in line.spans if span.start <= start < span.end]
    if any(first <= start < last for first, last in hidden):
        classes.append("gap" if not text.strip() else "rest")
    if not classes:
        return visible(text)
    return f'<span class="{escape(" ".join(classes))}">{visible(text)}</span>'


def style_classes(style: str) -> str:
    """The classes for a recorded style: every colour becomes the nearest one of the palette."""
    named = _EXACT.sub(lambda match: f"{match[1]}-{nearest_colour(match[2])}", style)
    return _BRIGHT.sub(lambda match: f"{match[1]}-{match[2]}", named)


def nearest_colour(digits: str) -> str:
    """The palette's name for a colour of six hexadecimal digits, by its hue; grey without one."""
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < 0.2 or not 0.08 < lightness < 0.95:
        return "grey" if 0.2 < lightness < 0.8 else "plain"
    return next((name for limit, name in _HUES if hue * 360 <= limit), "red")


def visible(text: str) -> str:
    """``text`` as HTML in which signs that show nothing, or turn the text around, are named."""
    return _UNSEEN.sub(_name_sign, escape(text))


def _name_sign(match: re.Match[str]) -> str:
    """The sign itself is kept for copying; the style sheet isolates it and shows its number."""
    sign = match.group()
    name = unicodedata.name(sign, "CONTROL")
    kept = "&#13;" if sign == "\r" else sign.replace("\0", "")
    number = f"U+{ord(sign):04X}"
    return f'<span class="unseen" data-sign="{number}" title="{name}">{kept}</span>'
