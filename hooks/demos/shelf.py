"""The folder of recordings: reading them, and writing them so that none is lost."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from demos.cast import Track, to_cast
from demos.errors import DemoError
from demos.recording import Recording
from demos.recording_json import from_json, to_json

# How the name of a file ends that is not yet whole.
_HALF = ".half"


@dataclass(frozen=True)
class Shelf:
    """The recordings in ``folder``: ``<demo>.json`` and ``<demo>.<terminal>.cast``."""

    folder: Path

    def path(self, demo: str) -> Path:
        """Where the recording of ``demo`` stands."""
        return self.folder / f"{demo}.json"

    def digest(self, demo: str) -> str:
        """SHA-256 (hex) of the recording's file, "" without one."""
        path = self.path(demo)
        return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

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
        """Put the recording and its casts in place, all of them or none.

        Whoever else writes here waits its turn, so that a recording and its casts
        are always of one run. Raises :class:`DemoError` when the disk refuses.
        """
        texts = {
            self.folder / f"{recording.demo}.{terminal}.cast": to_cast(
                track, f"{recording.demo} ({terminal})"
            )
            for terminal, track in sorted(tracks.items())
        }
        texts[self.path(recording.demo)] = to_json(recording)
        with _only_writer(self.folder):
            _replace_all(texts)
            for left_over in self.folder.glob(f"{recording.demo}.*.cast"):
                if left_over not in texts:
                    left_over.unlink()

    def demos(self) -> list[str]:
        """The names of all demos that have a recording here, sorted; lists begin with ``_``."""
        paths = self.folder.glob("*.json")
        return sorted(path.stem for path in paths if not path.name.startswith(("_", ".")))


def write_whole(path: Path, text: str) -> None:
    """Replace the file at ``path`` by ``text`` in one go, and only if it differs.

    Raises :class:`DemoError` when it cannot be written; the old file stays.
    """
    with _only_writer(path.parent):
        _replace_all({path: text})


@contextmanager
def _only_writer(folder: Path) -> Iterator[None]:
    """Let one process at a time write in ``folder``; what a killed one left half goes first.

    The lock is the folder's own (flock(2)) and ends with the process, however it ends.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise _refused(folder, error) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        for half in folder.glob(f".*{_HALF}"):
            half.unlink()
        yield
    finally:
        os.close(handle)


def _replace_all(texts: Mapping[Path, str]) -> None:
    """Write all that differs beside the old files, and only then let it take their places."""
    written: dict[Path, Path] = {}
    try:
        for path, text in texts.items():
            data = text.encode()
            try:
                if not path.exists() or path.read_bytes() != data:
                    written[path] = half = path.with_name(f".{path.name}{_HALF}")
                    _write(half, data)
            except OSError as error:
                raise _refused(path, error) from error
        for path, half in written.items():
            half.replace(path)
    finally:
        for half in written.values():
            half.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)


def _refused(path: Path, error: OSError) -> DemoError:
    hint = "free some space or mend the rights, then record again; the old files are untouched"
    return DemoError(f"cannot write {path}: {error.strerror}", hint=hint)
