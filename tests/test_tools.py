"""The checks of a built site: its links, and whether a stranger's may be published."""

import shutil
import subprocess
import sys
from pathlib import Path

import check_links
import pytest
from check_links import broken_links, external_links, unreachable
from check_preview import complaints
from small_site import lay_out
from static_server import serve

ROOT = "https://x.example/notes/"
HOME = (
    '<a href="en/#top">en</a> <a href="en/#none">none</a> <a href="gone/">gone</a>'
    '<img src="a%20b.png"> <a href="/outside/">outside</a> '
    '<a href="https://x.example/notes/en/">x</a>'
    '<a href="https://other.example/a#b">other</a> <a href="mailto:a@b.c">mail</a>'
)


@pytest.fixture
def site(tmp_path):
    """A built site of two pages."""
    (tmp_path / "en").mkdir()
    (tmp_path / "index.html").write_text(HOME)
    (tmp_path / "en" / "index.html").write_text('<h1 id="top"><a href="..">zh</a></h1>')
    (tmp_path / "a b.png").write_bytes(b"")
    (tmp_path / "sitemap.xml").write_text(f"<urlset><url><loc>{ROOT}</loc></url></urlset>")
    return tmp_path


def test_broken_links_are_named_with_page_and_reason(site):
    """A missing page, a missing fragment, and a way out of the site's folder."""
    assert broken_links(site) == [
        ".: en/#none: the page has no #none",
        ".: gone/: there is no such page or file in the site",
        ".: /outside/: there is no such page or file in the site",
    ]


def test_links_to_elsewhere_are_asked_apart(site, tmp_path, monkeypatch):
    """Each address once, without fragment; what answers is fine."""
    assert external_links(site) == {"https://other.example/a": [""]}
    monkeypatch.setattr(check_links, "SECONDS", 2)
    with serve(site) as address:
        assert unreachable([address, f"{address}nowhere"]) == {f"{address}nowhere": "answers 404"}
    assert "does not answer" in unreachable([address])[address]


def test_a_plain_site_may_be_published(site):
    """Pages, pictures and text."""
    assert complaints(site) == []


def test_what_may_not_be_published(site, monkeypatch):
    """Links, hidden names, other kinds of files, too much of anything."""
    (site / "link.html").symlink_to("/etc/passwd")
    (site / ".git").mkdir()
    (site / "run.sh").write_text("")
    monkeypatch.setattr("check_preview.LARGEST", 100)
    (site / "big.txt").write_text("x" * 101)
    (site / "index.html").unlink()
    monkeypatch.setattr("check_preview.FILES", 5)
    size = sum(path.lstat().st_size for path in site.rglob("*"))
    assert sorted(complaints(site)) == [
        ".git: has a hidden name",
        f"8 files with {size:,} bytes are too many",
        "big.txt: is larger than 100 bytes",
        "link.html: is a link",
        "run.sh: a site has no files of this kind",
        "there is no index.html",
    ]


def git(folder, *arguments):
    """Run git in a folder, as nobody in particular."""
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", "-C", folder, *who, *arguments], check=True, capture_output=True)


def test_the_differences_of_recordings_are_indented_text(repository, tmp_path):
    """For a job's summary, in which no line of a transcript may be Markdown."""
    recordings = tmp_path / "docs" / "recordings"
    recordings.mkdir(parents=True)
    (tmp_path / "tools").mkdir()
    tool = Path(shutil.copy(repository / "tools" / "differences", tmp_path / "tools"))
    (recordings / "box.json").write_text("# one\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "x")

    def say():
        return subprocess.run([tool], check=True, capture_output=True, text=True).stdout

    assert say() == "The recordings are as they were committed.\n"
    (recordings / "box.json").write_text("# two\n")
    text = say()
    assert "     M docs/recordings/box.json\n" in text
    assert "    -# one\n    +# two\n" in text


def test_only_stale_demos_are_recorded(repository, tmp_path):
    """Where every recording is fresh, no engine is asked for."""
    folder = lay_out(tmp_path, {"index.md": "# X { #x }\n"})
    result = subprocess.run(
        [sys.executable, "hooks", "record", "--stale"],
        cwd=folder,
        env={"PATH": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert "recorded 0 of 0 demos" in result.stdout


def test_what_builds_make_is_never_committed(repository, tmp_path):
    """A page laid into the cache would be published without anybody having read it."""
    (tmp_path / "tools").mkdir()
    tool = shutil.copy(repository / "tools" / "check-tracked", tmp_path / "tools")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "pages.sqlite").write_text("forged")

    def run(*command):
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    run("git", "init", "-q")
    assert run(tool).returncode == 0
    run("git", "add", ".cache")
    refused = run(tool)
    assert refused.returncode == 1
    assert ".cache/pages.sqlite: this is made by a build and never committed" in refused.stderr
    assert "write git rm -r --cached .cache" in refused.stderr
