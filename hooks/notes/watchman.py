"""Who looks for changed files while a site is served: seldom where there are many.

Of the same kind as MkDocs' own, which sees changes on every kind of disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_IFREG
from threading import Lock
from types import SimpleNamespace
from typing import Any

from watchdog.observers.polling import PollingObserverVFS

# A look at ten thousand files takes long enough to be rare.
_SECONDS_A_FILE, _SHORTEST, _LONGEST = 0.000_05, 0.1, 0.5


def make_watchman(docs: Path, recordings: Path, building: Lock) -> PollingObserverVFS:
    """One for ``docs``, who waits while somebody holds ``building``.

    The folder of ``recordings`` is most of all files. It is looked at as one: a recording is
    replaced, never written into, so that its folder changes with it.
    """

    def look(folder: str | None) -> Iterator[os.DirEntry[str]]:
        with building:
            return os.scandir(folder)

    def stat(path: str) -> Any:  # noqa: ANN401 (what watchdog asks of os.stat_result)
        found = os.stat(path)  # noqa: PTH116 (a Path costs more than the look)
        if path != str(recordings):
            return found
        names = ("st_ino", "st_dev", "st_size", "st_mtime")
        return SimpleNamespace(st_mode=S_IFREG, **{name: getattr(found, name) for name in names})

    count = sum(1 for path in docs.rglob("*") if path.parent != recordings)
    seconds = min(max(count * _SECONDS_A_FILE, _SHORTEST), _LONGEST)
    return PollingObserverVFS(stat, look, polling_interval=seconds)
