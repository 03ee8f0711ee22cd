"""What a reader downloads for a page, and what Lighthouse says of it, with compression."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from build_site import build
from chromium import chromium, find_chromium
from demos.errors import DemoError
from measures import Measure
from static_server import BASE_PATH, StaticHandler

PAGES = [
    f"{prefix}{page}"
    for prefix in ("", "en/")
    for page in ("", "what-a-container-is/container-vs-vm/")
]
LIGHTHOUSE = "lighthouse@12.8.2"
TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
# What the performance is computed from, but for shifts of the layout.
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
ROUNDS = 5
FIRST_LOAD = 150


class Compressing(StaticHandler):
    """Answers as a static host does: text is compressed, connections are kept."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 (its name there)
        """Send a file, compressed."""
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path.name))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def compressed(folder: Path) -> Iterator[str]:
    """Serve a site with compression; its address."""
    handler = partial(Compressing, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE_PATH}"
        server.shutdown()


def measure() -> list[Measure]:
    """The first load of four pages in kB, and Lighthouse's four marks of each."""
    with tempfile.TemporaryDirectory() as work:
        site = Path(work) / "site"
        os.environ.setdefault("DEMOS", "replay")
        build(site)
        with compressed(site) as home:
            return [*first_loads(home), *marks(home, Path(work))]


def first_loads(home: str, pages: Sequence[str] = PAGES) -> Iterator[Measure]:
    """What is transferred before anything is clicked on these pages."""
    with chromium() as browser:
        for address in pages:
            page = browser.new_page()
            sizes: list[int] = []
            page.on(
                "requestfinished",
                lambda asked, to=sizes: to.append(asked.sizes()["responseBodySize"]),
            )
            page.goto(home + address, wait_until="networkidle")
            page.close()
            yield Measure(f"first load of /{address}", (sum(sizes) / 1000,), FIRST_LOAD, unit="kB")


def marks(home: str, work: Path) -> Iterator[Measure]:
    """Lighthouse's marks, on the slow phone that it imitates; the pages take turns."""
    npm = shutil.which("npm")
    if npm is None:
        raise DemoError("npm is missing", hint="install Node.js to measure with Lighthouse")
    found: dict[tuple[str, str], list[float]] = {}
    for number in range(ROUNDS):
        for address in PAGES:
            print(f"bench: pages: Lighthouse {number + 1}/{ROUNDS} /{address}", file=sys.stderr)
            for name, mark in lighthouse(npm, home + address, work / "report.json").items():
                found.setdefault((address, name), []).append(mark)
    for (address, name), values in found.items():
        what = f"{name} of /{address}"
        yield Measure(what, tuple(values), TARGETS.get(name), unit="", at_least=True)


def lighthouse(npm: str, address: str, report: Path) -> dict[str, float]:
    """The marks of one page (0 to 100), and the milliseconds behind the first of them."""
    command = [npm, "exec", "--yes", "--", LIGHTHOUSE, address, "--quiet", "--output=json"]
    command += [f"--output-path={report}", f"--only-categories={','.join(TARGETS)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    environment = os.environ | {"CHROME_PATH": find_chromium()}
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DemoError(f"Lighthouse: {done.stderr.strip().splitlines()[-1]}")
    told = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: told["categories"][name]["score"] * 100 for name in TARGETS}
    return scores | {f"{name} (ms)": told["audits"][name]["numericValue"] for name in TIMES}
