"""MkDocs hook: a note whose text, links and recordings are as before is not converted again."""

from typing import cast

from demos.extension import DemosExtension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from pages.converted import Asked, convert, links_of
from pages.kept import builds
from pages.packed import PackedContent


class KeptPage(PackedContent, Page):
    """A page that first looks for its conversion among those that are kept."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the text, or take what an earlier build made of it."""

        def render(asked: Asked) -> dict[str, str]:
            super(KeptPage, self).render(config, cast("Files", asked))
            ours = [one for one in config.markdown_extensions if isinstance(one, DemosExtension)]
            return {demo: shown for one in ours for demo, shown in one.shown.items()}

        found = convert(self, files, builds[0].conversions, render)
        if found:
            self.content, self.toc = found.html, get_toc(found.headings)  # type: ignore[arg-type]
            self._title_from_render, self.present_anchor_ids = found.title, set(found.anchors)
            self.links_to_anchors = links_of(found, self, builds[0].conversions)


@event_priority(-300)  # behind static-i18n, which still changes titles
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG001
    """MkDocs has just made its pages, with their titles in the navigation: make them ours."""
    for page in filter(None, (file.page for file in files.documentation_pages())):
        page.__class__ = KeptPage
    return nav
