"""Serve a built site as a static host does: under its base path, with its 404 page."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# The path of site_url in mkdocs.yml; the 404 page's links depend on it.
BASE_PATH = "/docker-notes/"


class StaticHandler(SimpleHTTPRequestHandler):
    """Answer with files below the base path, with 404.html for everything else."""

    def translate_path(self, path: str) -> str:
        """Find the file for a path; outside the base path there is none."""
        inside = path.startswith(BASE_PATH)
        return super().translate_path("/" + path.removeprefix(BASE_PATH) if inside else "/404")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for what does not exist."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (its name there)
        """Keep quiet: a test's output is about the test."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve ``folder`` on a free port of this machine and give its home page's address."""
    handler = partial(StaticHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{BASE_PATH}"
        finally:
            server.shutdown()
            thread.join()
