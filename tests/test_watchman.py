"""Who looks for changes while a site is served."""

from contextlib import suppress
from queue import Empty, Queue
from threading import Lock
from time import sleep, time

import pytest
from demos.shelf import write_whole
from notes.watchman import make_watchman
from watchdog.events import FileSystemEventHandler

WAIT = 10
# Several looks.
NOTHING_WITHIN = 0.5


class Seen(FileSystemEventHandler):
    """The changes that somebody is told who asks for those of files only, as MkDocs does."""

    def __init__(self):
        self.paths = Queue()

    def on_any_event(self, event):
        """Keep the path of a file."""
        if not event.is_directory:
            self.paths.put(event.src_path)


@pytest.fixture
def watched(tmp_path):
    """A folder of notes with a recording, what was seen there, and what stops all looking."""
    (tmp_path / "recordings").mkdir()
    write_whole(tmp_path / "note.md", "old")
    write_whole(tmp_path / "recordings" / "box.json", "old")
    building, seen = Lock(), Seen()
    watchman = make_watchman(tmp_path, tmp_path / "recordings", building)
    watchman.schedule(seen, str(tmp_path), recursive=True)
    watchman.start()
    see_something(tmp_path, seen.paths)
    yield tmp_path, seen.paths, building
    watchman.stop()
    watchman.join(WAIT)


def see_something(folder, paths):
    """Wait until the first look is over: only what changes after it is seen."""
    while paths.empty():
        (folder / "first").write_text(f"{time()}")
        sleep(NOTHING_WITHIN / 10)
    with suppress(Empty):
        while paths.get(timeout=NOTHING_WITHIN):
            pass


def nothing_seen(paths):
    """Whether the watchman says nothing for a while."""
    with pytest.raises(Empty):
        paths.get(timeout=NOTHING_WITHIN)
    return True


def test_a_saved_note_is_seen(watched):
    """By its own name."""
    folder, paths, _ = watched
    (folder / "note.md").write_text("new and longer")
    assert paths.get(timeout=WAIT) == str(folder / "note.md")


@pytest.mark.parametrize("name", ["box.json", "other.json"])
def test_a_replaced_and_a_new_recording_are_seen(watched, name):
    """Although their folder is looked at as one file."""
    folder, paths, _ = watched
    write_whole(folder / "recordings" / name, "new")
    assert paths.get(timeout=WAIT) == str(folder / "recordings")


def test_a_recording_that_is_removed_is_seen(watched):
    """Its note has to say so."""
    folder, paths, _ = watched
    (folder / "recordings" / "box.json").unlink()
    assert paths.get(timeout=WAIT) == str(folder / "recordings")


def test_nothing_is_looked_at_during_a_build(watched):
    """What changes meanwhile is seen as soon as it is over."""
    folder, paths, building = watched
    with building:
        (folder / "note.md").write_text("new and longer")
        assert nothing_seen(paths)
    assert paths.get(timeout=WAIT) == str(folder / "note.md")
