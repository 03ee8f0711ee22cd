"""The one setting that says whether a build may run demos, and what each word does."""

from __future__ import annotations

import os
from pathlib import Path

from demos.engine import EngineMissing
from demos.errors import DemoError, did_you_mean, raise_all
from demos.freshness import judge
from demos.host_image import recipe_digest
from demos.library import read_library, scripts_of
from demos.shelf import Shelf
from demos.studio import Tell, record_demos, stale_scripts

VARIABLE = "DEMOS"
REPLAY = "replay"
AUTO = "auto"
ALL = "all"
MODES = (REPLAY, AUTO, ALL)


def mode_from_environment() -> str:
    """The mode that the variable DEMOS names, ``replay`` without it; raises :class:`DemoError`."""
    mode = os.environ.get(VARIABLE) or REPLAY
    if mode not in MODES:
        raise DemoError(f"{VARIABLE}={mode} is no mode", hint=did_you_mean(mode, MODES))
    return mode


def prepare_recordings(mode: str, docs: Path, shelf: Shelf, tell: Tell) -> list[DemoError]:
    """Make the recordings ready for a build; what remains to be warned of.

    ``replay`` runs nothing and raises :class:`DemoError` for each recording
    that is not fresh. ``auto`` records those, and where no engine is there
    gives them back as warnings. ``all`` records every demo.
    """
    scripts = scripts_of(read_library(docs))
    verdicts = judge(scripts, shelf, recipe_digest())
    stale = stale_scripts(verdicts)
    errors = [verdict.error() for verdict in verdicts if not verdict.fresh]
    if mode == REPLAY:
        raise_all(errors)
        return []
    try:
        record_demos(scripts.values() if mode == ALL else stale, shelf, docs.parent, tell)
    except EngineMissing as missing:
        if mode == ALL:
            raise
        return [*errors, missing]
    return []
