"""Digests of what a page is made of: data, this code, the libraries, files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

HOOKS = Path(__file__).resolve().parents[1]


def digest(*parts: object) -> str:
    """SHA-256 (hex) over JSON data; what JSON does not know counts by its ``repr``."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=repr)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_files(paths: Iterable[Path]) -> str:
    """SHA-256 (hex) over the names and bytes of files, those of folders too, in any order."""
    files = {file for path in paths for file in ([path] if path.is_file() else path.rglob("*"))}
    named = [(str(file), file) for file in sorted(files) if file.is_file()]
    return digest([(name, sha256(file.read_bytes()).hexdigest()) for name, file in named])


@cache
def digest_of_programs() -> str:
    """Of our code and every installed library as they were when this process began with them."""
    code = digest_of_files(path for path in HOOKS.rglob("*.py"))
    versions = sorted(f"{found.name} {found.version}" for found in distributions())
    return digest(code, versions, sys.version)
