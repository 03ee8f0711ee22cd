"""A typed step while it runs: its bytes, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from demos.marks import find_marks, output_start
from demos.recording import Line, RecordedStep
from demos.screen import resolve
from demos.script import Command
from demos.session import Session


@dataclass
class RunningStep:
    """One step from its typing (byte ``since``) to its end; times are seconds of the demo.

    ``next_prompt`` is the program's prompt that already stands behind the
    output, waiting for the next step.
    """

    command: Command
    input: str
    session: Session
    since: int
    start: float
    end: int | None = None
    duration: float = 0.0
    status: int | None = None
    next_prompt: str = ""

    @property
    def data(self) -> bytes:
        """All bytes from the typing of this step to its end, or to now."""
        return bytes(self.session.received[self.since : self.end])

    def settle(self, now: float, next_prompt: str = "") -> None:
        """Let the step's output end here, with ``next_prompt`` behind it if one is given."""
        self.end = len(self.session.received)
        self.duration = now - self.start
        self.next_prompt = next_prompt

    def output(self) -> tuple[Line, ...]:
        """The output as a person saw it, without the echo and the next prompt."""
        data, nonce = self.data, self.session.nonce
        ends = (mark.start for mark in find_marks(data, nonce) if mark.kind == "D")
        end = next(ends, None)
        if self.command.in_shell:
            lines = _below_a_line(data[output_start(data, nonce) : end])
        else:
            lines = _below_echo(self.command.prompt, self.input, data[:end])
        return _without_prompt(lines, self.next_prompt)

    def recorded(self) -> RecordedStep:
        """The step as it goes into the recording."""
        return RecordedStep(
            terminal=self.command.terminal,
            prompt=self.command.prompt,
            input=self.input,
            output=self.output(),
            status=self.status,
            start=round(self.start, 3),
            duration=round(self.duration, 3),
            hidden=self.command.hidden,
        )


def _below_a_line(data: bytes) -> tuple[Line, ...]:
    """What ``data`` shows below the typed line: there the cursor can go up, and back."""
    lines = resolve(b"\r\n" + data)
    return lines if lines and lines[0].text else lines[1:]


def _below_echo(prompt: str, text: str, data: bytes) -> tuple[Line, ...]:
    """What stands below the typed line, which a program may have wrapped or redrawn."""
    lines = resolve(prompt.encode() + data)
    typed = "".join((prompt + text).split())
    shown = ""
    for number, line in enumerate(lines):
        shown += "".join(line.text.split())
        if shown == typed:
            return lines[number + 1 :]
    return lines[1:]


def _without_prompt(lines: tuple[Line, ...], prompt: str) -> tuple[Line, ...]:
    if not prompt or not lines or not lines[-1].text.endswith(prompt.rstrip()):
        return lines
    rest = lines[-1].text.removesuffix(prompt.rstrip())
    spans = (replace(span, end=min(span.end, len(rest))) for span in lines[-1].spans)
    last = (Line(rest, tuple(span for span in spans if span.start < span.end)),) if rest else ()
    return lines[:-1] + last
