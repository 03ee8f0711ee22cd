"""Places in a recording where a mutation can strike, found in its plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from demos.recording import Line, RecordedStep, Recording

Change = Callable[[Recording, Random], "Recording | None"]
"""A recording and a source of chance to a changed recording, None where it does not apply."""


def with_step(recording: Recording, number: int, step: RecordedStep) -> Recording:
    """The recording with another step in this place."""
    steps = list(recording.steps)
    steps[number] = step
    return replace(recording, steps=tuple(steps))


def with_lines(recording: Recording, number: int, lines: list[Line]) -> Recording:
    """The recording with another output of one step."""
    return with_step(recording, number, replace(recording.steps[number], output=tuple(lines)))


def lines_of(recording: Recording) -> list[tuple[int, int, str]]:
    """Every line of output: the step's number, the line's number, its text."""
    return [
        (step, line, found.text)
        for step, recorded in enumerate(recording.steps)
        for line, found in enumerate(recorded.output)
    ]


def rewrite(
    pattern: str,
    change: Callable[[re.Match[str], Random], str],
    only: str = "",
    but: str = r"(?!)",
    repeated: bool = False,
) -> Change:
    """Replace one match of ``pattern`` somewhere in the outputs by what ``change`` makes of it.

    ``only`` and ``but`` narrow the commands; ``repeated`` asks that the last
    group (or the match) occurs somewhere else in the recording, too, because
    a name that is told once has no relation that could be wrong.
    """
    regex = re.compile(pattern)

    def apply(recording: Recording, chance: Random) -> Recording | None:
        sites = [
            (step, line, match)
            for step, line, text in lines_of(recording)
            if re.search(only, recording.steps[step].input)
            and not re.search(but, recording.steps[step].input)
            for match in regex.finditer(text)
            if not repeated or count_word(recording, match[match.lastindex or 0]) > 1
        ]
        if not sites:
            return None
        step, number, match = chance.choice(sites)
        text = match.string
        changed = text[: match.start()] + change(match, chance) + text[match.end() :]
        lines = list(recording.steps[step].output)
        lines[number] = replace(lines[number], text=changed)
        return with_lines(recording, step, lines) if changed != text else None

    return apply


def count_word(recording: Recording, word: str) -> int:
    """How often a word, or its first twelve signs if it is an id, occurs in the recording."""
    word = word[:12] if 12 < len(word) < 64 else word
    texts = [text for _, _, text in lines_of(recording)]
    texts += [f"{a.id} {a.pid} {a.shim} {a.address} {a.name}" for a in recording.anchors]
    texts += [str(facts.facts) for facts in recording.facts]
    pattern = re.compile(rf"(?<![\w]){re.escape(word)}(?![0-9])")
    return sum(len(pattern.findall(text)) for text in texts)
