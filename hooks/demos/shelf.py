"""The folder of recordings: reading them, and writing them so that none is lost."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demos.cast import Track, to_cast
from demos.errors import DemoError
from demos.recording import Recording
from demos.recording_json import from_json, to_json


@dataclass(frozen=True)
class Shelf:
    """The recordings in ``folder``: ``<demo>.json`` and ``<demo>.<terminal>.cast``."""

    folder: Path

    def path(self, demo: str) -> Path:
        """Where the recording of ``demo`` stands."""
        return self.folder / f"{demo}.json"

    def read(self, demo: str) -> Recording | None:
        """The recording of ``demo``, None without one; raises :class:`DemoError` if damaged."""
        path = self.path(demo)
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            hint = f"run: make record DEMO={demo}"
            raise DemoError(f"cannot read {path.name}: {error}", hint=hint) from error
        return from_json(text, str(path))

    def write(self, recording: Recording, tracks: Mapping[str, Track]) -> None:
        """Put the recording and its casts in place, each whole or not at all.

        The casts go first: the recording is what counts, so an interruption
        leaves the old one. Raises :class:`DemoError` when the disk refuses.
        """
        names = {f"{recording.demo}.{terminal}.cast" for terminal in tracks}
        for terminal, track in sorted(tracks.items()):
            title = f"{recording.demo} ({terminal})"
            write_whole(self.folder / f"{recording.demo}.{terminal}.cast", to_cast(track, title))
        write_whole(self.path(recording.demo), to_json(recording))
        for left_over in self.folder.glob(f"{recording.demo}.*.cast"):
            if left_over.name not in names:
                left_over.unlink()

    def demos(self) -> list[str]:
        """The names of all demos that have a recording here, sorted; lists begin with ``_``."""
        paths = self.folder.glob("*.json")
        return sorted(path.stem for path in paths if not path.name.startswith(("_", ".")))


def write_whole(path: Path, text: str) -> None:
    """Replace the file at ``path`` by ``text`` in one go, and only if it differs.

    Raises :class:`DemoError` when it cannot be written; the old file stays.
    """
    data = text.encode()
    try:
        if path.exists() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data)
    except OSError as error:
        hint = "free some space or mend the rights, then record again; the old file is untouched"
        raise DemoError(f"cannot write {path}: {error.strerror}", hint=hint) from error


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
