"""MkDocs hook: `make serve` looks at few files ten times a second, not twice."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from watchdog.observers.polling import PollingObserver

# A look at ten thousand files takes long enough to be rare.
_SECONDS_A_FILE, _SHORTEST, _LONGEST = 0.000_05, 0.1, 0.5


@event_priority(100)  # before others watch more
def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> None:
    """Give the server another watchman of the same kind, who is told what the first was."""
    watched = [config.docs_dir, config.config_file_path]
    count = sum(1 for _ in Path(config.docs_dir).rglob("*"))
    seconds = min(max(count * _SECONDS_A_FILE, _SHORTEST), _LONGEST)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=seconds)
    for path in watched:
        server.watch(path)
