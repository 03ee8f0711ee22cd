"""Short ways to record a note's text on a real demo host."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from demos.errors import DemoError
from demos.host import DemoHost
from demos.recorder import Recorder
from demos.recording import Key, RecordedStep, Recording
from writing import console, scripts_of_text

KEY = Key("script", "host")
DATE = "2026-01-02T03:04:05+00:00"
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def quiet(number: int, count: int, text: str) -> None:
    """Progress that nobody wants to see."""


def record_text(
    host: DemoHost, text: str, progress: Callable[[int, int, str], None] = quiet
) -> tuple[Recording, dict[str, bytes]]:
    """Record a note's one demo: the recording, and each terminal's bytes as they came."""
    (script,) = scripts_of_text(text)
    recording, tracks = Recorder(host, script, progress).record(KEY, DATE)
    raw = {name: b"".join(chunk for _, chunk in track.chunks) for name, track in tracks.items()}
    return recording, raw


def record(host: DemoHost, *lines: str) -> tuple[RecordedStep, ...]:
    """The steps of one console fence of these lines, recorded."""
    return record_text(host, console(*lines))[0].steps


def failure(host: DemoHost, *lines: str) -> DemoError:
    """The error with which recording these lines ends."""
    with pytest.raises(DemoError) as caught:
        record(host, *lines)
    return caught.value


def message_of(error: DemoError) -> str:
    """An error's place and message, without the hint."""
    return f"{error.place}: {error.message}"


def lines_of(step: RecordedStep) -> list[str]:
    """A step's output, line by line; no line has a control character in it."""
    lines = [line.text for line in step.output]
    assert not [line for line in lines if CONTROL.search(line)]
    return lines
