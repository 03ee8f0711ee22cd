"""MkDocs hook: `make serve` looks at few files ten times a second, and at none during a build."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from notes.watchman import make_watchman


@event_priority(100)  # before others watch more
def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Give the server another watchman, who is told what the first was."""
    watched, building = (config.docs_dir, config.config_file_path), Lock()
    docs = Path(config.docs_dir)

    def build() -> None:
        with building:
            builder()

    for path in watched:
        server.unwatch(path)
    watchman: Any = make_watchman(docs, docs / "recordings", building)
    server.observer, server.builder = watchman, build
    for path in watched:
        server.watch(path)
