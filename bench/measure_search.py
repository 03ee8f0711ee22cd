"""How long the search takes at a thousand notes: to be loaded, and from a key to the results.

``SIZE`` in the environment says how many notes. Each round is a page of its own,
so that nothing is known of a word that was asked before.
"""

from __future__ import annotations

import gzip
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from builds import BUILT, build
from chromium import chromium
from corpus import make_corpus
from corpus_sites import without_hooks
from files import CACHE
from measures import Measure
from playwright.sync_api import Browser, Page
from static_server import serve

_ROUNDS = 5
_TARGET = 0.1
# What takes minutes at this size and is no part of what is searched.
_NOT_SEARCHED = ("show_graph", "show_translations")
# Common and rare words, one letter, nothing to find, and a whole question.
_QUERIES = {
    "zh": [
        "容器",
        "进程",
        "父进程",
        "docker container top",
        "1 号进程",
        "p",
        "zzqqxx",
        "没有这个词汇表",
        "cgroup 内存限额",
        "容器的主进程收到信号以后为什么没有退出而是等到宽限期结束",
    ],
    "en": [
        "container",
        "process tree",
        "cgroup memory limit",
        "docker container top",
        "PID 1",
        "c",
        "zzqqxx",
        "why does the main process of a container not exit when it gets a signal",
    ],
}

# The theme has one worker; its messages tell when the search is ready and has answered.
_WATCH = """
  const [READY, RESULT] = [1, 3];
  window.Worker = class extends Worker {
    constructor(...options) {
      super(...options);
      window.ready = new Promise((done) => this.addEventListener("message", ({ data }) =>
        data.type === READY && done(performance.now())));
      window.answered = () => new Promise((done) => {
        const listen = ({ data }) => {
          if (data.type !== RESULT) return;
          this.removeEventListener("message", listen);
          requestAnimationFrame(() => {
            document.body.offsetHeight;
            done(performance.now());
          });
        };
        this.addEventListener("message", listen);
      });
    }
  };
"""
_OPEN = """async (box) => {
  const began = performance.now();
  box.focus();
  const ended = await window.ready;
  return (ended - began) / 1000;
}"""
_ASK = """async (box, query) => {
  const answered = window.answered();
  const began = performance.now();
  box.value = query;
  box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true, key: "End" }));
  return ((await answered) - began) / 1000;
}"""


def measure() -> list[Measure]:
    """For each language what is downloaded, until it is ready, and each query."""
    size = int(os.environ.get("SIZE", "1000"))
    CACHE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="bench-") as work:
        folder = Path(work) / "site"
        make_corpus(folder, size)
        config = folder / "mkdocs.yml"
        config.write_text(without_hooks(config.read_text("utf-8"), _NOT_SEARCHED), "utf-8")
        build(folder)
        with serve(folder / BUILT) as home, chromium() as browser:
            return [
                found
                for language in _QUERIES
                for found in _language(language, folder / BUILT, home, browser, size)
            ]


def _language(
    language: str, site: Path, home: str, browser: Browser, size: int
) -> Iterator[Measure]:
    what = f"{size} notes, {language}:"
    text = (site / "search" / f"{language}.json").read_bytes()
    yield Measure(f"{what} text, compressed", (len(gzip.compress(text, 9)) / 1000,), unit="kB")
    loads: list[float] = []
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(_ROUNDS):
        page = browser.new_page()
        loads.append(_open(page, home + ("" if language == "zh" else f"{language}/")))
        box = page.locator(".md-search__input")
        queries = _QUERIES[language]
        # In each round another one is the first.
        for query in queries[number:] + queries[:number]:
            times[query].append(box.evaluate(_ASK, query))
        page.close()
    yield Measure(f"{what} first use until ready", tuple(loads))
    for query in _QUERIES[language]:
        yield Measure(f"{what} “{query}”", tuple(times[query]), _TARGET)


def _open(page: Page, address: str) -> float:
    """Open a page, then its search; the seconds until that is ready."""
    page.add_init_script(_WATCH)
    page.goto(address, wait_until="networkidle")
    seconds: float = page.locator(".md-search__input").evaluate(_OPEN)
    return seconds
