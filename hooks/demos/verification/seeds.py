"""What the mapping starts from: the containers as each recording's daemon knew them."""

from __future__ import annotations

from collections.abc import Sequence

from demos.recording import Anchor
from demos.verification.kinds import Kind, Token
from demos.verification.tokens import lex_line


def anchor_pairs(old: Sequence[Anchor], new: Sequence[Anchor]) -> list[tuple[Anchor, Anchor]]:
    """The anchors of the same container in both recordings.

    By name, and names that Docker made up by their order; a container that was
    restarted has several, which are paired while there are as many in both.
    """
    names = [list(dict.fromkeys(anchor.name for anchor in anchors)) for anchors in (old, new)]
    common = [(name, name) for name in names[0] if name in names[1]]
    rest = [[name for name in side if (name, name) not in common] for side in names]
    made_up = list(zip(*rest, strict=True)) if len(rest[0]) == len(rest[1]) else []
    pairs: list[tuple[Anchor, Anchor]] = []
    for one, other in common + made_up:
        sides = _distinct(old, one), _distinct(new, other)
        count = len(sides[0]) if len(sides[0]) == len(sides[1]) else 1
        pairs += zip(sides[0][:count], sides[1][:count], strict=True)
    return pairs


def two_ids(anchors: Sequence[Anchor]) -> list[tuple[str, tuple[str, str]]]:
    """Containers one process of which is said to be in another container, too: the two ids."""
    seen: dict[tuple[str, int], str] = {}
    found = []
    for anchor in anchors:
        first = seen.setdefault((anchor.name, anchor.pid), anchor.id)
        if first != anchor.id:
            found.append((anchor.name, (first, anchor.id)))
    return found


def _distinct(anchors: Sequence[Anchor], name: str) -> list[Anchor]:
    """One anchor for each PID that the container had; the first look is the surest."""
    found: dict[int, Anchor] = {}
    for anchor in anchors:
        if anchor.name == name:
            found.setdefault(anchor.pid, anchor)
    return list(found.values())


def names_of(anchor: Anchor) -> tuple[Token, ...]:
    """The names that belong to a container: its name, id, PID, shim's PID and address."""
    return (
        next((token for token in lex_line(anchor.name)), Token(Kind.LITERAL, "", 0)),
        Token(Kind.ID, anchor.id, 0),
        Token(Kind.PID, str(anchor.pid), 0),
        Token(Kind.PID, str(anchor.shim), 0),
        Token(Kind.ADDRESS, anchor.address, 0),
    )
