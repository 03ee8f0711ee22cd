"""MkDocs hook: `make serve` looks at the files ten times a second, not twice."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from watchdog.observers.polling import PollingObserver

_SECONDS = 0.1


@event_priority(100)  # before others watch more
def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> None:
    """Give the server another watchman of the same kind, who is told what the first was."""
    watched = [config.docs_dir, config.config_file_path]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=_SECONDS)
    for path in watched:
        server.watch(path)
