"""MkDocs hook: registers the Markdown extensions: demos, joined Chinese lines, marked terms."""

from __future__ import annotations

from pathlib import Path

from demos.extension import DemosExtension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from notes.glossary import MarkedTerms, glossary_terms
from notes.joined_lines import JoinedLines

_OURS = (DemosExtension, JoinedLines, MarkedTerms)


@event_priority(-100)  # behind static-i18n, which sets the language of each build
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the extensions in; static-i18n calls this again for each language."""
    others = [
        extension for extension in config.markdown_extensions if not isinstance(extension, _OURS)
    ]
    docs, language = Path(config.docs_dir), str(config.theme["language"] or "zh")
    demos = DemosExtension(recordings=str(docs / "recordings"), language=language)
    terms = MarkedTerms(glossary_terms(docs, language))
    config.markdown_extensions = [*others, demos, JoinedLines(), terms]
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Tell the marked terms where the glossary is from this page."""
    config.markdown_extensions = [
        extension.on_page(page.file.src_uri) if isinstance(extension, MarkedTerms) else extension
        for extension in config.markdown_extensions
    ]
    return markdown
