"""MkDocs hook: where many notes are to be converted, a second process does some of them."""

from functools import partial

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from pages.kept import builds


@event_priority(-400)  # behind all that has to do with pages
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """All pages are known, and MkDocs begins to convert them."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    builds[0].navigation = nav
    builds[0].work_ahead(pages, partial(_convert, config, files))
    return nav


def _convert(config: MkDocsConfig, files: Files, page: Page) -> None:
    """As MkDocs does it."""
    page.read_source(config)
    page.markdown = config.plugins.on_page_markdown(
        page.markdown or "", page=page, config=config, files=files
    )
    page.render(config, files)
    page.content = page.markdown = ""
