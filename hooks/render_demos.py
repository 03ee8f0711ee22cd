"""MkDocs hook: registers the Markdown extension that shows the demos."""

from __future__ import annotations

from pathlib import Path

from demos.extension import DemosExtension
from mkdocs.config.defaults import MkDocsConfig


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the extension in, once for each language: static-i18n calls this again for each."""
    others = [name for name in config.markdown_extensions if not isinstance(name, DemosExtension)]
    recordings = str(Path(config.docs_dir) / "recordings")
    language = str(config.theme["language"] or "zh")
    config.markdown_extensions = [*others, DemosExtension(recordings=recordings, language=language)]
    return config
