"""The values that a note's sentences name, checked with file and line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from demos.errors import DemoError, Place, did_you_mean
from demos.fences import Fence
from demos.script import Script
from demos.values import references


def check_prose(
    text: str, file: str, fences: Sequence[Fence], scripts: Sequence[Script]
) -> list[DemoError]:
    """One error for each ``@{name}`` outside the fences that no demo of the note yields."""
    if not scripts:
        return []
    known = [f"{script.demo}.{name}" for script in scripts for name in script.values()]
    if len(scripts) == 1:
        known += scripts[0].values()
    fenced = {line for fence in fences for line in range(fence.place.line, fence.end + 1)}
    return [
        DemoError(
            f"@{{{name}}} is not a value of this note", Place(file, number), _hint(name, known)
        )
        for number, line in enumerate(text.split("\n"), 1)
        if number not in fenced
        for name in references(line)
        if name not in known
    ]


def _hint(name: str, known: Sequence[str]) -> str:
    owners = [full for full in known if re.search(rf"\.{re.escape(name)}$", full)]
    if owners:
        return "this note has several demos: write " + " or ".join(
            f"@{{{full}}}" for full in owners
        )
    return did_you_mean(name, known)
