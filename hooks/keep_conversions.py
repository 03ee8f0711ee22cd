"""MkDocs hook: a note whose text, links and recordings are as before is not converted again."""

from functools import partial

from demos.errors import DemoError
from demos.extension import DemosExtension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from pages.converted import Asked, convert, put
from pages.kept import builds
from pages.packed import PackedContent


class KeptPage(PackedContent, Page):
    """A page that first looks for its conversion among those that are kept."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Convert the text, or take what an earlier build made of it."""
        try:
            found = convert(self, files, builds[0].conversions, partial(self._render, config))
        except DemoError as error:
            raise PluginError(f"\n{error}") from error
        if found:
            put(found, self, get_toc(found.headings), builds[0].conversions)  # type: ignore[arg-type]

    def _render(self, config: MkDocsConfig, asked: Asked) -> dict[str, str]:
        super().render(config, asked)  # type: ignore[arg-type]
        return next(e.shown for e in config.markdown_extensions if isinstance(e, DemosExtension))


@event_priority(-300)  # behind static-i18n, which still changes titles
def on_nav(_: object, files: Files, **__: object) -> None:
    """MkDocs has just made its pages, with their titles in the navigation: make them ours."""
    for page in filter(None, (file.page for file in files.documentation_pages())):
        page.__class__ = KeptPage
