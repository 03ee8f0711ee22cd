"""MkDocs hook: opens what earlier builds kept, and says what all pages of this one share."""

import logging
from pathlib import Path

from demos.library import DEFAULT_LANGUAGE
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from notes.glossary import glossary_terms
from pages.kept import Kept, builds
from pages.settings import is_nested, settings_digest


@event_priority(-200)  # behind static-i18n, which sets the language of each build
def on_config(config: MkDocsConfig) -> None:
    """Called again for each language."""
    root, tell = Path(config.config_file_path).parent, logging.getLogger("mkdocs.pages").info
    if not builds:
        builds.append(Kept(root, tell))
    builds[0].begin(_settings(config), Path(config.docs_dir) / "recordings")
    if not is_nested(config):
        builds[0].look_anew()


@event_priority(-300)  # behind whatever may still keep something
def on_post_build(config: MkDocsConfig) -> None:
    """Write it down once a language is done: what follows may fail."""
    builds[0].end(_settings(config))


def on_shutdown() -> None:
    """Let the file go."""
    while builds:
        builds.pop().store.close()


def _settings(config: MkDocsConfig) -> str:
    language, docs = str(config.theme["language"] or DEFAULT_LANGUAGE), Path(config.docs_dir)
    return settings_digest(config, language, glossary_terms(docs, language))
