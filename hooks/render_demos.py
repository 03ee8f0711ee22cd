"""MkDocs hook: registers the Markdown extensions that show demos and join Chinese lines."""

from __future__ import annotations

from pathlib import Path

from demos.extension import DemosExtension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from notes.joined_lines import JoinedLines

_OURS = (DemosExtension, JoinedLines)


@event_priority(-100)  # behind static-i18n, which sets the language of each build
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the extensions in; static-i18n calls this again for each language."""
    others = [
        extension for extension in config.markdown_extensions if not isinstance(extension, _OURS)
    ]
    recordings = str(Path(config.docs_dir) / "recordings")
    language = str(config.theme["language"] or "zh")
    demos = DemosExtension(recordings=recordings, language=language)
    config.markdown_extensions = [*others, demos, JoinedLines()]
    return config
