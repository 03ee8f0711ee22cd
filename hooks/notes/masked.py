"""A note's prose alone: everything that no rule of style may look at or touch is masked.

Masked are front matter, fences, inline code, values, links' targets, tags,
comments, attribute lists and bare addresses. Each masked sign becomes one
sign of the private use area, so that every position stays where it was.
"""

from __future__ import annotations

import re
from functools import partial

from demos.fences import scan_fences
from demos.front_matter import read_front_matter

CODE = "\ue000"
VALUE = "\ue001"
HIDDEN = "\ue002"

_SPANS = (
    (re.compile(r"<!--.*?-->", re.DOTALL), HIDDEN),
    (
        re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL),
        CODE,
    ),
    (re.compile(r"\\?@\{[^{}\s]*\}"), VALUE),
    (re.compile(r"(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"), HIDDEN),
    (re.compile(r"(?<=\])\[[^\]\n]*\]"), HIDDEN),
    (re.compile(r"^\[[^\]\n]+\]:.*$", re.MULTILINE), HIDDEN),
    (re.compile(r"\{[ :]?[ ]?[#.:\w][^{}\n]*\}"), HIDDEN),
    (re.compile(r"</?[A-Za-z][^<>]*>"), HIDDEN),
    (re.compile(r"\bhttps?://[^\s<>()\u3000-\u303f\uff00-\uffef]+"), HIDDEN),
    (re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)\s+[\w-]+", re.MULTILINE), HIDDEN),
)


def masked_lines(text: str, file: str) -> list[str]:
    """The lines of ``text``, each as long as it was, with all but prose masked."""
    lines = text.split("\n")
    skipped = set(range(read_front_matter(text, file).lines))
    for fence in scan_fences(text, file)[0]:
        skipped |= set(range(fence.place.line - 1, fence.end))
    # Blanks in place of each skipped line, so that no span reaches across.
    prose = "\n".join(" " * len(line) if at in skipped else line for at, line in enumerate(lines))
    for pattern, sign in _SPANS:
        prose = pattern.sub(partial(_masked, sign), prose)
    return prose.split("\n")


def _masked(sign: str, match: re.Match[str]) -> str:
    return "".join(letter if letter == "\n" else sign for letter in match.group())
