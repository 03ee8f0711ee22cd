"""Short ways to write what tests need: scripts from Markdown, recordings from lines."""

from collections.abc import Mapping, Sequence
from textwrap import dedent

from demos.errors import DemoError
from demos.fences import read_fences
from demos.figures import FIGURES
from demos.freshness import current_key
from demos.read_script import read_scripts
from demos.recording import Facts, Line, RecordedStep, Recording
from demos.script import Script

HOST = "digest of the recipe"
PROVENANCE = {
    "date": "2026-01-02T03:04:05+00:00",
    "docker": "28.5.2",
    "distribution": "Debian 13",
    "cgroup": 2,
}


def scripts_of_text(text: str) -> list[Script]:
    """The scripts in a note's text, called ``note.md``."""
    return read_scripts(read_fences(dedent(text), "note.md"), tuple(FIGURES))


def console(*lines: str, demo: str = "box", options: str = "") -> str:
    """A console fence of these lines."""
    body = "\n".join(lines)
    return f'```console demo="{demo}"{options}\n{body}\n```\n'


def script_of(*lines: str) -> Script:
    """The script of one console fence of these lines."""
    return scripts_of_text(console(*lines))[0]


def message_of(error: DemoError) -> str:
    """An error's place and message, without the hint."""
    return f"{error.place}: {error.message}"


def recording_of(
    script: Script,
    outputs: Sequence[Sequence[str | Line]],
    values: Mapping[str, str] | None = None,
    facts: Sequence[Facts] = (),
) -> Recording:
    """A recording of ``script`` whose steps gave these outputs."""
    steps = tuple(
        RecordedStep(
            command.terminal,
            command.prompt,
            command.input,
            tuple(Line(line) if isinstance(line, str) else line for line in lines),
            0,
            float(number),
            0.5,
            command.hidden,
        )
        for number, (command, lines) in enumerate(zip(script.commands, outputs, strict=True))
    )
    key = current_key(script, HOST)
    return Recording(script.demo, key, PROVENANCE, steps, dict(values or {}), tuple(facts))
