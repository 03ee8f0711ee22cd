"""Decides about two tokens, and about two rows of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from demos.verification.bijection import Bijection, name_of
from demos.verification.kinds import HOST, NAMES, Kind, Row, Token
from demos.verification.measures import Moment, plausible

Pair = tuple[Token | None, Token | None]


@dataclass
class Judge:
    """What is known while two recordings are compared.

    ``versions`` maps what the old recording's host ran to what the new one's
    runs, where they differ; ``drifted`` says that anything of the host differs;
    ``told`` is what the old recording's provenance tells.
    """

    bijection: Bijection
    before: Moment
    after: Moment
    versions: Mapping[str, str] = field(default_factory=dict)
    drifted: bool = False
    told: frozenset[str] = frozenset()
    drifts: list[tuple[Token, Token]] = field(default_factory=list)

    def trial(self) -> Judge:
        """A judge who knows the same and forgets what happens from now on."""
        return replace(self, bijection=self.bijection.copy(), drifts=[])

    def conflicts(self, old: Row, new: Row, *, elastic: bool) -> list[Pair]:
        """The pairs of tokens that cannot be the same; what agrees is remembered."""
        one, other = _inner(old), _inner(new)
        if not elastic and _indent(old) != _indent(new):
            return [(one[0] if one else None, other[0] if other else None)]
        if len(one) != len(other):
            return _unmatched(one, other)
        return [
            (a, b) for a, b in zip(one, other, strict=True) if not self._same(a, b, elastic=elastic)
        ]

    def _same(self, old: Token, new: Token, *, elastic: bool) -> bool:
        if old.kind is not new.kind or old.borrowed:
            return old.text == new.text or self._replaced(old, new)
        if old.kind is Kind.BLANK:
            return elastic or old.text == new.text
        if old.kind in NAMES:
            return self._bound(old, new)
        if old.kind in (Kind.LITERAL, Kind.VERSION):
            return old.text == new.text or self._replaced(old, new)
        return plausible(old, new, self.before, self.after)

    def _bound(self, old: Token, new: Token) -> bool:
        if not self.bijection.agrees(old, new):
            return False
        self.bijection.bind(old, new)
        return True

    def _replaced(self, old: Token, new: Token) -> bool:
        """Whether different words are one name, one measure or one drift all the same."""
        if self.versions.get(old.text) == new.text or (
            self.drifted and old.text not in self.told and old.kind is new.kind is Kind.VERSION
        ):
            self.drifts.append((old, new))
            return True
        if old.kind is Kind.LITERAL and new.kind is Kind.LITERAL and old.text.isdecimal():
            return self.bijection.maps(_as_pid(old), _as_pid(new))
        if old.kind is new.kind and old.borrowed:
            if old.kind in NAMES:
                return self.bijection.maps(old, new) or self._bound(old, new)
            return old.kind is not Kind.LITERAL and plausible(old, new, self.before, self.after)
        return False

    def contradicts(self, old: Token, new: Token) -> bool:
        """Whether a name of the host, told without its place, is known to be another one."""
        known = self.bijection.forward.get(name_of(old))
        if old.kind not in NAMES or old.scope != HOST or known is None:
            return False
        return known != name_of(replace(old, text=new.text))

    def reason(self, pairs: Sequence[Pair]) -> str:
        """Why the first of these pairs cannot be the same, in words; "" where it is plain."""
        old, new = pairs[0]
        if old is None or new is None or old.kind is not new.kind or old.kind not in NAMES:
            return ""
        known = self.bijection.forward.get(name_of(old))
        back = self.bijection.backward.get(name_of(new))
        kind = old.kind.value
        if known is not None and known != name_of(new):
            return f"{kind} {old.text} is {known[2]} elsewhere in the new recording"
        if back is not None and back != name_of(old):
            return f"{kind} {new.text} stands for {back[2]} elsewhere"
        return ""


def _as_pid(token: Token) -> Token:
    return replace(token, kind=Kind.PID, scope=HOST)


def _inner(row: Row) -> Row:
    start, end = 0, len(row)
    while start < end and row[start].kind is Kind.BLANK:
        start += 1
    while end > start and row[end - 1].kind is Kind.BLANK:
        end -= 1
    return row[start:end]


def _indent(row: Row) -> int:
    return len(row[0].text) if row and row[0].kind is Kind.BLANK else 0


def _unmatched(old: Row, new: Row) -> list[Pair]:
    """The tokens that only one of two rows of different lengths has."""
    shapes = [token.shape for token in old], [token.shape for token in new]
    pairs: list[Pair] = []
    for word, a, b, c, d in SequenceMatcher(None, *shapes, autojunk=False).get_opcodes():
        if word != "equal":
            pairs += [(token, None) for token in old[a:b] if token.kind is not Kind.BLANK]
            pairs += [(None, token) for token in new[c:d] if token.kind is not Kind.BLANK]
    return pairs or [(old[-1] if old else None, new[-1] if new else None)]


def ascending(values: Sequence[str]) -> bool:
    """Whether these stand in order: letter by letter, or with numbers in them as numbers."""
    keys = (_natural,) if all(map(str.isdecimal, values)) else (_letters, _natural)
    return any(all(key(a) <= key(b) for a, b in pairwise(values)) for key in keys)


def _letters(text: str) -> list[tuple[int, int, str]]:
    return [(0, 0, text)]


def _natural(text: str) -> list[tuple[int, int, str]]:
    """``docker volume ls`` puts 9c… before 10f…."""
    parts = re.findall(r"\d+|\D+", text)
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
