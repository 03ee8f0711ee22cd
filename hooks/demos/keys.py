"""The keys that ``@press`` knows, and what a terminal sends for each.

Source: xterm's control sequences, "PC-Style Function Keys" (normal mode).
"""

from __future__ import annotations

from string import ascii_uppercase

KEYS: dict[str, str] = {
    **{f"Ctrl-{letter}": chr(ord(letter) - 64) for letter in ascii_uppercase},
    "Ctrl-\\": "\x1c",
    "Enter": "\r",
    "Tab": "\t",
    "Escape": "\x1b",
    "Space": " ",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "PageUp": "\x1b[5~",
    "PageDown": "\x1b[6~",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    **{letter: letter for letter in "qynQYN"},
}
