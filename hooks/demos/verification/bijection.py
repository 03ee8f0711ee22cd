"""Which name of one recording is which in the other: one mapping, one to one.

Names that a run makes up (PIDs, ids, addresses) differ between runs, their
relations do not: whatever is called 347 in one recording is called by one
other number everywhere in the other, and nothing else is.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from demos.verification.kinds import Kind, Token

_SHORT = 12
_FIXED = {Kind.PID: {"0", "1"}}

Name = tuple[Kind, str, str]


def name_of(token: Token) -> Name:
    """What the mapping knows a token by; an id is known by its first 12 digits."""
    text = token.text
    if token.kind is Kind.ID and "-" not in text:
        text = text[:_SHORT]
    return (token.kind, token.scope, text)


@dataclass
class Bijection:
    """The mapping so far, in both directions, and each id at its longest."""

    forward: dict[Name, Name] = field(default_factory=dict)
    backward: dict[Name, Name] = field(default_factory=dict)
    longest: tuple[dict[str, str], dict[str, str]] = field(default_factory=lambda: ({}, {}))

    def agrees(self, old: Token, new: Token) -> bool:
        """Whether ``old`` may be ``new``, after all that is known."""
        one, other = name_of(old), name_of(new)
        fixed = _FIXED.get(old.kind, set())
        if (old.text in fixed or new.text in fixed) and old.text != new.text:
            return False
        known, back = self.forward.get(one), self.backward.get(other)
        same = (known is None or known == other) and (back is None or back == one)
        return same and self._whole(old, 0) and self._whole(new, 1) and self._network(old, new)

    def bind(self, old: Token, new: Token) -> None:
        """Remember that ``old`` is ``new``; what was remembered before stays."""
        self.forward.setdefault(name_of(old), name_of(new))
        self.backward.setdefault(name_of(new), name_of(old))
        for token, side in ((old, 0), (new, 1)):
            short = token.text[:_SHORT]
            if token.kind is Kind.ID and len(token.text) > len(self.longest[side].get(short, "")):
                self.longest[side][short] = token.text
        one, other = _network(old), _network(new)
        if one and other:
            self.forward.setdefault(one, other)
            self.backward.setdefault(other, one)

    def maps(self, old: Token, new: Token) -> bool:
        """Whether it is known already that ``old`` is ``new``."""
        return self.forward.get(name_of(old)) == name_of(new)

    def maps_text(self, old: str, new: str) -> bool:
        """Whether in some place the name ``old`` is known to be ``new``."""
        return any(one[2] == old and other[2] == new for one, other in self.forward.items())

    def copy(self) -> Bijection:
        """A mapping to try things with."""
        longest = (dict(self.longest[0]), dict(self.longest[1]))
        return Bijection(dict(self.forward), dict(self.backward), longest)

    def _whole(self, token: Token, side: int) -> bool:
        """Whether an id agrees with its longer or shorter forms in the same recording."""
        if token.kind is not Kind.ID:
            return True
        longest = self.longest[side].get(token.text[:_SHORT], token.text)
        return longest.startswith(token.text) or token.text.startswith(longest)

    def _network(self, old: Token, new: Token) -> bool:
        """Whether two addresses are of networks that may be the same."""
        one, other = _network(old), _network(new)
        if one is None or other is None:
            return one is other
        known, back = self.forward.get(one), self.backward.get(other)
        return (known is None or known == other) and (back is None or back == one)


def _network(token: Token) -> Name | None:
    if token.kind is not Kind.ADDRESS or "." not in token.text:
        return None
    return (Kind.ADDRESS, "network", ".".join(token.text.split(".")[:2]))
