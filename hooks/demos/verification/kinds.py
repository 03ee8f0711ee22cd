"""The kinds of words in a program's output, by how they may differ between two runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """What a token is; the comment says how two of a kind are compared."""

    # Equal text.
    LITERAL = "text"
    # Any width, where something in the same output changed its width.
    BLANK = "blank"
    # Equal text, or a drift while the host's software is another.
    VERSION = "version"

    # Names: one mapping, one to one, for the whole recording.
    PID = "PID"
    ID = "id"
    GENERATED = "generated name"
    ADDRESS = "address"
    MAC = "MAC address"
    PORT = "port"
    INDEX = "interface number"
    INTERFACE = "interface"
    INODE = "inode"
    TTY = "terminal"
    UNIT = "unit"
    MOUNT = "mount number"
    DEVICE = "device number"
    PEER = "peer group"
    LAYER = "layer link"
    TEMPORARY = "temporary name"
    POINTER = "memory address"
    INSTANT = "boot time"

    # Measures: the same form, and within sane bounds.
    AGE = "age"
    CLOCK = "time"
    DURATION = "duration"
    CPU_TIME = "CPU time"
    SIZE = "size"
    CAPACITY = "capacity"
    PERCENT = "percentage"
    GAUGE = "gauge"
    STATE = "process state"
    # The same words in any order.
    WORDS = "words"


NAMES = frozenset(
    {
        Kind.PID,
        Kind.ID,
        Kind.GENERATED,
        Kind.ADDRESS,
        Kind.MAC,
        Kind.PORT,
        Kind.INDEX,
        Kind.INTERFACE,
        Kind.INODE,
        Kind.TTY,
        Kind.UNIT,
        Kind.MOUNT,
        Kind.DEVICE,
        Kind.PEER,
        Kind.LAYER,
        Kind.TEMPORARY,
        Kind.POINTER,
        Kind.INSTANT,
    }
)
MEASURES = frozenset(Kind) - NAMES - {Kind.LITERAL, Kind.BLANK, Kind.VERSION}

HOST = ""
NESTED = "nested"


@dataclass(frozen=True)
class Token:
    """A word of a line, from character ``start`` on.

    ``scope`` is where a number counts: the host ("") or a container's name. A
    ``borrowed`` kind was not told by the place of the word but by its text,
    which is a name elsewhere in the recording.
    """

    kind: Kind
    text: str
    start: int
    scope: str = HOST
    borrowed: bool = False

    @property
    def end(self) -> int:
        """The character behind it."""
        return self.start + len(self.text)

    @property
    def shape(self) -> str:
        """What of it must be the same in every run."""
        if self.kind is Kind.LITERAL:
            return self.text
        return " " if self.kind is Kind.BLANK else f"<{self.kind.value}>"


Row = tuple[Token, ...]


def shape(row: Row) -> tuple[str, ...]:
    """What of a line must be the same in every run; its outer blanks do not count."""
    words = [token.shape for token in row]
    while words and words[-1] == " ":
        words.pop()
    return tuple(words[1:] if words and words[0] == " " else words)
