"""What a build asks of each note before it converts any: read from the note once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from demos.errors import DemoError
from demos.library import original_of
from demos.unchanged import demos_of
from pages.once import Once

from notes.graph import title_and_links
from notes.status import read_state


def read_facts(docs: Path, digest: Callable[[Path], str], once: Once, path: Path) -> None:
    """Let all of it be made for the note at ``path``, and be kept.

    A mistake is told by whoever needs what it is in.
    """
    demos_of(docs, path, digest, once)
    original = original_of(path)
    if original == path:
        read_state(docs, path, digest, once)
    if len(path.relative_to(docs).parts) == 2:
        note = original.relative_to(docs).as_posix()
        try:
            title_and_links(note, path, digest, once)
        except (DemoError, UnicodeDecodeError):
            return
