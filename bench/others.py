"""What ours is measured against, in an environment of its own that is made on first use.

Stock Material needs jieba for a Chinese search that finds anything, which ours
does without.
"""

from __future__ import annotations

import subprocess
import venv
from hashlib import sha256
from pathlib import Path

from demos.errors import DemoError
from files import CACHE, ROOT, only_one

_FILES = (ROOT / "requirements-build.txt", ROOT / "requirements-bench.txt")


def find_others() -> Path:
    """The folder of the programs ``mkdocs`` and ``zensical``, installed where they are missing.

    Raises :class:`DemoError` when pip fails.
    """
    version = sha256(b"".join(path.read_bytes() for path in _FILES)).hexdigest()[:12]
    folder = CACHE / f"bench-{version}"
    stamp = folder / "installed"
    with only_one("bench-others"):
        if not stamp.exists():
            venv.create(folder, clear=True, with_pip=True)
            for path in _FILES:
                _install(folder / "bin" / "python", path)
            stamp.touch()
    return folder / "bin"


def _install(python: Path, requirements: Path) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command += ["--require-hashes", "--use-pep517", "--no-build-isolation"]
    command += ["-r", str(requirements)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise DemoError(f"pip cannot install {requirements.name}: {done.stderr.strip()}")
