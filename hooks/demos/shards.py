"""One share of all demos, for machines that divide them without talking to each other."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256

from demos.errors import DemoError

VARIABLE = "SHARD"


@dataclass(frozen=True)
class Shard:
    """The ``number``-th (from 1) of ``count`` shares.

    A demo's share follows from its name alone: a new demo moves no other.
    """

    number: int
    count: int

    def has(self, demo: str) -> bool:
        """Whether the demo of this name belongs to this share."""
        digest = sha256(demo.encode()).digest()
        return int.from_bytes(digest[:8]) % self.count == self.number - 1


def read_shard(text: str) -> Shard:
    """The share that ``2/8`` means; raises :class:`DemoError` for anything else."""
    match = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text)
    if match and 1 <= int(match[1]) <= int(match[2]):
        return Shard(int(match[1]), int(match[2]))
    raise DemoError(f"“{text}” is no share of the demos", hint=f"write {VARIABLE}=2/8")


def shard_from_environment() -> Shard:
    """The share that the variable SHARD names, all demos without it."""
    return read_shard(os.environ.get(VARIABLE) or "1/1")
