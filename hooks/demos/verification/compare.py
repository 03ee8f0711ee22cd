"""Two recordings of one demo: what differs in meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import zip_longest

from demos.recording import RecordedStep, Recording
from demos.verification.bijection import Bijection
from demos.verification.fact_rows import fact_rows
from demos.verification.findings import (
    ABSENT,
    DIFFERENT,
    DRIFT,
    Finding,
    Side,
    whole,
)
from demos.verification.host_findings import flat, host_findings, replaced_versions
from demos.verification.judge import Judge
from demos.verification.kinds import NAMES, Row
from demos.verification.measures import Moment
from demos.verification.pieces import Piece, piece_of
from demos.verification.rows import Difference, compare_rows
from demos.verification.seeds import anchor_pairs, names_of, two_ids
from demos.verification.tokens import known_names, lex_borrowing, lex_output, scopes


def compare(old: Recording, new: Recording) -> list[Finding]:
    """What differs between the committed recording and a new one, in the order of the demo."""
    return list(_Comparison(old, new).findings())


class _Comparison:
    def __init__(self, old: Recording, new: Recording) -> None:
        self.old, self.new = old, new
        self.host = list(host_findings(old, new))
        versions = dict(replaced_versions(old.provenance, new.provenance))
        before, after = _moment(old), _moment(new)
        told = frozenset(flat(old.provenance).values())
        self.judge = Judge(Bijection(), before, after, versions, bool(self.host), told)
        self.rows = [
            [
                lex_output([line.text for line in step.output], step.input, scope)
                for step, scope in zip(recording.steps, scopes(recording.steps), strict=True)
            ]
            for recording in (old, new)
        ]

    def findings(self) -> Iterator[Finding]:
        yield from self.host
        if self.old.key.script != self.new.key.script:
            reason = "the commands in the note are others than those that were recorded"
            yield Finding(DIFFERENT, "script", reason, Side("as recorded"), Side("as in the note"))
        yield from self._anchors()
        yield from self._steps()
        yield from self._inputs()
        yield from self._values()
        yield from self._facts()

    def _anchors(self) -> Iterator[Finding]:
        """Seed the mapping with what the daemon knew of the containers."""
        for name, ids in two_ids(self.new.anchors):
            reason = "one process is in two containers"
            yield Finding(DIFFERENT, f"container {name}", reason, whole(ids[0]), whole(ids[1]))
        for old, new in anchor_pairs(self.old.anchors, self.new.anchors):
            for one, other in zip(names_of(old), names_of(new), strict=True):
                if one.kind not in NAMES or {one.text, other.text} & {"", "0", "1"}:
                    continue
                if self.judge.bijection.agrees(one, other):
                    self.judge.bijection.bind(one, other)
                else:
                    reason = self.judge.reason([(one, other)])
                    what = f"container {old.name}"
                    yield Finding(DIFFERENT, what, reason, whole(one.text), whole(other.text))

    def _steps(self) -> Iterator[Finding]:
        """Outputs whose lines may permute come last, when most names are known."""
        count = min(len(self.old.steps), len(self.new.steps))
        pieces = [
            piece_of(number, self.rows[0][number], self.rows[1][number], self.old, self.new)
            for number in range(count)
        ]
        found: dict[int, list[Finding]] = {}
        for piece in sorted(pieces, key=lambda piece: piece.ambiguity):
            found[piece.step] = list(self._outputs(piece))
        for number in range(count):
            yield from _step_findings(number, self.old.steps[number], self.new.steps[number])
            yield from found[number]
        if len(self.old.steps) != len(self.new.steps):
            counts = [whole(str(len(recording.steps))) for recording in (self.old, self.new)]
            yield Finding(DIFFERENT, "number of steps", "", counts[0], counts[1])

    def _outputs(self, piece: Piece) -> Iterator[Finding]:
        number = piece.step
        old, new = self.old.steps[number], self.new.steps[number]
        self.judge.before, self.judge.after = _moment(self.old, old), _moment(self.new, new)
        self.judge.drifts.clear()
        for one, other, reason in piece.differences(self.judge):
            yield Finding(DIFFERENT, "output", reason, one, other, number)
        for a, b in self.judge.drifts:
            yield Finding(DRIFT, "output", "a version", whole(a.text), whole(b.text), number)
        if not piece.folded:
            yield from _style_findings(number, old, new)

    def _inputs(self) -> Iterator[Finding]:
        known = [known_names(row for rows in side for row in rows) for side in self.rows]
        for number, (old, new) in enumerate(zip(self.old.steps, self.new.steps, strict=False)):
            rows = [
                [lex_borrowing(line, names) for line in step.input.split("\n")]
                for step, names in zip((old, new), known, strict=True)
            ]
            for one, other, reason in compare_rows(rows[0], rows[1], self.judge):
                yield Finding(DIFFERENT, "what was typed", reason, one, other, number)

    def _values(self) -> Iterator[Finding]:
        known = [known_names(row for rows in side for row in rows) for side in self.rows]
        for name in sorted(self.old.values.keys() | self.new.values.keys()):
            texts = self.old.values.get(name), self.new.values.get(name)
            if texts[0] is None or texts[1] is None:
                sides = [ABSENT if text is None else whole(text) for text in texts]
                yield Finding(DIFFERENT, f"the value {name}", "", sides[0], sides[1], value=name)
                continue
            old, new = (
                [lex_borrowing(line, names) for line in str(text).split("\n")]
                for text, names in zip(texts, known, strict=True)
            )
            found = compare_rows(old, new, self.judge) or self._contradiction(old, new)
            if self.judge.bijection.maps_text(texts[0], texts[1]):
                continue  # a number of one container may be another's in the next one
            for one, other, reason in found:
                yield Finding(DIFFERENT, f"the value {name}", reason, one, other, value=name)

    def _contradiction(self, old: list[Row], new: list[Row]) -> list[Difference]:
        """A value whose text is equal by chance, although its name is another one by now."""
        if not len(old) == len(new) == len(old[0]) == len(new[0]) == 1:
            return []
        one, other = old[0][0], replace(new[0][0], kind=old[0][0].kind)
        if not self.judge.contradicts(one, other):
            return []
        return [(whole(one.text), whole(other.text), self.judge.reason([(one, other)]))]

    def _facts(self) -> Iterator[Finding]:
        pairs = zip_longest(self.old.facts, self.new.facts)
        for number, (old, new) in enumerate(pairs):
            kinds = [facts.kind if facts else "none" for facts in (old, new)]
            what = f"figure {number + 1} ({kinds[0]})"
            if old is None or new is None or kinds[0] != kinds[1]:
                yield Finding(DIFFERENT, what, "", whole(kinds[0]), whole(kinds[1]), figure=number)
                continue
            known = [known_names(row for rows in side for row in rows) for side in self.rows]
            rows: list[list[Row]] = [
                [lex_borrowing(text, names) for text in facts.arguments] + fact_rows(facts)
                for facts, names in zip((old, new), known, strict=True)
            ]
            for one, other, reason in compare_rows(rows[0], rows[1], self.judge):
                yield Finding(DIFFERENT, what, reason, one, other, figure=number)


def _moment(recording: Recording, step: RecordedStep | None = None) -> Moment:
    """The end of a step, or of the whole demo."""
    last = step or (recording.steps[-1] if recording.steps else None)
    date = datetime.fromisoformat(recording.provenance["date"]).astimezone(UTC)
    if last is None:
        return Moment(0.0, 0.0, date)
    return Moment(last.start + last.duration, last.duration, date)


def _step_findings(number: int, old: RecordedStep, new: RecordedStep) -> Iterator[Finding]:
    parts = (
        ("terminal", old.terminal, new.terminal),
        ("prompt", old.prompt, new.prompt),
        ("exit status", _status(old), _status(new)),
        ("shown on the page", str(not old.hidden), str(not new.hidden)),
    )
    for what, one, other in parts:
        if one != other:
            yield Finding(DIFFERENT, what, "", whole(one), whole(other), number)


def _status(step: RecordedStep) -> str:
    return "still running" if step.status is None else str(step.status)


def _style_findings(number: int, old: RecordedStep, new: RecordedStep) -> Iterator[Finding]:
    styles = [
        Counter(tuple(span.style for span in line.spans) for line in step.output)
        for step in (old, new)
    ]
    gone, come = styles[0] - styles[1], styles[1] - styles[0]
    if gone or come:
        sides = [whole("; ".join(sorted(map(" ".join, side))) or "plain") for side in (gone, come)]
        yield Finding(DIFFERENT, "colours", "", sides[0], sides[1], number)
