"""How long the page takes to light another process, with 5,000 mentions on it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from chromium import chromium
from files import ROOT
from measures import Measure

_MENTIONS = 5000
_CHANGES = 40
# One frame at 60 pictures a second.
_TARGET = 0.016
_ASSETS = ROOT / "docs" / "assets"
_STYLES = ("site.css", "demos.css", "mentions.css")

# A change in each frame: from the event until style and layout are done.
_CHANGE = """async (changes) => {
  const mentions = document.querySelectorAll(".terminal .mention");
  const times = [];
  for (let number = 0; number < changes; number++) {
    await new Promise(requestAnimationFrame);
    const mention = mentions[(number * 37) % mentions.length];
    const began = performance.now();
    mention.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
    getComputedStyle(mention).backgroundColor;
    document.body.offsetHeight;
    times.push((performance.now() - began) / 1000);
  }
  return times;
}"""


def measure() -> list[Measure]:
    """A change among 100 things, and between two that have half of the mentions each."""
    return [
        Measure(f"light 1 of 100 things, {_MENTIONS} mentions", _changes(100), _TARGET),
        Measure(f"light 1 of 2 things, {_MENTIONS} mentions", _changes(2)),
    ]


def _changes(things: int) -> tuple[float, ...]:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "page.html"
        path.write_text(_page(things), encoding="utf-8")
        page = browser.new_page()
        page.goto(path.as_uri())
        return tuple(page.evaluate(_CHANGE, _CHANGES))


def _page(things: int) -> str:
    styles = "".join(
        f'<link rel="stylesheet" href="{(_ASSETS / "stylesheets" / name).as_uri()}">'
        for name in _STYLES
    )
    rows = "".join(
        f'<span class="mention thing-{number % things}">{number}</span>'
        + ("\n" if number % 10 == 9 else "  ")
        for number in range(_MENTIONS)
    )
    sentences = "".join(f'<p class="thing-{n}" id="thing-{n}">PID {n}</p>' for n in range(things))
    script = (_ASSETS / "javascripts" / "mentions.js").as_uri()
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">{styles}'
        f'<body class="md-content md-typeset">'
        f'<figure class="terminal"><pre><samp>{rows}</samp></pre></figure>'
        f'<div class="things">{sentences}</div><script src="{script}"></script></body></html>'
    )
