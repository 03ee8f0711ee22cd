"""What a page says in `make serve` while its demos are recorded, or when it has mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from notes.live import Underway

_WORDS = {
    "zh": ("正在录制演示 “{}” …… 录完之后本页自动更新。", "演示 “{}” 没有录成："),
    "en": ("Recording the demo “{}” … the page updates itself.", "The demo “{}” was not recorded:"),
}


def live_html(underway: Sequence[Underway], language: str) -> str:
    """A box for each demo that cannot be shown yet, "" without one."""
    recording, failed = _WORDS.get(language, _WORDS["zh"])
    boxes = []
    for one in underway:
        words = escape((failed if one.error else recording).format(one.demo))
        kind = "failure" if one.error else "info"
        error = f'<pre class="no-copy">{escape(one.error)}</pre>' if one.error else ""
        boxes.append(
            f'<div class="admonition {kind}" role="status" data-live="{escape(one.demo)}">'
            f'<p class="admonition-title">{words}</p>{error}</div>\n'
        )
    return "".join(boxes)


def mistaken_page(mistakes: Sequence[str]) -> str | None:
    """The Markdown of a page that stands in for a note with mistakes, None without any."""
    if not mistakes:
        return None
    text = escape("\n".join(mistakes))
    return (
        "# 这篇笔记有错误 · Mistakes in this note { #mistakes }\n\n"
        '<div class="admonition failure" data-live="mistakes">'
        f'<pre class="no-copy">{text}</pre></div>\n'
    )
