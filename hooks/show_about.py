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


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Let the template ask for the block under a note."""
    docs = Path(config.docs_dir)
    verified, days = read_verified(docs / "recordings"), last_changes(docs)
    kept = builds[0]
    sources = Sources(docs / "recordings", kept.recordings.digest, kept.once)
    repository = str(config.edit_uri_template).partition("/edit/")[0]

    def shown(page: Page) -> str:
        source = page.file.src_uri
        recordings = get_relative_url("recordings", page.url)
        sections = list(sections_of(page.toc))
        place = Place(
            page.canonical_url or "", recordings, repository, page.edit_url or "", sections
        )
        freshness = (verified, days.get(source, ""))
        demos = demos_in(page.content or "")
        return about_html(
            demos, place, sources, freshness, str(config.theme["language"])
        )

    env.globals["about_note"] = lambda page: shown(page) if "/" in page.file.src_uri else ""
    return env
