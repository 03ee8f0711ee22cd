"""The output of one step in both recordings, and in which way it is compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from demos.recording import Recording
from demos.verification.findings import whole
from demos.verification.judge import Judge
from demos.verification.kinds import Kind, Row, Token, shape
from demos.verification.rows import Difference, ambiguity, compare_rows, is_loose
from demos.verification.tokens import lex_line

_THREAD = re.compile(r"^[\s│├└─┬|`-]*(?:\d+\*\[)?\{[^{}]+\}[(,]?\d*\)?\]?$")
Rows = Sequence[Row]


@dataclass(frozen=True)
class Piece:
    """Two outputs as lines; ``trees`` are the same as leaves of JSON, where both are JSON.

    ``folded``: lines were left out (the threads in a process tree).
    """

    step: int
    command: str
    old: Rows
    new: Rows
    trees: tuple[Rows, Rows] | None = None
    loose: bool = False
    folded: bool = False
    threads: tuple[frozenset[str], ...] = (frozenset(), frozenset())

    @property
    def ambiguity(self) -> int:
        """How much must be known before it can be compared; 0 for lines in a fixed order."""
        if self.trees:
            return 1 + ambiguity(self.trees[0])
        return 1 + ambiguity(self.old) if self.loose else 0

    def differences(self, judge: Judge) -> list[Difference]:
        """What differs."""
        if self.trees:
            trial = judge.trial()
            if not compare_rows(*self.trees, trial, loose=True):
                judge.bijection = trial.bijection
                judge.drifts.extend(trial.drifts)
                return []
        if self.threads[0] != self.threads[1]:
            sides = [whole(" ".join(sorted(names))) for names in self.threads]
            return [(sides[0], sides[1], "the names of the threads")]
        return compare_rows(self.old, self.new, judge, self.command, loose=self.loose)


def piece_of(number: int, old: Rows, new: Rows, one: Recording, other: Recording) -> Piece:
    """The piece for a step from its rows in both recordings."""
    command = one.steps[number].input
    if re.search(r"\bpstree\b", command):
        kept = [[row for row in rows if not _THREAD.match(_text(row))] for rows in (old, new)]
        folded = [len(rows) for rows in kept] != [len(old), len(new)]
        threads = tuple(frozenset(map(_thread_name, rows)) - {""} for rows in (old, new))
        return Piece(number, command, kept[0], kept[1], folded=folded, threads=threads)
    texts = [recording.steps[number].text for recording in (one, other)]
    trees = [_leaves(text) for text in texts]
    free = any(map(_is_free, trees[0]))
    same = _fixed(trees[0]) == _fixed(trees[1]) and _indents(old) == _indents(new)
    if trees[0] and trees[1] and free and same:
        return Piece(number, command, old, new, (trees[0], trees[1]))
    return Piece(number, command, old, new, loose=is_loose(old, new, command))


def _thread_name(row: Row) -> str:
    text = _text(row)
    return text[text.index("{") : text.index("}") + 1] if _THREAD.match(text) else ""


def _text(row: Row) -> str:
    return "".join(token.text for token in row)


def _is_free(row: Row) -> bool:
    """Whether a leaf may stand elsewhere: its way leads through an id or a list of objects."""
    way = list(takewhile(lambda token: token.text != ":", row))
    return len(way) == 1 or any(token.kind is not Kind.LITERAL for token in way)


def _fixed(rows: Rows) -> list[tuple[str, ...]]:
    return [shape(row) for row in rows if not _is_free(row)]


def _indents(rows: Rows) -> list[int]:
    return sorted(len(_text(row)) - len(_text(row).lstrip()) for row in rows)


def _leaves(text: str) -> list[Row]:
    """The leaves of a JSON object or list over several lines, each with its way; else []."""
    if "\n" not in text or text[:1] not in "[{":
        return []
    try:
        return list(_walk("", json.loads(text)))
    except json.JSONDecodeError:
        return []


def _walk(path: str, value: Any) -> Iterator[Row]:  # noqa: ANN401 (JSON data)
    """A row for each leaf; lists keep their order, but for lists of objects that hold ids."""
    if isinstance(value, dict) and value:
        for key, item in value.items():
            yield from _walk(f"{path}.{key}", item)
    elif isinstance(value, list) and value:
        for number, item in enumerate(value):
            rows = list(_walk("", item)) if isinstance(item, dict) else []
            if rows and len(value) > 1 and _flat(item):
                yield _joined(path, rows)
            else:
                yield from _walk(f"{path}[{number}]", item)
    else:
        yield lex_line(f"{path}: {json.dumps(value, ensure_ascii=False)}")


def _flat(item: dict[str, Any]) -> bool:
    return not any(isinstance(part, dict | list) and part for part in item.values())


def _joined(path: str, rows: list[Row]) -> Row:
    """The leaves of one small object as one row."""
    tokens = [Token(Kind.LITERAL, f"{path}[]", 0)]
    for row in rows:
        tokens += [replace(token, start=0) for token in row]
    return tuple(tokens)
