"""Rules of style: what one is made of, what it finds, and how a finding is mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from demos.errors import DemoError, Place

HEADING = re.compile("#{1,6} ")


@dataclass(frozen=True)
class Finding:
    """One fault in one line: where (from 0), what, and what to write instead (None: unknown)."""

    line: int
    start: int
    end: int
    message: str
    instead: str | None


@dataclass(frozen=True)
class Rule:
    """A pattern over masked prose.

    ``message`` and ``instead`` are templates of :meth:`re.Match.expand`, or
    functions of the match; ``instead`` is None where only a person can know.
    Lines that ``within`` does not match are not looked at.
    """

    pattern: re.Pattern[str]
    message: str | Callable[[re.Match[str]], str]
    instead: str | Callable[[re.Match[str]], str] | None = None
    within: re.Pattern[str] | None = None

    def find(self, lines: Sequence[str]) -> Iterable[Finding]:
        """What this rule finds in the masked lines of a note."""
        for number, line in enumerate(lines):
            if self.within and not self.within.match(line):
                continue
            for match in self.pattern.finditer(line):
                message = _filled(self.message, match)
                instead = None if self.instead is None else _filled(self.instead, match)
                yield Finding(number, match.start(), match.end(), message, instead)


def _filled(template: str | Callable[[re.Match[str]], str], match: re.Match[str]) -> str:
    return template(match) if callable(template) else match.expand(template)


def find_all(rules: Iterable[Rule], lines: Sequence[str]) -> list[Finding]:
    """All findings in the order of the text."""
    found = [finding for rule in rules for finding in rule.find(lines)]
    return sorted(found, key=lambda finding: (finding.line, finding.start, finding.end))


def complaint(finding: Finding, line: str, file: str) -> DemoError:
    """A finding as an error with file, line and column; ``line`` is the line as written."""
    place = Place(file, finding.line + 1, finding.start + 1)
    written = line[max(finding.start - 8, 0) : finding.end + 8].strip()
    if finding.instead is None:
        return DemoError(f"{finding.message}: “{written}”", place)
    mended = line[max(finding.start - 8, 0) : finding.start] + finding.instead
    mended = (mended + line[finding.end : finding.end + 8]).strip()
    return DemoError(f"{finding.message}: “{written}”", place, f"write “{mended}” (make fix does)")


def mend(text: str, findings: Iterable[Finding]) -> str:
    """The text with every finding mended that has a remedy; overlapping ones wait."""
    lines = text.split("\n")
    last: dict[int, int] = {}
    for finding in sorted(findings, key=lambda finding: (finding.line, -finding.start)):
        if finding.instead is None or finding.end > last.get(
            finding.line, len(lines[finding.line])
        ):
            continue
        line = lines[finding.line]
        lines[finding.line] = line[: finding.start] + finding.instead + line[finding.end :]
        last[finding.line] = finding.start
    return "\n".join(lines)
