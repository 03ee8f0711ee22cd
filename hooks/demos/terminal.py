"""One terminal of a running demo: types steps and waits for what ends them."""

from __future__ import annotations

from collections.abc import Callable

from demos.keys import KEYS
from demos.readers import Readers
from demos.script import SHELL_PROMPT, Command, Press, Wait
from demos.session import Session
from demos.steps import RunningStep
from demos.waits import (
    CommandEnded,
    Condition,
    Either,
    JobStarted,
    PromptShown,
    TextShown,
    wait_for,
)

STEP_TIMEOUT = 60.0


class Terminal:
    """A session and the steps typed in it.

    ``now`` gives the seconds of the demo, which is over after ``limit`` of them.
    """

    def __init__(
        self, name: str, session: Session, readers: Readers, now: Callable[[], float], limit: float
    ) -> None:
        self.name = name
        self.session = session
        self.steps: list[RunningStep] = []
        self._readers = readers
        self._now = now
        self._limit = limit
        self._opened = False
        self._in_shell: RunningStep | None = None
        self._unfinished: RunningStep | None = None

    def open(self, timeout: float) -> None:
        """Wait for the shell's first prompt; nothing to do when it has been there."""
        if self._opened:
            return
        wait_for(self.session, 0, _FirstPrompt(self.session.nonce), timeout)
        self._readers.notice(self.name)
        self._opened = True

    def type(self, command: Command, text: str, next_prompt: str | None) -> RunningStep:
        """Type ``text`` and follow the step to its end.

        ``next_prompt`` is the prompt of the next step in this terminal, None
        when there is none. Raises :class:`DemoError` when the end never comes.
        """
        self._readers.begin(self.name, in_shell=command.in_shell)
        if _needs_readers(command, next_prompt):
            self._readers.pass_over()
        step = RunningStep(command, text, self.session, len(self.session.received), self._now())
        self.steps.append(step)
        if command.in_shell:
            self._in_shell = step
        self.session.write(text + "\n")
        for at, action in enumerate(command.actions):
            if isinstance(action, Wait):
                self._wait_for_text(step, action)
            else:
                self._press(step, action, at)
        if command.actions and isinstance(command.actions[-1], Wait):
            step.settle(self._now())
            self._unfinished = step
        else:
            self._await_end(step, next_prompt)
        return step

    def finish(self, prompt: str) -> RunningStep | None:
        """Before a step is typed at ``prompt``: end the one that was left running, if any."""
        step, self._unfinished = self._unfinished, None
        if step is not None:
            step.end = None
            self._await_end(step, prompt)
        return step

    def ended_command(self) -> RunningStep | None:
        """The shell's command whose exit status has just become known, once."""
        step = self._in_shell
        if step is None or step.status is None:
            return None
        self._in_shell = None
        return step

    def _wait_for_text(self, step: RunningStep, wait: Wait) -> None:
        in_shell = step.command.in_shell
        shown = TextShown(wait.pattern, self.session.nonce, self._end_of(step), in_shell)
        wait_for(self.session, step.since, shown, self._timeout(step))

    def _press(self, step: RunningStep, press: Press, at: int) -> None:
        nonce = self.session.nonce
        shown = any(isinstance(action, Wait) for action in step.command.actions[:at])
        ready: Condition = JobStarted(nonce, lambda: self._readers.has_job(self.name, shown=shown))
        if not step.command.in_shell:
            ready = Either(ready, self._prompt_shown(step, step.command.prompt, may_end=True))
        wait_for(self.session, step.since, ready, self._timeout(step))
        self.session.write("".join(KEYS[key] for key in press.keys))

    def _await_end(self, step: RunningStep, next_prompt: str | None) -> None:
        ended, shown_prompt = self._wait_for_prompt(step, next_prompt)
        step.settle(self._now(), "" if ended.status is not None else shown_prompt)
        if ended.status is not None and self._in_shell is not None:
            self._in_shell.status = ended.status

    def _wait_for_prompt(
        self, step: RunningStep, next_prompt: str | None
    ) -> tuple[CommandEnded, str]:
        command, ended = step.command, self._end_of(step)
        prompt = next_prompt or command.prompt
        if prompt == SHELL_PROMPT:
            wait_for(self.session, step.since, ended, self._timeout(step))
            return ended, ""
        shown = self._prompt_shown(step, prompt, may_end=next_prompt is None)
        wait_for(self.session, step.since, shown, self._timeout(step))
        return shown.ended, prompt

    def _prompt_shown(self, step: RunningStep, prompt: str, *, may_end: bool) -> PromptShown:
        return PromptShown(
            prompt,
            self._end_of(step),
            is_reading=lambda: self._readers.is_reading(self.name),
            below=not step.command.in_shell,
            may_end=may_end,
        )

    def _end_of(self, step: RunningStep) -> CommandEnded:
        """The end of the shell's command; only what the shell itself reads has lines for it."""
        lines = step.input.count("\n") + 1 if step.command.in_shell else 1
        return CommandEnded(self.session.nonce, lines)

    def _timeout(self, step: RunningStep) -> float:
        return min(step.command.timeout or STEP_TIMEOUT, max(0, self._limit - self._now()))


def _needs_readers(command: Command, next_prompt: str | None) -> bool:
    """Whether this step waits for a program, or for one to press keys in."""
    in_program = not command.in_shell or next_prompt not in (None, SHELL_PROMPT)
    return in_program or any(isinstance(action, Press) for action in command.actions)


class _FirstPrompt:
    """The shell has shown its first prompt."""

    what = "the shell's first prompt"

    def __init__(self, nonce: str) -> None:
        self._mark = f"\x1b]133;B;{nonce}\x07".encode()

    def look(self, data: bytes) -> bool:
        return self._mark in data
