"""The Python-Markdown extension that lets Chinese text have one sentence per line.

A line break in the source becomes a blank on the page, which has no place
between two Chinese characters or behind a full-width mark.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_WIDE = "\u2014\u2018-\u201d\u2026\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
# Not before { .class }: attr_list reads that below the paragraph it is about.
_BREAK = re.compile(rf"(?<=[{_WIDE}])\n(?=[{_WIDE}])|(?<=[\u3001\u3002\uff01-\uff5e])\n(?! *{{)")
# Behind the inline patterns (20) and the values of demos (15).
_PRIORITY = 14


class JoinedLines(Extension):
    """Takes out line breaks that no blank should stand for."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the processor."""
        md.treeprocessors.register(_Join(md), "joined_lines", _PRIORITY)


class _Join(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag not in ("pre", "code"):
                element.text = _joined(element.text)
            element.tail = _joined(element.tail)


def _joined(text: str | None) -> str | None:
    if not text or "\n" not in text:
        return text
    joined: str = AtomicString(_BREAK.sub("", text))
    return joined


def makeExtension(**options: object) -> JoinedLines:  # noqa: N802 (Python-Markdown's name)
    """The extension; called by Python-Markdown."""
    return JoinedLines(**options)
