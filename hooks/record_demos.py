"""MkDocs hook: before a build, records what is stale, as the mode in DEMOS says."""

import logging
from pathlib import Path

from demos.errors import DemoError
from demos.modes import ALL, AUTO, mode_from_environment, prepare_recordings
from demos.recipe import recipe_digest
from demos.shelf import Shelf
from demos.unchanged import all_in_order
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from notes.live import session
from pages.kept import builds
from pages.settings import is_nested

# Below "mkdocs.", so that a warning counts under --strict.
log = logging.getLogger("mkdocs.demos")


def on_pre_build(config: MkDocsConfig) -> None:
    """Make the recordings ready; every contributor's mistake ends the build with its message."""
    if is_nested(config):
        return  # the first language has looked after all
    docs, kept = Path(config.docs_dir), builds[0]
    try:
        mode = mode_from_environment()
        in_order = mode != ALL and all_in_order(docs, recipe_digest(), kept.files, kept.fact)
        if session and mode == AUTO:
            session[0].refresh(in_order=in_order)
            return
        if in_order:
            return
        for warning in prepare_recordings(mode, docs, Shelf(docs / "recordings"), log.info):
            log.warning(str(warning))
        kept.files.forget()
    except DemoError as error:
        raise PluginError(f"\n{error}") from error
