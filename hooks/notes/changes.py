"""When each note last changed, as git remembers it."""

from __future__ import annotations

import subprocess
from pathlib import Path


def last_changes(docs: Path) -> dict[str, str]:
    """The day (ISO 8601) of the last commit of each file, by its path below ``docs``.

    {} where there is no git, no repository, or only a part of its history, in
    which every file would seem to have changed in the oldest commit.
    """
    if _git(docs, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    log = _git(docs, "log", "--format=%x00%cs", "--name-only", "--relative", "--", "*.md")
    found: dict[str, str] = {}
    for commit in log.split("\0")[1:]:
        day, *names = commit.split("\n")
        for name in filter(None, names):
            found.setdefault(name, day)
    return found


def _git(folder: Path, *arguments: str) -> str:
    """What git says, "" when it cannot."""
    command = ["git", "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
