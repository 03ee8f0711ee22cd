"""Refuses a recording that tells about the machine it was made on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from demos.cast import Track
from demos.errors import DemoError, Place
from demos.recording import Recording
from demos.script import Script

_SHOWN = 200
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\))")


@dataclass(frozen=True)
class Secret:
    """Something of the recording machine that no page may show.

    ``text`` is the whole word or words, unless ``expression`` says what to look
    for; an error's message does not repeat what is ``masked``.
    """

    what: str
    text: str
    expression: str = ""
    masked: bool = False

    def find(self, text: str) -> str:
        """The line of ``text`` that has it, "" without one."""
        # Most texts have none of it: the search for a plain text is much the faster one.
        if not self.expression and self.text.lower() not in text.lower():
            return ""
        wanted = self.expression or rf"(?<![\w.-]){re.escape(self.text)}(?![\w-])"
        found = re.search(rf"^.*{wanted}.*$", text, re.MULTILINE | re.IGNORECASE)
        if found is None:
            return ""
        line = found.group().strip()
        if self.masked:
            line = re.sub(re.escape(self.text), "***", line, flags=re.IGNORECASE)
        return line[:_SHOWN]


@dataclass(frozen=True)
class _Text:
    """A text that would be published: where the note asks for it, what it is."""

    place: Place
    where: str
    text: str


def check_leaks(
    script: Script, recording: Recording, tracks: Mapping[str, Track], secrets: list[Secret]
) -> None:
    """Raise :class:`DemoError`, naming the line, when the recording or a cast shows a secret."""
    for published in _published(script, recording, tracks):
        for secret in secrets:
            line = secret.find(published.text)
            if line:
                shows = f"“{published.where}” shows {secret.what} of the recording machine"
                hint = "leave it out of the demo; nothing was written"
                raise DemoError(f"{shows}: {line}", published.place, hint)


def _published(
    script: Script, recording: Recording, tracks: Mapping[str, Track]
) -> Iterator[_Text]:
    """All of a recording, and of the casts beside it."""
    for command, step in zip(script.commands, recording.steps, strict=True):
        lines = [f"{step.prompt}{step.input}", *(line.text for line in step.output)]
        yield _Text(command.place, step.input.partition("\n")[0], "\n".join(lines))
    for name, value in recording.values.items():
        yield _Text(script.place, f"@let {name}", value)
    for facts in recording.facts:
        text = "\n".join(_strings([facts.arguments, facts.facts]))
        yield _Text(script.place, f"the figure {facts.kind}", text)
    anchors = [asdict(anchor) for anchor in recording.anchors]
    yield _Text(script.place, "the containers", "\n".join(_strings(anchors)))
    versions = "\n".join(_strings(recording.provenance))
    yield _Text(script.place, "the line of versions", versions)
    for terminal, track in tracks.items():
        shown = b"".join(chunk for _, chunk in track.chunks).decode(errors="replace")
        yield _Text(script.place, f"the terminal {terminal}", shown)
        # Colours in the middle of a word hide it from a search only.
        yield _Text(script.place, f"the terminal {terminal}", _ESCAPES.sub("", shown))


def _strings(data: Any) -> Iterator[str]:  # noqa: ANN401 (JSON data)
    """Every text in JSON data, keys too."""
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _strings(key)
            yield from _strings(value)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from _strings(item)
    else:
        yield str(data)
