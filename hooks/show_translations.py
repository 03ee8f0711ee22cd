"""MkDocs hook: says on a page how far its translation is behind, and lists all for translators."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from notes.status import MARKER, banners, read_states, status_table
from pages.kept import builds
from pages.output import Block


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Let the template ask for the banner of a page."""
    found = banners(read_states(Path(config.docs_dir), builds[0].files, builds[0].fact))

    def banner(page: Page) -> object:
        return found.get(page.file.src_uri)

    env.globals["translation_banner"] = Block(banner, banner)
    return env


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    """Put the table where a page asks for it."""
    if MARKER not in markdown:
        return markdown
    states = read_states(Path(config.docs_dir), builds[0].files, builds[0].fact)
    return markdown.replace(MARKER, status_table(states, str(config.theme["language"])))
