"""What CONTRIBUTING.md tells contributors is so."""

import re

from contributing import example_notes
from demos.library import read_library, scripts_of
from notes.prose import check_notes
from notes.translations import read_translations


def test_the_example_is_a_flawless_note(tmp_path):
    """It is read, its languages agree, and its style has no fault."""
    docs = tmp_path / "docs"
    docs.mkdir()
    for name, text in example_notes().items():
        (docs / name).write_text(text)
    assert list(scripts_of(read_library(docs))) == ["pid-one"]
    assert read_translations(docs)[1] == []
    assert check_notes(docs) == []


def test_every_target_that_is_named_exists(repository):
    """In README, CONTRIBUTING and the notes about contributing."""
    targets = re.findall(r"^([a-z-]+):", (repository / "Makefile").read_text(), re.MULTILINE)
    named = {
        target
        for name in ("README.md", "CONTRIBUTING.md", "docs/syntax.md", "docs/translations.md")
        for target in re.findall(r"`make ([a-z-]+)", (repository / name).read_text())
    }
    assert named <= set(targets)
    assert {"note", "serve", "check", "fix", "parity", "accept", "record"} <= named
