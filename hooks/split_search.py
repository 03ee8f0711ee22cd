"""MkDocs hook: gives each language a text of its own to search in, instead of the theme's index."""

from __future__ import annotations

import json
from pathlib import Path

from demos.library import note_files
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from notes.search import as_json, searched


@event_priority(200)  # before the theme writes what it gathered of this language
def on_post_build(config: MkDocsConfig) -> None:
    """Write what was gathered, and leave the theme its settings only."""
    language = config.plugins["i18n"].current_language  # type: ignore[attr-defined]
    search = config.plugins["material/search"]
    entries = search.search_index.entries  # type: ignore[attr-defined]
    docs, folder = Path(config.docs_dir), Path(config.site_dir) / "search"
    sources = {path.relative_to(docs).as_posix() for path in note_files(docs)}
    text = as_json(searched(entries, language, sources))
    entries.clear()
    folder.mkdir(parents=True, exist_ok=True)
    if config.use_directory_urls:
        (folder / f"{language}.json").write_text(text, encoding="utf-8")
        return
    # A page opened from a disk can load a script, but no data.
    (folder / f"{language}.js").write_text(f"var searchedNotes = {text}", encoding="utf-8")
    settings = json.dumps({"config": {"separator": search.config.separator}, "docs": []})
    (folder / "search_index.js").write_text(f"var __index = {settings}", encoding="utf-8")
