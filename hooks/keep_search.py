"""MkDocs hook: what the search finds on a page is taken out of it once, not in every build."""

import json
from typing import Any

from material.plugins.search.plugin import SearchIndex
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from notes.search import light
from pages.conversion import heading_tokens
from pages.digests import digest_of_text
from pages.kept import builds


class KeptIndex(SearchIndex):  # type: ignore[misc] # it ships no types
    """The theme's index, which looks for a page's entries among those that are kept."""

    entries: list[dict[str, Any]]

    def add_entry_from_context(self, page: Page) -> None:
        """Add the entries of one page."""

        def make() -> str:
            others, whole, self.entries = self.entries, page.content or "", []
            page.content = light(whole)
            super(KeptIndex, self).add_entry_from_context(page)
            page.content, made, self.entries = whole, self.entries, others
            return json.dumps(made, ensure_ascii=False)

        matter = [page.title, *(page.meta.get(name) for name in ("title", "tags", "search"))]
        parts = [digest_of_text(page.content or ""), page.url, heading_tokens(page.toc), matter]
        self.entries += json.loads(builds[0].page("search entries", parts, make))


@event_priority(-300)  # behind the theme, which makes an index for each language here
def on_config(config: MkDocsConfig) -> None:
    """Put ours in its place."""
    search: Any = config.plugins["material/search"]
    search.search_index = KeptIndex(**search.config)
