"""A verification's outcome for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from demos.verification.findings import Finding, Side
from demos.verification.outcome import Outcome, exit_code, place_of, summary


def to_json(outcomes: Sequence[Outcome]) -> str:
    """Everything that was found, as JSON text.

    ``{"exit": 0|1|2, "summary": …, "demos": [{"demo", "note", "line", "verdict",
    "accepted", "error", "findings": [{"verdict", "what", "reason", "file", "line",
    "step", "old", "new"}]}]}``; ``step`` counts from 1; ``old`` and ``new`` are
    ``{"text", "marks": [[start, end], …]}``, null for a line that is not there.
    """
    data = {
        "exit": exit_code(outcomes),
        "summary": summary(outcomes),
        "demos": [_outcome(outcome) for outcome in outcomes],
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _outcome(outcome: Outcome) -> dict[str, Any]:
    place = outcome.script.place
    return {
        "demo": outcome.script.demo,
        "note": place.file,
        "line": place.line,
        "verdict": outcome.verdict,
        "accepted": outcome.accepted,
        "error": outcome.error.describe() if outcome.error else "",
        "findings": [_finding(outcome, finding) for finding in outcome.findings],
    }


def _finding(outcome: Outcome, finding: Finding) -> dict[str, Any]:
    place = place_of(outcome.script, finding)
    return {
        "verdict": finding.verdict,
        "what": finding.what,
        "reason": finding.reason,
        "file": place.file,
        "line": place.line,
        "step": None if finding.step is None else finding.step + 1,
        "old": _side(finding.old),
        "new": _side(finding.new),
    }


def _side(side: Side) -> dict[str, Any] | None:
    return None if side.absent else {"text": side.text, "marks": [list(m) for m in side.marks]}
