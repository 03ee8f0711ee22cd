"""How long an author waits with the page open: from saving a note until its new text is there."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import IO

from builds import environment
from chromium import chromium
from demos.errors import DemoError
from files import ROOT

_READY = "Serving on "
# Milliseconds.
_MOST = 300_000


def seen_after_saving(folder: Path, note: Path, times: int) -> tuple[float, ...]:
    """The seconds of each of so many changes of a paragraph, in a real Chromium."""
    with serving(folder) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}{note.parent.name}/{note.stem}/")
        text = note.read_text(encoding="utf-8")
        seconds = []
        for number in range(times):
            words = f"第 {number + 1} 次保存之后看见的句子"
            began = time.perf_counter()
            note.write_text(text.replace(" }\n\n", f" }}\n\n{words}。\n", 1), encoding="utf-8")
            page.get_by_text(words).wait_for(timeout=_MOST)
            seconds.append(time.perf_counter() - began)
        return tuple(seconds)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """What `make serve` does, in ``folder``; the address of the home page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, str(ROOT / "tools" / "serve_site.py"), port],
        cwd=folder,
        env=environment("auto"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert server.stderr is not None
    try:
        yield _address(server.stderr)
    finally:
        # Not SIGINT, which a program started in the background ignores.
        server.terminate()
        server.wait()


def _address(console: IO[str]) -> str:
    """The address that the server tells; what it says afterwards is read and forgotten."""
    said = []
    for line in console:
        said.append(line)
        if _READY in line:
            Thread(target=lambda: [None for _ in console], daemon=True).start()
            return line.split(_READY)[1].strip()
    raise DemoError(f"the server ended: {''.join(said)}")
