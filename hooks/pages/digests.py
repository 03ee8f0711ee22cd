"""Digests of what a page is made of: data, this code, the libraries, files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

HOOKS = Path(__file__).resolve().parents[1]


def digest(*parts: object) -> str:
    """SHA-256 (hex) over JSON data; what JSON does not know counts by its ``repr``."""
    return digest_of_text(json.dumps(parts, sort_keys=True, ensure_ascii=False, default=repr))


def digest_of_text(text: str) -> str:
    """SHA-256 (hex) of a text, which may be long."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class FileDigests:
    """The digests of files, each looked at once in a build."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, path: Path) -> str:
        """SHA-256 (hex) of a file, "" where there is none."""
        name = str(path)
        if name not in self._known:
            self._known[name] = _digest_of_file(path)
        return self._known[name]

    def forget(self) -> None:
        """Look at all of them anew."""
        self._known.clear()


def _digest_of_file(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return ""


def digest_of_files(paths: Iterable[Path]) -> str:
    """SHA-256 (hex) over the names and bytes of files, those of folders too, in any order."""
    files = {file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))}
    named = [(str(file), file) for file in sorted(files) if file.is_file()]
    return digest([(name, sha256(file.read_bytes()).hexdigest()) for name, file in named])


@cache
def digest_of_programs() -> str:
    """Of our code and every installed library as they were when this process began with them."""
    code = digest_of_files(path for path in HOOKS.rglob("*.py"))
    # Name and version of a library are in the name of this folder of it (PEP 376).
    folders = (Path(place).glob("*.dist-info") for place in sys.path)
    versions = sorted({folder.name for found in folders for folder in found})
    return digest(code, versions, sys.version)
