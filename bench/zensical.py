"""Zensical, the theme's successor, in an environment of its own that is made on first use."""

from __future__ import annotations

import subprocess
import venv
from hashlib import sha256
from pathlib import Path

from demos.errors import DemoError
from files import CACHE, ROOT, only_one

_REQUIREMENTS = ROOT / "requirements-bench.txt"


def find_zensical() -> Path:
    """The program, installed where it is missing; raises :class:`DemoError` when pip fails."""
    version = sha256(_REQUIREMENTS.read_bytes()).hexdigest()[:12]
    folder = CACHE / f"zensical-{version}"
    stamp = folder / "installed"
    with only_one("zensical"):
        if not stamp.exists():
            venv.create(folder, clear=True, with_pip=True)
            _install(folder / "bin" / "python")
            stamp.touch()
    return folder / "bin" / "zensical"


def _install(python: Path) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command += ["--require-hashes", "-r", str(_REQUIREMENTS)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DemoError(f"Zensical cannot be installed: {done.stderr.strip()}")
