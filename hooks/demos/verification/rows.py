"""Compares the lines of two outputs: in order, permuted where that means nothing, or aligned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from demos.verification.findings import ABSENT, Side, side
from demos.verification.judge import Judge, Pair, ascending
from demos.verification.kinds import NAMES, Kind, Row, Token, shape

Difference = tuple[Side, Side, str]
"""The old line, the new line, and why they cannot be the same."""

_LISTS_BY_NUMBER = re.compile(r"\b(?:ps|top|pgrep|lsns)\b")
_UNORDERED = re.compile(
    r"\b(?:ss|netstat|iostat)\b|^top\b|\bimages?(?: ls\b|$)|\bimages?\s+-|\bdiff\b"
    r"|\bcompose\b.* (?:up|down|logs|ps)"
)
_TRIES = 3000
_LONGEST = 300
_COLUMNS = 3


def compare_rows(
    old: Sequence[Row], new: Sequence[Row], judge: Judge, command: str = "", *, loose: bool = False
) -> list[Difference]:
    """What differs; an empty list when each line has its counterpart.

    ``loose``: the order of these lines means nothing (see :func:`is_loose`).
    """
    elastic = _widths(old) != _widths(new)
    if len(old) == len(new):
        trial = judge.trial()
        if not any(
            trial.conflicts(a, b, elastic=elastic) for a, b in zip(old, new, strict=True)
        ) and _same_order(old, new, command):
            _keep(judge, trial)
            return []
        if loose and _match(list(old), list(new), judge, elastic=elastic):
            return []
    return _aligned(old, new, judge, elastic=elastic) or [_disorder(old, new)]


def is_loose(old: Sequence[Row], new: Sequence[Row], command: str) -> bool:
    """Whether the order of lines means nothing.

    That is so where a program promises no order, and where both lists are
    sorted by something that each run makes up.
    """
    return bool(_UNORDERED.search(command)) or _sorted_alike(old, new)


def ambiguity(rows: Sequence[Row]) -> int:
    """How many lines are told from others only by names."""
    return sum(count for count in Counter(map(shape, rows)).values() if count > 1)


def _keep(judge: Judge, trial: Judge) -> None:
    judge.bijection = trial.bijection
    judge.drifts.extend(trial.drifts)


def _widths(rows: Sequence[Row]) -> list[int]:
    """How wide what may vary is; where that changed, columns may have moved."""
    tokens = (token for row in rows for token in row)
    return [len(t.text) for t in tokens if t.kind not in (Kind.LITERAL, Kind.BLANK)]


def _keys(rows: Sequence[Row]) -> list[str]:
    """The first PID or inode of each row that has one."""
    kinds = (Kind.PID, Kind.INODE)
    firsts = (next((token for token in row if token.kind in kinds), None) for row in rows)
    return [token.text for token in firsts if token is not None]


def _same_order(old: Sequence[Row], new: Sequence[Row], command: str) -> bool:
    """Whether lists that were in order still are."""
    if not _LISTS_BY_NUMBER.search(command):
        return True
    return not ascending(_keys(old)) or ascending(_keys(new))


def _sorted_alike(old: Sequence[Row], new: Sequence[Row]) -> bool:
    """Whether both are sorted by a column that holds names."""
    return any(
        all(_sorted_by_name(rows, column) for rows in (old, new)) for column in range(_COLUMNS)
    )


def _sorted_by_name(rows: Sequence[Row], column: int) -> bool:
    words = [found for row in rows if (found := _word(row, column)) and not is_header(row)]
    texts = ["".join(token.text for token in word) for word in words]
    named = any(token.kind in NAMES for word in words for token in word)
    return named and len(set(texts)) == len(texts) > 1 and ascending(texts)


def _word(row: Row, column: int) -> list[Token]:
    """The tokens of the word with this number, words being parted by blanks."""
    words: list[list[Token]] = [[]]
    for token in row:
        if token.kind is Kind.BLANK:
            words.append([])
        else:
            words[-1].append(token)
    filled = [word for word in words if word]
    return filled[column] if column < len(filled) else []


def is_header(row: Row) -> bool:
    """Whether a row names the columns: capitals only, no number among them."""
    text = "".join(token.text for token in row)
    return text.isupper() and not any(map(str.isdigit, text))


def _match(old: Sequence[Row], new: Sequence[Row], judge: Judge, *, elastic: bool) -> bool:
    """Find each old row's counterpart, the rows with the fewest candidates first."""
    shapes = list(map(shape, new))
    candidates = [
        [
            n
            for n, found in enumerate(shapes)
            if found == shape(row) and (n == at or not is_header(row))
        ]
        for at, row in enumerate(old)
    ]
    order = sorted(range(len(old)), key=lambda number: len(candidates[number]))
    tries = iter(range(_TRIES))

    def place(at: int, taken: frozenset[int], known: Judge) -> Judge | None:
        if at == len(order):
            return known
        number = order[at]
        for candidate in (free for free in candidates[number] if free not in taken):
            trial = known.trial()
            if next(tries, None) is None:
                return None
            if not trial.conflicts(old[number], new[candidate], elastic=elastic):
                found = place(at + 1, taken | {candidate}, trial)
                if found is not None:
                    return found
        return None

    found = place(0, frozenset(), judge) if all(candidates) and len(old) <= _LONGEST else None
    if found is not None:
        _keep(judge, found)
    return found is not None


def _aligned(
    old: Sequence[Row], new: Sequence[Row], judge: Judge, *, elastic: bool
) -> list[Difference]:
    """The differences after lines of the same shape have been put side by side."""
    shapes = list(map(shape, old)), list(map(shape, new))
    found: list[Difference] = []
    for word, a, b, c, d in SequenceMatcher(None, *shapes, autojunk=False).get_opcodes():
        paired = min(b - a, d - c)
        for one, other in zip(old[a : a + paired], new[c : c + paired], strict=True):
            pairs = judge.conflicts(one, other, elastic=elastic)
            if pairs:
                found.append((*_sides(one, other, pairs), judge.reason(pairs)))
        if word != "equal":
            found += [(side(row, row), ABSENT, "") for row in old[a + paired : b]]
            found += [(ABSENT, side(row, row), "") for row in new[c + paired : d]]
    return found


def _sides(old: Row, new: Row, pairs: Sequence[Pair]) -> tuple[Side, Side]:
    return (
        side(old, [token for token, _ in pairs if token is not None]),
        side(new, [token for _, token in pairs if token is not None]),
    )


def _disorder(old: Sequence[Row], new: Sequence[Row]) -> Difference:
    lines = [" ".join(_keys(rows)) for rows in (old, new)]
    return Side(lines[0]), Side(lines[1]), "the lines were in the order of their numbers"
