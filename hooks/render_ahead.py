"""MkDocs hook: where many pages are to be rendered, a second process does some of them."""

from functools import partial

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from pages.kept import builds


@event_priority(-400)  # behind all that has to do with templates
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """All pages are converted, and MkDocs begins to render them."""
    pages = [file.page for file in files.documentation_pages() if file.page]

    def begin() -> None:  # the build is in the midst of a page
        for page in pages:
            page.active = False

    builds[0].work_ahead(pages, partial(_render, config, files, env), begin)
    return env


@event_priority(400)
def on_post_build(config: MkDocsConfig) -> None:  # noqa: ARG001
    """All pages are written."""
    builds[0].work_ahead([], print)


def _render(config: MkDocsConfig, files: Files, env: Environment, page: Page) -> None:
    """As MkDocs does it."""
    page.active, nav = True, builds[0].navigation
    context = get_context(nav, files.documentation_pages(), config, page)
    context = config.plugins.on_page_context(context, page=page, config=config, nav=nav)
    env.get_template(str(page.meta.get("template", "main.html"))).render(context)
    page.active = False
    page.content = ""
