"""A note as it would be without demos: plain code blocks, and values written out.

``plain_text`` keeps what the author wrote, ``pasted_text`` shows what the reader sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from demos.fences import read_fences
from demos.figures import FIGURES
from demos.read_script import read_scripts
from demos.recording import Recording
from demos.transcript import Shown, ShownFile, Transcript, transcribe
from demos.values import replace_references

_OPENING = re.compile(r"^(\s*(?:`+|~+)).*$")


def plain_text(text: str, values: Mapping[str, str]) -> str:
    """``text`` with the options of its demo fences left out and its values put in."""
    lines = text.split("\n")
    for fence in read_fences(text, "note"):
        if fence.demo:
            at = fence.place.line - 1
            language = "text" if fence.language in FIGURES else fence.language
            lines[at] = _OPENING.sub(rf"\1{language}", lines[at])
    return replace_references("\n".join(lines), lambda name: values.get(name, name))


def pasted_text(text: str, recordings: Mapping[str, Recording], language: str) -> str:
    """``text`` with commands, outputs and figures as if somebody had pasted them from a terminal.

    A figure is its text twin; ``recordings`` are those of the note's demos, by name.
    """
    fences = [fence for fence in read_fences(text, "note") if fence.demo]
    shown: dict[int, Shown] = {}
    for script in read_scripts(fences, tuple(FIGURES)):
        shown |= transcribe(script, recordings[script.demo])
    lines = text.split("\n")
    for number, fence in reversed(list(enumerate(fences))):
        name = "text" if fence.language in FIGURES else fence.language
        block = [f"````{name}", *_pasted(shown[number], language), "````"]
        lines[fence.place.line - 1 : fence.end] = [fence.indent + line for line in block]
    values = {
        name: value
        for demo, recording in recordings.items()
        for key, value in recording.values.items()
        for name in (key, f"{demo}.{key}")
    }
    return replace_references("\n".join(lines), lambda name: values.get(name, name))


def _pasted(shown: Shown, language: str) -> list[str]:
    if isinstance(shown, Transcript):
        texts = (
            f"{step.prompt}{step.input}\n" + "".join(f"{line.text}\n" for line in step.output)
            for step in shown.steps
        )
        return "".join(texts).splitlines()
    if isinstance(shown, ShownFile):
        return shown.text.splitlines()
    assert shown.facts is not None
    return FIGURES[shown.kind].describe(shown.facts.facts, language).text.splitlines()
