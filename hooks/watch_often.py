"""MkDocs hook: `make serve` looks at few files ten times a second, and at none during a build."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from watchdog.observers.polling import PollingObserverVFS

# A look at ten thousand files takes long enough to be rare.
_SECONDS_A_FILE, _SHORTEST, _LONGEST = 0.000_05, 0.1, 0.5


@event_priority(100)  # before others watch more
def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Give the server another watchman of the same kind, who is told what the first was."""
    watched, building = (config.docs_dir, config.config_file_path), Lock()
    count = sum(1 for _ in Path(config.docs_dir).rglob("*"))
    seconds = min(max(count * _SECONDS_A_FILE, _SHORTEST), _LONGEST)

    def look(folder: str | None) -> Iterator[os.DirEntry[str]]:
        with building:
            return os.scandir(folder)

    def build() -> None:
        with building:
            builder()

    for path in watched:
        server.unwatch(path)
    watchman: Any = PollingObserverVFS(os.stat, look, polling_interval=seconds)
    server.observer, server.builder = watchman, build
    for path in watched:
        server.watch(path)
