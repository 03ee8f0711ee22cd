"""Carries out a script on a demo host and gives the recording of it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from demos.anchors import AnchorLog
from demos.cast import Track
from demos.checks import claim_status, run_checks
from demos.errors import DemoError
from demos.figures import FIGURES
from demos.readers import Readers
from demos.recording import Facts, Key, Recording
from demos.screen import resolve
from demos.script import Command, Figure, File, Script
from demos.session import COLUMNS, ROWS, Session
from demos.steps import RunningStep
from demos.stop import Stop
from demos.terminal import Terminal
from demos.values import substitute
from demos.waits import TimedOut

OPENING_TIMEOUT = 30.0
DEMO_TIMEOUT = 600.0
_SCREEN_SHOWN = 15
# Bytes that hold so many lines; a whole flood would take a minute to resolve.
_TAIL = 10_000


class Host(Protocol):
    """What the recorder needs of a demo host."""

    def terminal_command(self, nonce: str) -> list[str]:
        """The command to run under a PTY: a shell in the host whose marks carry ``nonce``."""

    def run(self, command: str, timeout: float = 10) -> str:
        """Run a command on the host, unseen, and give its output."""

    def write_file(self, path: str, text: str) -> None:
        """Write a file in the working folder."""

    def provenance(self) -> Mapping[str, Any]:
        """The versions that the host runs."""


Progress = Callable[[int, int, str], None]
"""Told before each step: its number from 1, how many there are, what is done."""


class Recorder:
    """One run of one script on one host, which ends early once ``stop`` was said."""

    def __init__(
        self, host: Host, script: Script, progress: Progress, stop: Stop | None = None
    ) -> None:
        self._host = host
        self._stop = stop or Stop()
        self._script = script
        self._progress = progress
        self._terminals: dict[str, Terminal] = {}
        self._steps: list[RunningStep] = []
        self._values: dict[str, str] = {}
        self._facts: list[Facts] = []
        self._anchors = AnchorLog(host.run)
        self._readers = Readers(host.run)
        self._began = time.monotonic()

    def record(self, key: Key, date: str) -> tuple[Recording, dict[str, Track]]:
        """Run all steps; the recording, and for each terminal what its cast is made of.

        ``date`` (ISO 8601) goes into the provenance. Raises
        :class:`DemoError` naming the note's line, the step and the screen.
        """
        try:
            for number, step in enumerate(self._script.steps, 1):
                self._take(number, step)
            return self._recording(key, date), self._tracks()
        finally:
            for terminal in self._terminals.values():
                terminal.session.close()

    def _take(self, number: int, step: Command | File | Figure) -> None:
        count = len(self._script.steps)
        if isinstance(step, File):
            self._progress(number, count, f"write {step.path}")
            self._write(step)
        elif isinstance(step, Figure):
            self._progress(number, count, f"look at {step.kind}")
            self._facts.append(self._look(step))
        else:
            text = substitute(step.input, self._values, step.place)
            self._progress(number, count, f"{step.prompt}{text}")
            self._type(number, step, text)

    def _write(self, file: File) -> None:
        try:
            self._host.write_file(file.path, file.text)
        except DemoError as error:
            raise DemoError(error.message, file.place, error.hint) from error

    def _look(self, figure: Figure) -> Facts:
        arguments = tuple(
            substitute(argument, self._values, figure.place) for argument in figure.arguments
        )
        try:
            facts = FIGURES[figure.kind].probe(self._host.run, arguments, self._anchors.names())
        except DemoError as error:
            raise DemoError(error.message, error.place or figure.place, error.hint) from error
        return Facts(figure.kind, arguments, facts)

    def _type(self, number: int, command: Command, text: str) -> None:
        terminal = self._terminal(command)
        try:
            terminal.open(OPENING_TIMEOUT)
            terminal.finish(command.prompt)
            self._check_status(terminal)
            step = terminal.type(command, text, self._next_prompt(number, command))
            self._steps.append(step)
            self._check_status(terminal)
            self._values = run_checks(command.checks, step.recorded().text, self._values)
            self._anchors.look()
        except DemoError as error:
            late = isinstance(error, TimedOut) and self._now() >= DEMO_TIMEOUT
            told = _too_long() if late else error
            raise _told(told, number, command, text, terminal.session) from error

    def _terminal(self, command: Command) -> Terminal:
        if command.terminal not in self._terminals:
            self._readers.pass_over()
            nonce = secrets.token_hex(8)
            session = Session(self._host.terminal_command(nonce), nonce, self._stop)
            terminal = Terminal(command.terminal, session, self._readers, self._now, DEMO_TIMEOUT)
            self._terminals[command.terminal] = terminal
        return self._terminals[command.terminal]

    def _next_prompt(self, number: int, command: Command) -> str | None:
        later = (
            step
            for step in self._script.steps[number:]
            if isinstance(step, Command) and step.terminal == command.terminal
        )
        return next((step.prompt for step in later), None)

    def _check_status(self, terminal: Terminal) -> None:
        step = terminal.ended_command()
        if step is not None and step.status is not None:
            command = step.command
            output = step.recorded().text
            claim_status(command.status, step.status, step.input, output, command.place)

    def _now(self) -> float:
        return time.monotonic() - self._began

    def _recording(self, key: Key, date: str) -> Recording:
        return Recording(
            demo=self._script.demo,
            key=key,
            provenance={"date": date, **self._host.provenance()},
            steps=tuple(step.recorded() for step in self._steps),
            values=self._values,
            facts=tuple(self._facts),
            anchors=self._anchors.all(),
        )

    def _tracks(self) -> dict[str, Track]:
        return {name: self._track(terminal) for name, terminal in self._terminals.items()}

    def _track(self, terminal: Terminal) -> Track:
        session = terminal.session
        offsets = [arrival.offset for arrival in session.arrivals]
        ends = [*offsets[1:], len(session.received)]
        chunks = tuple(
            (arrival.at - self._began, bytes(session.received[arrival.offset : end]))
            for arrival, end in zip(session.arrivals, ends, strict=True)
        )
        markers = tuple((step.start, step.input.split("\n")[0]) for step in terminal.steps)
        return Track(COLUMNS, ROWS, chunks, markers)


def _too_long() -> DemoError:
    minutes = f"{DEMO_TIMEOUT / 60:g} minutes"
    hint = "make two demos of it, or wait for less"
    return DemoError(f"the whole demo did not end within {minutes}", hint=hint)


def _told(
    error: DemoError, number: int, command: Command, text: str, session: Session
) -> DemoError:
    """The error with the step it happened in and what was on the screen."""
    where = f"step {number} in terminal {command.terminal}, “{command.prompt}{text}”"
    hint = error.hint
    lines = resolve(bytes(session.received[-_TAIL:]))[-_SCREEN_SHOWN:]
    if lines and "    | " not in hint:
        screen = "\n".join(f"    | {line.text}" for line in lines)
        hint = f"{hint}\n    on the screen:\n{screen}" if hint else f"on the screen:\n{screen}"
    return DemoError(f"{where}: {error.message}", error.place or command.place, hint)
