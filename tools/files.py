"""What the set-up tools share: where things are, and a lock that ends with its process."""

import fcntl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"


def git_says(*arguments: str) -> str:
    """What git answers about this repository, "" where there is none, or no git."""
    command = ["git", *arguments]
    try:
        done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Let one process at a time do ``name``; others wait and say so."""
    CACHE.mkdir(exist_ok=True)
    with (CACHE / f"{name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"{name}: waiting for another run to finish", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
