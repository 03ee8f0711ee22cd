"""Records demos again, beside the shelf, and compares each with what is on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from demos.errors import DemoError, errors_in
from demos.script import Script
from demos.shelf import Shelf
from demos.studio import Tell, run_demos
from demos.take import Take
from demos.verification.compare import compare
from demos.verification.findings import DIFFERENT, EQUAL
from demos.verification.outcome import Outcome
from demos.verified import verified_by, write_verified


@dataclass(frozen=True)
class Order:
    """What to do: where the repository is, whether to ``update``, how many at once, by whom."""

    repository: Path
    update: bool = False
    jobs: int = 0
    scheduler: str = ""


def verify_demos(
    scripts: Sequence[Script],
    shelf: Shelf,
    order: Order,
    tell: Tell,
    demos: set[str],
    show: Callable[[Outcome], None],
) -> list[Outcome]:
    """The outcome of each script, in their order; ``show`` is told each as soon as it is there.

    With ``order.update`` a new recording takes the place of one that is
    different or drifted. ``demos`` are all there are, for the list of dates.
    Raises :class:`DemoError` when nothing can be recorded at all.
    """
    outcomes: dict[str, Outcome] = {}
    takes: dict[str, Take] = {}

    def keep(script: Script, take: Take) -> None:
        outcomes[script.demo] = _outcome(script, take, shelf, update=order.update)
        takes[script.demo] = take
        show(outcomes[script.demo])

    try:
        run_demos(scripts, order.repository, tell, keep, order.jobs, order.scheduler)
    except DemoError as error:
        _spread(error, scripts, outcomes, show)
    true = {
        demo: verified_by(take.recording.provenance)
        for demo, take in takes.items()
        if outcomes[demo].accepted or outcomes[demo].verdict not in (DIFFERENT, "error")
    }
    if true:
        write_verified(shelf.folder, true, demos)
    return [outcomes[script.demo] for script in scripts if script.demo in outcomes]


def _outcome(script: Script, take: Take, shelf: Shelf, *, update: bool) -> Outcome:
    try:
        old = shelf.read(script.demo)
    except DemoError as error:
        found = Outcome(script, error=error)
    else:
        hint = f"run: make record DEMO={script.demo}"
        missing = DemoError("there is no recording to compare with", script.place, hint)
        found = (
            Outcome(script, error=missing)
            if old is None
            else Outcome(script, tuple(compare(old, take.recording)))
        )
    if update and found.verdict != EQUAL:
        shelf.write(take.recording, take.tracks)
        return Outcome(script, found.findings, accepted=True)
    return found


def _spread(
    error: DemoError,
    scripts: Sequence[Script],
    outcomes: dict[str, Outcome],
    show: Callable[[Outcome], None],
) -> None:
    """Give each demo that failed its own error; raise what belongs to none."""
    for one in errors_in(error):
        script = next((s for s in scripts if s.demo not in outcomes and _owns(s, one)), None)
        if script is None:
            raise one
        outcomes[script.demo] = Outcome(script, error=one)
        show(outcomes[script.demo])


def _owns(script: Script, error: DemoError) -> bool:
    """Whether an error's place is one of the script's."""
    places = {script.place} | {step.place for step in script.steps}
    places |= {check.place for command in script.commands for check in command.checks}
    places |= {action.place for command in script.commands for action in command.actions}
    return error.place in places or f"“{script.demo}”" in error.message
