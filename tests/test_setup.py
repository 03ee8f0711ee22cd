"""The set-up: requirements, tools and Makefile."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import build_site
import files
import pytest
import set_up
import site_stamp

NAMES = [f"requirements{kind}" for kind in ("-build", "", "-cluster", "-bench", "-test")]
PIN = re.compile(r"^([a-z0-9-]+)==([^\s;\\]+)", re.MULTILINE)
BY_HAND = ["Makefile", "mkdocs.yml", "pyproject.toml", ".ci", "tools", "overrides"]


def pins(file: Path) -> dict[str, str]:
    """Return the versions that a requirement file pins."""
    return dict(PIN.findall(file.read_text()))


def run(script: Path, path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell tool that finds no programs but those in the folder ``path``."""
    return subprocess.run(
        [script],
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def bare(tmp_path) -> Path:
    """A folder of programs as on a machine with nothing installed."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("dirname", "grep", "id", "sh", "tr"):
        (folder / name).symlink_to(shutil.which(name))
    return folder


def fake(folder: Path, name: str, script: str) -> None:
    """Put a program of our own where the tool under test looks for it."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.mark.parametrize("name", NAMES)
def test_every_direct_dependency_has_its_reason(repository, name):
    """In a requirements file for people, a sentence stands above each pinned name."""
    lines = (repository / f"{name}.in").read_text().splitlines()
    bare_names = [
        line
        for above, line in zip(["", *lines], lines, strict=False)
        if line and not line.startswith(("#", "-")) and not above.startswith("# ")
    ]
    assert bare_names == []
    assert all(PIN.match(line) for line in lines if line and not line.startswith(("#", "-")))


@pytest.mark.parametrize("name", NAMES)
def test_everything_installed_is_pinned_and_hashed(repository, name):
    """Each requirement that pip reads has one version and at least one hash."""
    text = (repository / f"{name}.txt").read_text()
    entries = [entry for entry in re.split(r"\n(?=\S)", text) if not entry.startswith("#")]
    assert entries
    assert [entry for entry in entries if not PIN.match(entry) or "--hash=" not in entry] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_compiled_file_says_what_the_file_for_people_says(repository, name):
    """A version changed by hand without `make lock` is noticed."""
    direct = pins(repository / f"{name}.in")
    compiled = pins(repository / f"{name}.txt")
    assert direct
    assert direct.items() <= compiled.items()


def test_tests_run_with_the_versions_that_build_the_site(repository):
    """What the site needs has the same version in the tests' requirements."""
    site = pins(repository / "requirements.txt")
    assert site.items() <= pins(repository / "requirements-test.txt").items()


def test_no_file_of_the_set_up_knows_a_machine(repository):
    """No home folder, no working folder and no package index is written down."""
    texts = [repository / f"{name}.{kind}" for name in NAMES for kind in ("in", "txt")]
    for name in BY_HAND:
        found = repository / name
        inside = [file for file in found.rglob("*") if is_text(file)]
        texts += [found] if found.is_file() else inside
    known = re.compile(r"/(?:home|Users|work|opt)/\w|--(?:extra-)?index-url|--find-links")
    assert [str(file) for file in texts if known.search(file.read_text())] == []


def is_text(file: Path) -> bool:
    """Tell a file that somebody wrote from a folder and from what Python compiled."""
    return file.is_file() and "__pycache__" not in file.parts


def test_make_alone_lists_every_target(repository):
    """Each target for people is listed with what it does."""
    result = subprocess.run(
        ["make"], cwd=repository, capture_output=True, text=True, check=True, env=without_make()
    )
    listed = dict(re.findall(r"^make (\S+) +(\S.*)$", result.stdout, re.MULTILINE))
    phony = re.search(r"^\.PHONY: (.*)$", (repository / "Makefile").read_text(), re.MULTILINE)
    assert phony
    assert set(listed) == set(phony[1].split()) - {"setup", "setup-test"}


def without_make() -> dict[str, str]:
    """This environment less what an outer make tells an inner one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}


def test_an_old_python_is_named_as_the_trouble(repository, bare):
    """Without Python 3.11 or newer the set-up says so, and how to name one."""
    fake(bare, "python3", "exit 1")
    result = run(repository / "tools/find-python", bare)
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed" in result.stderr
    assert "make PYTHON=" in result.stderr


def test_a_newer_python_beside_an_old_one_is_found(repository, bare):
    """Where python3 is old, python3.12 is taken."""
    fake(bare, "python3", "exit 1")
    fake(bare, "python3.12", "exit 0")
    result = run(repository / "tools/find-python", bare)
    assert result.stdout.strip() == str(bare / "python3.12")


def test_a_python_without_venv_names_the_package_to_install(repository, bare):
    """Debian's Python without python3-venv leads to the package's name."""
    fake(bare, "python3", 'case "$2" in *ensurepip*) exit 1 ;; *print*) echo 3.11 ;; esac')
    result = run(repository / "tools/find-python", bare)
    assert result.returncode == 1
    assert "apt-get install python3.11-venv" in result.stderr


def test_missing_test_tools_are_named_where_they_cannot_be_installed(repository, bare):
    """Without apt-get the packages and the way round are in the message."""
    result = run(repository / "tools/install-test-tools", bare)
    assert result.returncode == 1
    assert "docker.io mmdebstrap chromium" in result.stderr
    assert "CHROMIUM=" in result.stderr


def test_nothing_is_installed_where_nothing_is_missing(repository, bare):
    """With every tool there, apt-get is not even looked at."""
    for name in ("dockerd", "mmdebstrap", "my-browser"):
        fake(bare, name, "exit 0")
    fake(bare, "fc-list", "echo some font")
    fake(bare, "apt-get", "exit 9")
    result = run(repository / "tools/install-test-tools", bare, CHROMIUM="my-browser")
    assert result.returncode == 0, result.stderr
    assert "are installed" in result.stdout


def test_a_missing_engine_is_named_with_what_to_start(repository, bare):
    """Where no engine answers and none can be started, the message says what to do."""
    fake(bare, "docker", "exit 1")
    result = run(repository / "tools/start-engine", bare)
    assert result.returncode == 1
    assert "start Docker Desktop" in result.stderr


@pytest.mark.engine
def test_an_engine_that_runs_is_left_as_it_is(repository):
    """Starting the engine again changes nothing and says what isolation it has."""
    result = subprocess.run(
        [repository / "tools/start-engine"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert re.match(r"engine: Docker \S+ was running and is left as it is; it", result.stdout)


@pytest.fixture
def other_repository(tmp_path, monkeypatch) -> Path:
    """A repository of our own, with requirements that say they are installed."""
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    monkeypatch.setattr(set_up, "VENV", tmp_path)
    monkeypatch.setattr(set_up, "PYTHON", Path(sys.executable))
    for name in ("requirements.txt", "requirements-build.txt"):
        (tmp_path / name).write_text("some==1\n")
    set_up.stamp("requirements.txt").write_text(set_up.digest("requirements.txt"))
    return tmp_path


def test_unchanged_requirements_are_not_installed_again(other_repository):
    """The stamp of a finished installation is believed."""
    assert set_up.is_installed("requirements.txt")


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-build.txt"])
def test_changed_requirements_are_installed_again(other_repository, name):
    """A changed file, of the site or of the build tools, makes the stamp stale."""
    (other_repository / name).write_text("some==2\n")
    assert not set_up.is_installed("requirements.txt")


def test_a_broken_virtual_environment_is_noticed(other_repository, monkeypatch):
    """A stamp counts for nothing when its Python does not start."""
    monkeypatch.setattr(set_up, "PYTHON", other_repository / "gone")
    assert not set_up.is_installed("requirements.txt")


def test_of_two_runs_one_waits_and_says_so(tmp_path, monkeypatch):
    """The second run waits until the first has finished, then goes on."""
    monkeypatch.setattr(files, "CACHE", tmp_path)
    second_run = (
        "import sys, pathlib, files; files.CACHE = pathlib.Path(sys.argv[1])\n"
        "with files.only_one('build'): print('in', flush=True)"
    )
    with files.only_one("build"):
        second = subprocess.Popen(
            [sys.executable, "-c", second_run, tmp_path],
            cwd=Path(files.__file__).parent,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert second.stdout is not None
        assert second.stdout.readline() == "build: waiting for another run to finish\n"
    assert second.communicate()[0] == "in\n"


@pytest.fixture
def old_site(tmp_path, monkeypatch) -> Path:
    """A site that was built before, where the next one will go."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "old.html").touch()
    for module, name, value in [
        (files, "CACHE", tmp_path),
        (build_site, "CACHE", tmp_path),
        (build_site, "SITE", site),
        (site_stamp, "STAMP", tmp_path / "site.stamp"),
    ]:
        monkeypatch.setattr(module, name, value)
    return site


def test_a_failed_build_leaves_the_last_site(old_site, monkeypatch):
    """Readers of site/ see the last good build until the next one is good."""

    def fail(target: Path) -> None:
        raise build_site.BuildError("it does not")

    monkeypatch.setattr(build_site, "build", fail)
    with pytest.raises(SystemExit, match=r"it does not .* as it was before"):
        build_site.main()
    assert [file.name for file in old_site.iterdir()] == ["old.html"]


def test_a_good_build_replaces_the_last_site(old_site, monkeypatch, capsys):
    """Nothing old and nothing temporary is left, and a line says what is there."""

    def build(target: Path) -> None:
        target.mkdir()
        (target / "new.html").touch()

    monkeypatch.setattr(build_site, "build", build)
    build_site.main()
    assert [file.name for file in old_site.iterdir()] == ["new.html"]
    left = ["build.lock", "site", "site.stamp"]
    assert sorted(file.name for file in old_site.parent.iterdir()) == left
    assert capsys.readouterr().out.startswith("site: 1 pages")


def test_a_site_is_built_again_only_when_something_changed(old_site, monkeypatch, capsys):
    """In what it is made of or in the site itself; and whenever all demos shall be run."""
    built = []

    def build(target: Path) -> None:
        built.append(target)
        target.mkdir()
        (target / "index.html").write_text("made")

    monkeypatch.setattr(build_site, "build", build)
    monkeypatch.setenv("DEMOS", "replay")
    build_site.main()
    build_site.main()
    assert len(built) == 1
    assert "nothing has changed" in capsys.readouterr().out
    (old_site / "index.html").write_text("other")
    build_site.main()
    assert len(built) == 2
    monkeypatch.setenv("SITE_URL", "https://x.example/")
    build_site.main()
    assert len(built) == 3
    monkeypatch.setenv("DEMOS", "all")
    build_site.main()
    build_site.main()
    assert len(built) == 5


def test_two_builds_of_a_commit_are_the_same_bytes(built_site, tmp_path, monkeypatch):
    """Built at another time, the whole site is byte for byte the same."""
    monkeypatch.setenv("DEMOS", "replay")
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    build_site.build(tmp_path / "again")
    assert contents(tmp_path / "again") == contents(built_site)


def test_the_site_carries_the_date_of_its_commit(tmp_path, monkeypatch):
    """The sitemap is dated by the last commit, so that building tomorrow changes nothing."""
    monkeypatch.setenv("DEMOS", "replay")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setattr(build_site, "last_commit_date", lambda: "86400")
    build_site.build(tmp_path / "site")
    dates = re.findall("<lastmod>(.*)</lastmod>", (tmp_path / "site/sitemap.xml").read_text())
    assert set(dates) == {"1970-01-02"}


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path there."""
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
