"""What the HTML of a whole page is made of, so that it can be found again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pages.conversion import heading_tokens
from pages.digests import digest
from pages.kept import Kept

# All that a template can ask for. A page that is given more, or to which hooks add what
# is not counted here, is made anew each time.
_CONTEXT = {
    *("nav", "pages", "base_url", "extra_css", "extra_javascript", "mkdocs_version"),
    *("build_date_utc", "config", "page"),
    *("i18n_config", "i18n_file_locale", "i18n_page_locale"),
}
# A translation's digests of its sections change with every edit, and no other page shows them.
_OWN_MATTER = "translated"


class Block(NamedTuple):
    """Something that templates ask for by calling it with a page.

    ``parts`` gives quickly, as JSON data, all that ``html`` makes it of.
    """

    parts: Callable[[Any], Any]
    html: Callable[[Any], Any]

    def __call__(self, page: Any) -> Any:  # noqa: ANN401 (MkDocs' Page)
        """What a template shows of it."""
        return self.html(page)


class Pages:
    """The whole pages of one language; ``blocks`` are what hooks gave the templates to ask for."""

    def __init__(self, kept: Kept, blocks: Iterable[Block]) -> None:
        self._kept = kept
        self._blocks = list(blocks)
        self._navigation = ""

    def html(self, context: Mapping[str, Any], render: Callable[[], str]) -> str:
        """The page that ``render`` makes of ``context``, made once."""
        if not context.get("page") or context.keys() - _CONTEXT:
            return render()
        if not self._navigation:
            self._navigation = navigation_digest(context["nav"].items)
        blocks = [block.parts(context["page"]) for block in self._blocks]
        parts = [self._navigation, *page_parts(context), blocks]
        return self._kept.page("page", parts, render)


def navigation_digest(items: Iterable[Any]) -> str:
    """Of the navigation: every title and address in it, and what is told of the pages."""
    return digest([_item(item) for item in items])


def _item(item: Any) -> list[Any]:  # noqa: ANN401 (a section, page or link)
    matter = getattr(item, "meta", {})
    shown = {name: value for name, value in matter.items() if name != _OWN_MATTER}
    children = [_item(child) for child in item.children or ()]
    return [item.title, getattr(item, "url", ""), shown, children]


def page_parts(context: Mapping[str, Any]) -> list[Any]:
    """What one page is made of, besides what all of a build share."""
    page = context["page"]
    near = (page.previous_page, page.next_page)
    return [
        *(page.title, page.url, page.canonical_url, page.edit_url, page.file.src_uri, page.meta),
        *(context["base_url"], context["config"].extra, page.update_date),
        *(context.get("i18n_file_locale"), context.get("i18n_page_locale")),
        [[other.title, other.url] if other else None for other in near],
        *(page.content_digest(), heading_tokens(page.toc)),
    ]


def entry_parts(page: Any) -> list[Any]:  # noqa: ANN401 (MkDocs' Page)
    """What the search's entries of a page are made of."""
    content, headings = page.content_digest(), heading_tokens(page.toc)
    matter = [page.meta.get(name) for name in ("title", "tags", "search")]
    return [content, headings, page.url, page.title, matter]
