"""A verification's outcome as text for people: two columns, what differs marked."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import east_asian_width

from demos.verification.findings import DRIFT, Finding, Side
from demos.verification.outcome import Outcome, place_of

_MOST = 12
_LEFT, _RIGHT = "\x1b[31;7m", "\x1b[32;7m"
_PLAIN = "\x1b[0m"
_CONTEXT = 12


def report(outcome: Outcome, width: int, *, colour: bool) -> str:
    """The outcome of one demo in lines of at most ``width`` columns.

    Without ``colour`` the marks are a line of ``^`` below.
    """
    script = outcome.script
    lines = [f"{outcome.verdict:9} {script.demo}{'  (accepted)' if outcome.accepted else ''}"]
    if outcome.error:
        lines += [f"    {line}" for line in outcome.error.describe().splitlines()]
    shown = [item for item in outcome.findings if item.verdict != DRIFT][:_MOST]
    for finding in shown:
        lines += _finding(outcome, finding, width, colour=colour)
    drifts = dict.fromkeys(_drift(item) for item in outcome.findings if item.verdict == DRIFT)
    lines += [f"    drift: {line}" for line in list(drifts)[:_MOST]]
    more = len(outcome.findings) - len(shown) - sum(i.verdict == DRIFT for i in outcome.findings)
    more += max(0, len(drifts) - _MOST)
    return "\n".join(lines + [f"    and {more} more; REPORT=file.json has them all"] * bool(more))


def _drift(finding: Finding) -> str:
    return f"{finding.what}: {finding.old.text} → {finding.new.text}"


def _finding(outcome: Outcome, finding: Finding, width: int, *, colour: bool) -> Iterator[str]:
    place = place_of(outcome.script, finding)
    where = ""
    if finding.step is not None and finding.step < len(outcome.script.commands):
        command = outcome.script.commands[finding.step]
        first = command.input.partition("\n")[0]
        where = f" step {finding.step + 1}, terminal {command.terminal}: {command.prompt}{first}"
    yield f"  {place}:{where}"
    yield f"    {finding.what}{f': {finding.reason}' if finding.reason else ''}"
    column = max(20, (width - 9) // 2)
    left, left_marks = _window(finding.old, column)
    right, right_marks = _window(finding.new, column)
    yield f"    {_padded('recorded', column)} │ now"
    if colour:
        one, other = _tinted(left, left_marks, _LEFT), _tinted(right, right_marks, _RIGHT)
        yield f"    {one}{' ' * (column - columns(left))} │ {other}"
    else:
        yield f"    {_padded(left, column)} │ {right}".rstrip()
        carets = _carets(left, left_marks), _carets(right, right_marks)
        yield f"    {_padded(carets[0], column)} │ {carets[1]}".rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes; Chinese signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, column: int) -> str:
    return text + " " * (column - columns(text))


Marks = tuple[tuple[int, int], ...]


def _window(side: Side, column: int) -> tuple[str, Marks]:
    """The part of a line that fits a column and shows the first mark."""
    if side.absent:
        return "(no such line)", ()
    first = side.marks[0][0] if side.marks else 0
    start = 0 if columns(side.text) <= column else max(0, first - _CONTEXT)
    head = "…" if start else ""
    text = head
    for sign in side.text[start:]:
        if columns(text + sign) > column - 1:
            text += "…"
            break
        text += sign
    shift = start - len(head)
    marks = ((max(a - shift, 0), min(b - shift, len(text))) for a, b in side.marks)
    return text, tuple(mark for mark in marks if mark[0] < mark[1])


def _carets(text: str, marks: Marks) -> str:
    signs = [" " * columns(sign) for sign in text]
    for start, end in marks:
        for at in range(start, end):
            signs[at] = "^" * columns(text[at])
    return "".join(signs).rstrip()


def _tinted(text: str, marks: Marks, tint: str) -> str:
    for start, end in reversed(marks):
        text = f"{text[:start]}{tint}{text[start:end]}{_PLAIN}{text[end:]}"
    return text
