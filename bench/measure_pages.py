"""What a reader downloads for a page, and what Lighthouse says of it, with compression."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
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
FIRST_LOAD = 150


class Compressing(StaticHandler):
    """Answers as a static host does: text is compressed."""

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
    """Lighthouse's marks, on the slow phone that it imitates."""
    npm = shutil.which("npm")
    if npm is None:
        raise DemoError("npm is missing", hint="install Node.js to measure with Lighthouse")
    for address in PAGES:
        report = work / "report.json"
        command = [
            npm,
            "exec",
            "--yes",
            "--",
            LIGHTHOUSE,
            home + address,
            "--quiet",
            "--output=json",
        ]
        command += [f"--output-path={report}", f"--only-categories={','.join(TARGETS)}"]
        command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
        environment = os.environ | {"CHROME_PATH": find_chromium()}
        done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
        if done.returncode:
            raise DemoError(f"Lighthouse: {done.stderr.strip().splitlines()[-1]}")
        for name, found in json.loads(report.read_text())["categories"].items():
            yield Measure(
                f"{name} of /{address}",
                (found["score"] * 100,),
                TARGETS[name],
                unit="",
                at_least=True,
            )
