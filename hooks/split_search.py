"""MkDocs hook: gives each language a search index of its own, beside its home page."""

from __future__ import annotations

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from notes.search import folder_of, split_index


@event_priority(-200)  # behind static-i18n, which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """Write the indexes, once every language is built."""
    if getattr(config.plugins["i18n"], "building", False):
        return
    docs, site = Path(config.docs_dir), Path(config.site_dir)
    sources = {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}
    whole = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    for language, index in split_index(whole, sources).items():
        folder = site / folder_of(language) / "search"
        folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(index, separators=(",", ":"), ensure_ascii=False)
        (folder / "search_index.json").write_text(text, encoding="utf-8")
        if not config.use_directory_urls:
            # A page opened from a disk can load a script, but no data.
            (folder / "search_index.js").write_text(f"var __index = {text}", encoding="utf-8")
