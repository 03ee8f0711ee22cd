"""MkDocs hook: what the search finds on a page is taken out of it once, not in every build."""

import json
from typing import Any

from material.plugins.search.plugin import SearchIndex
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from notes.search import light, plain_entries
from pages.kept import builds
from pages.output import entry_parts


class KeptIndex(SearchIndex):  # type: ignore[misc] # it ships no types
    """The theme's index, which looks for a page's entries among those that are kept."""

    def add_entry_from_context(self, page: Page) -> None:
        """Add the entries of one page, whose every letter the theme would look at afterwards."""
        parts, self.aside = entry_parts(page), page.content or ""

        def make() -> str:
            page.content, index = light(self.aside), SearchIndex(**self.config)
            index.add_entry_from_context(page)
            return plain_entries(index.entries)

        self.entries += json.loads(builds[0].page("search entries", parts, make))
        page.content = self.aside if 'data-search-exclude="' in self.aside else ""


@event_priority(-300)  # behind the theme, which makes an index for each language here
def on_config(config: Any) -> None:  # noqa: ANN401 (MkDocs' configuration)
    """Put ours in its place."""
    search: Any = config.plugins["material/search"]
    search.search_index = KeptIndex(**search.config)


def on_page_context(context: object, page: Page, config: Any, nav: object) -> None:  # noqa: ANN401, ARG001
    """Behind the theme: put the content back."""
    page.content = page.content or config.plugins["material/search"].search_index.aside
