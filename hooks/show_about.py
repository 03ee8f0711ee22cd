"""MkDocs hook: says under a note how fresh it is, and leads to its sources."""

from pathlib import Path

from demos.verified import read_verified
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from notes.about import Place, Sources, about_html, demos_in, sections_of
from notes.changes import last_changes
from pages.kept import builds
from pages.output import Block


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Let the template ask for the block under a note."""
    docs, repository = Path(config.docs_dir), str(config.edit_uri_template).partition("/edit/")[0]
    verified, days = read_verified(docs / "recordings"), last_changes(docs)
    sources, digest = Sources(docs / "recordings"), builds[0].recording

    def parts(page: Page) -> list[object]:
        demos = demos_in(page.content or "")
        shown = [[demo, digest(demo), sources.casts(demo), verified.get(demo)] for demo in demos]
        return [*shown, days.get(page.file.src_uri)]

    def html(page: Page) -> str:
        if "/" not in page.file.src_uri:
            return ""
        recordings, sections = get_relative_url("recordings", page.url), sections_of(page.toc)
        address, edit = page.canonical_url or "", page.edit_url or ""
        place = Place(address, recordings, repository, edit, list(sections))
        freshness = (verified, days.get(page.file.src_uri, ""))
        demos, language = demos_in(page.content or ""), str(config.theme["language"])
        return about_html(demos, place, sources, freshness, language)

    env.globals["about_note"] = Block(parts, html)
    return env
