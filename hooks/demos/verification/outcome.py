"""What the verification of one demo came to, and where in the note each finding is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from demos.errors import DemoError, Place
from demos.script import Let, Script
from demos.verification.findings import DIFFERENT, EQUAL, Finding, verdict_of

ERROR = "error"
MISSING = "missing"


@dataclass(frozen=True)
class Outcome:
    """One demo after its verification.

    ``error`` says why there was nothing to compare (it failed, it was never
    recorded); ``accepted`` that the new recording was put in place of the old.
    """

    script: Script
    findings: tuple[Finding, ...] = ()
    error: DemoError | None = None
    accepted: bool = False

    @property
    def verdict(self) -> str:
        """equal, drift, different or error."""
        return ERROR if self.error else verdict_of(self.findings)


def place_of(script: Script, finding: Finding) -> Place:
    """The line of the note that a finding is about."""
    commands, figures = script.commands, script.figures
    if finding.step is not None and finding.step < len(commands):
        return commands[finding.step].place
    if finding.figure is not None and finding.figure < len(figures):
        return figures[finding.figure].place
    for command in commands:
        for check in command.checks:
            if isinstance(check, Let) and check.name == finding.value:
                return check.place
    return script.place


def exit_code(outcomes: Sequence[Outcome]) -> int:
    """0 when all are equal or drift (or accepted), 1 when one is different, 2 after an error."""
    if any(outcome.verdict == ERROR for outcome in outcomes):
        return 2
    return int(any(o.verdict == DIFFERENT and not o.accepted for o in outcomes))


def summary(outcomes: Sequence[Outcome]) -> str:
    """One line that says what happened."""
    counts = dict.fromkeys((EQUAL, "drift", DIFFERENT, ERROR), 0)
    for outcome in outcomes:
        counts[outcome.verdict] += 1
    words = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    accepted = sum(outcome.accepted for outcome in outcomes)
    tail = f"; {accepted} new recordings accepted" if accepted else ""
    return f"verified {len(outcomes)} demos: {words or 'none'}{tail}"
