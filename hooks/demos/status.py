"""Every demo's state in one table: fresh or why not, recorded when, verified when."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demos.freshness import FRESH, Freshness
from demos.shelf import Shelf
from demos.verified import Verified

ORPHAN = "orphan"
_VERSIONS = ("docker", "containerd", "runc", "kernel", "cgroup", "distribution")
_HEADER = ("DEMO", "STATE", "RECORDED", "DOCKER", "VERIFIED", "NOTE")


@dataclass(frozen=True)
class State:
    """One demo; dates are ISO 8601 or "", ``versions`` those that it was recorded on."""

    demo: str
    state: str
    note: str
    reason: str
    hint: str
    recorded: str
    versions: Mapping[str, str]
    verified: str
    verified_on: Mapping[str, str]


def states(
    verdicts: Sequence[Freshness], shelf: Shelf, verified: Mapping[str, Verified]
) -> list[State]:
    """The state of each demo in the order of the notes, then of recordings without a note."""
    found = [_state(verdict, verified.get(verdict.script.demo)) for verdict in verdicts]
    known = {verdict.script.demo for verdict in verdicts}
    return found + [_orphan(demo, shelf) for demo in shelf.demos() if demo not in known]


def _state(verdict: Freshness, verified: Verified | None) -> State:
    made = verdict.recording.provenance if verdict.recording else {}
    script = verdict.script
    return State(
        demo=script.demo,
        state=verdict.verdict,
        note=str(script.place),
        reason=verdict.reason,
        hint="" if verdict.verdict == FRESH else f"make record DEMO={script.demo}",
        recorded=str(made.get("date", "")),
        versions={key: str(made[key]) for key in _VERSIONS if key in made},
        verified=verified.date if verified else "",
        verified_on=dict(verified.versions) if verified else {},
    )


def _orphan(demo: str, shelf: Shelf) -> State:
    reason = "no note has this demo any more"
    hint = f"git rm '{shelf.folder.name}/{demo}.*' in docs, or give a note the demo again"
    return State(demo, ORPHAN, "", reason, hint, "", {}, "", {})


def as_table(found: Sequence[State]) -> str:
    """An aligned table; the reason and what to do stand below what is not fresh."""
    rows = [_HEADER] + [
        (
            state.demo,
            state.state,
            state.recorded[:10] or "never",
            state.versions.get("docker", "-"),
            state.verified or "never",
            state.note or "-",
        )
        for state in found
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row, state in zip(rows, [None, *found], strict=True):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        lines.append("  ".join(cells).rstrip())
        if state and state.reason:
            lines.append(f"    {state.reason}; run: {state.hint}")
    return "\n".join(lines)


def as_json(found: Sequence[State]) -> str:
    """The same as a JSON list of objects, one for each demo, with the fields of :class:`State`."""
    data: list[dict[str, Any]] = [
        {**vars(state), "versions": dict(state.versions), "verified_on": dict(state.verified_on)}
        for state in found
    ]
    return json.dumps(data, indent=1, ensure_ascii=False)


def summary(found: Sequence[State]) -> str:
    """One line that says what there is to do."""
    orphans = sum(state.state == ORPHAN for state in found)
    stale = sum(state.state not in (FRESH, ORPHAN) for state in found)
    tail = f", {orphans} recordings without a note" if orphans else ""
    return f"{len(found) - orphans} demos, {stale} to record{tail}"
