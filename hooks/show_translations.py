"""MkDocs hook: says on a page how far its translation is behind, and lists all for translators."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from notes.status import MARKER, banners, status_table
from notes.translations import read_translations


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Let the templates look up the banner of a page by its source path."""
    translations, _ = read_translations(Path(config.docs_dir))
    env.globals["translation_banners"] = banners(translations)
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Put the table where a page asks for it."""
    if MARKER not in markdown:
        return markdown
    translations, _ = read_translations(Path(config.docs_dir))
    return markdown.replace(MARKER, status_table(translations, str(config.theme["language"])))
