"""MkDocs hook: where many pages are to be made, a second process makes some of them."""

from functools import partial
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from notes.live import session
from pages.kept import builds

_navigation: list[Navigation] = []


@event_priority(-400)  # behind all that has to do with pages
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """All pages are known: convert them."""
    _navigation[:] = [nav]
    _begin(files, partial(_convert, config, files))
    return nav


@event_priority(-400)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """All pages are converted: render them."""
    _begin(files, partial(_render, config, files, env, _navigation[0]))
    return env


@event_priority(400)
def on_post_build(config: MkDocsConfig) -> None:  # noqa: ARG001
    """All pages are written."""
    _begin(Files([]), print)


def _begin(files: Files, work: Any) -> None:  # noqa: ANN401
    if not session:
        builds[0].work_ahead([f.page for f in files.documentation_pages() if f.page], work)


def _convert(config: MkDocsConfig, files: Files, page: Page) -> None:
    page.read_source(config)
    event = {"page": page, "config": config, "files": files}
    page.markdown = config.plugins.on_page_markdown(page.markdown or "", **event)
    page.render(config, files)
    page.content = page.markdown = ""


def _render(
    config: MkDocsConfig, files: Files, env: Environment, nav: Navigation, page: Page
) -> None:
    page.active = True
    context = get_context(nav, files.documentation_pages(), config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
    env.get_template(page.meta.get("template", "main.html")).render(context)
    page.active = False
    page.content = ""
