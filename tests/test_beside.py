"""A second process beside a build: what it does, what it says, and what happens when it fails."""

import logging
import os

import pytest
from pages.beside import Beside
from pages.kept import Kept

LOG = logging.getLogger("mkdocs.pages")


@pytest.fixture
def one_core():
    """A machine with one processor."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    yield
    os.sched_setaffinity(0, cores)


def test_what_it_says_is_said_by_the_build(capfd):
    """In the order in which it was said, and not before."""
    found = Beside(lambda: [LOG.warning("note %d", number) for number in (1, 2)]).said()
    assert [(record.name, record.getMessage()) for record in found] == [
        ("mkdocs.pages", "note 1"),
        ("mkdocs.pages", "note 2"),
    ]
    assert capfd.readouterr() == ("", "")


def test_the_build_says_it(caplog):
    """With its own handlers, so that a warning counts where builds are strict."""
    assert Beside(lambda: LOG.warning("in a second process")).done()
    assert caplog.messages == ["in a second process"]
    assert not Beside(lambda: LOG.warning("lost") or 1 / 0).done()
    assert caplog.messages == ["in a second process"]


def test_much_can_be_said():
    """More than a pipe holds."""
    found = Beside(lambda: [LOG.warning("x" * 1000) for _ in range(1000)]).said()
    assert len(found) == 1000


@pytest.mark.parametrize("error", [ValueError, SystemExit, KeyboardInterrupt])
def test_it_fails_in_silence(error, capfd):
    """The build does the same, and says what is wrong."""

    def work():
        LOG.error("a mistake")
        raise error

    assert Beside(work).said() is None
    assert capfd.readouterr() == ("", "")


def test_it_can_be_killed():
    """By a machine without memory: then nothing was said."""
    assert Beside(lambda: os.kill(os.getpid(), 9)).said() is None


def test_it_is_not_waited_for_without_end(monkeypatch):
    """The build does the same in its place."""
    monkeypatch.setattr("pages.beside._PATIENCE", 0.1)
    assert Beside(lambda: os.read(os.pipe()[0], 1)).said() is None


def test_there_may_be_nothing_to_do():
    """Then there is no process, and nothing was done."""
    beside = Beside()
    beside.stop()
    assert not beside.done()


def test_it_can_be_stopped():
    """What it has not done yet is not waited for."""
    beside = Beside(lambda: os.read(os.pipe()[0], 1))
    beside.stop()
    assert beside.said() is None


@pytest.mark.usefixtures("one_core")
def test_there_is_none_on_one_core():
    """It would only be in the way."""
    beside = Beside(lambda: LOG.warning("here"))
    assert beside.said() is None
    beside.stop()


def test_what_it_makes_is_kept(tmp_path):
    """In the store of the build, which goes on with it."""
    kept = Kept(tmp_path)
    kept.begin("settings", tmp_path)
    assert kept.beside(lambda: kept.page("page", "a", lambda: "made beside")).said() == []
    assert kept.page("page", "a", lambda: "made again") == "made beside"
    kept.store.close()
