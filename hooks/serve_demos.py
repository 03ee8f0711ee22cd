"""MkDocs hook: in `make serve`, demos are recorded beside the server and pages say so."""

import logging
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.pages import Page
from notes.live import begin, session
from notes.live_page import live_html, mistaken_page


def on_startup(*, command: str, **_: object) -> None:
    """Begin a session when this is `mkdocs serve`."""
    if command == "serve":
        begin(Path.cwd(), logging.getLogger("mkdocs.demos").info)


def on_serve(server: LiveReloadServer, **_: object) -> None:
    """Build again when a demo failed, and when hooks change, to say that they need a restart."""
    server.watch(str(session[0].folder))
    server.watch("hooks")


def on_page_read_source(page: Page, **_: object) -> str | None:
    """Put a page that says the mistakes in the place of a note that has some."""
    return mistaken_page(session[0].mistakes(page.file.src_uri)) if session else None


def on_page_content(html: str, page: Page, config: Any, **_: object) -> str:  # noqa: ANN401
    """Say above a note which of its demos are being recorded, and which failed and why."""
    waiting = session[0].underway(page.file.src_uri) if session else []
    return live_html(waiting, str(config.theme["language"])) + html


def on_shutdown() -> None:
    """Let a recorder that is at work tidy up."""
    for live in session:
        live.end()
