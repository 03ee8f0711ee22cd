"""What the mapping starts from: the containers as each recording's daemon knew them."""

from __future__ import annotations

from collections.abc import Sequence

from demos.recording import Anchor
from demos.verification.kinds import Kind, Token


def anchor_pairs(old: Sequence[Anchor], new: Sequence[Anchor]) -> list[tuple[Anchor, Anchor]]:
    """The anchors of the same container in both recordings, by name and order of seeing."""
    pairs = []
    for name in dict.fromkeys(anchor.name for anchor in old):
        sides = [_distinct(anchors, name) for anchors in (old, new)]
        if len(sides[0]) == len(sides[1]):
            pairs += list(zip(*sides, strict=True))
    return pairs


def _distinct(anchors: Sequence[Anchor], name: str) -> list[Anchor]:
    """One anchor for each PID that the container had; the first look is the surest."""
    found: dict[int, Anchor] = {}
    for anchor in anchors:
        if anchor.name == name:
            found.setdefault(anchor.pid, anchor)
    return list(found.values())


def names_of(anchor: Anchor) -> tuple[Token, ...]:
    """The names that belong to a container: its id, PID, shim's PID and address."""
    return (
        Token(Kind.ID, anchor.id, 0),
        Token(Kind.PID, str(anchor.pid), 0),
        Token(Kind.PID, str(anchor.shim), 0),
        Token(Kind.ADDRESS, anchor.address, 0),
    )
