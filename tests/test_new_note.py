"""A new note: both files, its line in the nav, and nothing overwritten."""

import pytest
from demos.errors import DemoError
from demos.library import read_library, scripts_of
from notes.new_note import make_note, with_nav_line
from notes.prose import check_notes
from notes.translations import read_translations

SETTINGS = """site_name: X

nav:
  - 首页: index.md
  - 网络:
      - network/one.md
      - Two: network/two.md
  - 参与:
      - syntax.md

theme: y
"""


@pytest.fixture
def repository(tmp_path):
    """A repository with one note whose demo is called “taken”."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SETTINGS)
    text = '# 首页 { #home }\n\n```console demo="taken"\n$ ps\n```\n'
    (tmp_path / "docs" / "index.md").write_text(text)
    return tmp_path


def test_a_new_note_is_complete(repository):
    """It has a demo, a current translation and good style, and what comes next is said."""
    told = make_note(repository, "network/bridge")
    docs = repository / "docs"
    assert "bridge" in scripts_of(read_library(docs))
    translations, errors = read_translations(docs)
    assert ([one.state for one in translations], errors) == (["missing", "current"], [])
    assert check_notes(docs) == []
    assert told == [
        "docs/network/bridge.md: the note, in Chinese",
        "docs/network/bridge.en.md: its translation",
        "mkdocs.yml: the note is in nav, behind the last one of its section",
        "next: make record DEMO=bridge, then make serve; write, and record again",
        "at the end: make check, and commit the note with docs/recordings",
    ]


def test_the_nav_gains_one_line():
    """Behind the last note of the section; a new section comes last, and is told."""
    assert with_nav_line(SETTINGS, "network/three") == SETTINGS.replace(
        "      - Two: network/two.md\n", "      - Two: network/two.md\n      - network/three.md\n"
    )
    assert with_nav_line(SETTINGS, "storage/one") == SETTINGS.replace(
        "syntax.md\n", "syntax.md\n  - storage:\n      - storage/one.md\n"
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            "Bridge",
            "“Bridge” is not a name for a note\n"
            "    write section/slug: lower-case letters, digits and hyphens, "
            "as in the page's address",
        ),
        (
            "x/../y",
            "“x/../y” is not a name for a note\n"
            "    write section/slug: lower-case letters, digits and hyphens, "
            "as in the page's address",
        ),
        (
            "network/taken",
            "there is a demo “taken” already\n"
            "    a demo's name is unique among notes, and this note's first demo has its name",
        ),
        (
            "network/there",
            "docs/network/there.en.md exists\n    choose another name, or edit this note",
        ),
    ],
)
def test_a_name_that_cannot_be(repository, name, message):
    """Nothing is written then."""
    there = repository / "docs" / "network" / "there.en.md"
    there.parent.mkdir()
    there.write_text("# There { #there }\n")
    before = sorted(repository.rglob("*"))
    with pytest.raises(DemoError) as caught:
        make_note(repository, name)
    assert str(caught.value) == message
    assert sorted(repository.rglob("*")) == before
    assert there.read_text() == "# There { #there }\n"
