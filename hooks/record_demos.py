"""MkDocs hook: before a build, records what is stale, as the mode in DEMOS says."""

from __future__ import annotations

import logging
from pathlib import Path

from demos.errors import DemoError
from demos.modes import AUTO, mode_from_environment, prepare_recordings
from demos.shelf import Shelf
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from notes.live import session

# Below "mkdocs.", so that a warning counts under --strict.
log = logging.getLogger("mkdocs.demos")


def on_pre_build(config: MkDocsConfig) -> None:
    """Make the recordings ready; every contributor's mistake ends the build with its message."""
    docs = Path(config.docs_dir)
    try:
        mode = mode_from_environment()
        if session and mode == AUTO:
            session[0].refresh()
            return
        for warning in prepare_recordings(mode, docs, Shelf(docs / "recordings"), log.info):
            log.warning(str(warning))
    except DemoError as error:
        raise PluginError(f"\n{error}") from error
