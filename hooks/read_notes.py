"""MkDocs hook: reads all notes before a build, two at a time where there are many."""

from functools import partial
from pathlib import Path

from demos.library import note_files
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from notes.facts import read_facts
from pages.kept import builds
from pages.settings import is_nested


@event_priority(100)  # before anybody asks what stands in them
def on_pre_build(config: MkDocsConfig) -> None:
    """Once for all languages; a second process begins at the end, and they meet."""
    if is_nested(config):
        return
    docs, kept = Path(config.docs_dir), builds[0]
    paths = note_files(docs)
    read = partial(read_facts, docs, kept.files, kept.fact)
    helper = kept.beside(lambda: [read(path) for path in reversed(paths)])
    for path in paths:
        read(path)
    helper.stop()
