"""MkDocs hook: registers the Markdown extensions: demos, joined Chinese lines, marked terms."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from demos.extension import DemosExtension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from notes.coming import demos_from
from notes.glossary import MarkedTerms, glossary_terms
from notes.joined_lines import JoinedLines
from pages.kept import builds

_OURS = (DemosExtension, JoinedLines, MarkedTerms)


@event_priority(-100)  # behind static-i18n, which sets the language of each build
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the extensions in; static-i18n calls this again for each language."""
    others = [one for one in config.markdown_extensions if not isinstance(one, _OURS)]
    docs, language = Path(config.docs_dir), str(config.theme["language"] or "zh")
    demos = DemosExtension(recordings=str(docs / "recordings"), language=language)
    terms = MarkedTerms(glossary_terms(docs, language))
    config.markdown_extensions = [*others, demos, JoinedLines(), terms]
    return config


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the demos what comes next, and the marked terms where the glossary is."""
    for number, extension in enumerate(config.markdown_extensions):
        if isinstance(extension, DemosExtension):
            docs = Path(config.docs_dir)
            extension.ahead.coming = partial(demos_from, page.file, files, docs, builds[0])
        elif isinstance(extension, MarkedTerms):
            config.markdown_extensions[number] = extension.on_page(page.file.src_uri)
    return markdown
