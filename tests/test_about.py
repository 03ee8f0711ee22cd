"""What stands under a note: how fresh it is, where it comes from, whom to tell."""

import os
import subprocess
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from demos.verified import Verified
from notes.about import Place, Sources, about_html, demos_in
from notes.changes import last_changes

PLACE = Place(
    "https://s/a/", "../../recordings", "https://r/o", "https://r/o/edit/a.md", [("x", "A & B")]
)


def git(folder, *arguments, day="2026-01-02"):
    """Run git as somebody, on a day."""
    person = {
        f"GIT_{who}_{what}": "a@b.c"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    dates = {f"GIT_{who}_DATE": f"{day}T12:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    subprocess.run(
        ["git", *arguments],
        cwd=folder,
        check=True,
        env=os.environ | person | dates,
        capture_output=True,
    )


@pytest.fixture
def docs(tmp_path):
    """A repository with docs/a/b.md of two days and docs/中.md of one."""
    folder = tmp_path / "docs"
    (folder / "a").mkdir(parents=True)
    git(tmp_path, "init", "-q")
    for day, name in (("2026-01-02", "a/b.md"), ("2026-02-03", "中.md"), ("2026-03-04", "a/b.md")):
        (folder / name).write_text(day)
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-qm", day, day=day)
    return folder


def test_a_note_was_updated_when_it_was_last_committed(docs):
    """Whatever the clock says, and for names in Chinese too."""
    assert last_changes(docs) == {"a/b.md": "2026-03-04", "中.md": "2026-02-03"}


def test_without_history_nothing_is_claimed(docs, tmp_path):
    """No repository, or a part of one, in which every file seems to be new."""
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}", "part")
    assert last_changes(tmp_path / "part" / "docs") == {}
    outside = tmp_path / "outside"
    outside.mkdir()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
        assert last_changes(outside) == {}
        environment.setenv("PATH", str(outside))
        assert last_changes(docs) == {}


def test_the_oldest_verification_counts(tmp_path):
    """A demo without one counts most."""
    verified = {"one": Verified("2026-05-01", {}), "two": Verified("2026-04-01", {})}
    html = about_html(["one", "two"], PLACE, Sources(tmp_path), (verified, "2026-06-01"), "en")
    assert "Last verified: <time>2026-04-01</time> · Last updated: <time>2026-06-01</time>" in html
    html = about_html(["one", "three"], PLACE, Sources(tmp_path), (verified, ""), "en")
    assert "Not verified again" in html
    assert "Last updated" not in html


def test_a_report_says_which_section_is_wrong(tmp_path):
    """The form is filled in with its address."""
    html = about_html([], PLACE, Sources(tmp_path), ({}, ""), "en")
    address = unescape(html.split('<li><a href="')[1].split('"')[0])
    asked = parse_qs(urlsplit(address).query)
    assert address.startswith("https://r/o/issues/new?")
    assert asked["template"] == ["wrong.yml"]
    assert asked["page"] == ["https://s/a/#x"]
    assert asked["title"] == ["A & B is wrong"]


def test_raw_recordings_are_linked(tmp_path):
    """The recording, and the cast of each terminal."""
    for name in ("one.1.cast", "one.2.cast", "one-more.1.cast"):
        (tmp_path / name).touch()
    html = about_html(["one"], PLACE, Sources(tmp_path), ({}, ""), "zh")
    assert [part.split('"')[0] for part in html.split('href="../../recordings/')[1:]] == [
        "one.json",
        "one.1.cast",
        "one.2.cast",
    ]


def test_the_demos_of_a_page_are_read_from_it():
    """Its line about versions names them; one line may be about several demos."""
    html = '<p class="provenance" data-demo="a b">x</p><p class="provenance" data-demo="c">y</p>'
    assert demos_in(html) == ["a", "b", "c"]
