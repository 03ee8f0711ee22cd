"""The folder of recordings: nothing is lost, nothing is half."""

import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from demos.cast import Track
from demos.errors import DemoError
from demos.shelf import Shelf, write_whole
from writing import recording_of, script_of

SCRIPT = script_of("$ ls")
TRACK = Track(120, 40, ((0.1, b"a"),), ((0.1, "ls"),))


@contextmanager
def full_disk(room=16):
    """Let every write beyond a few bytes fail, as on a disk without space."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def names(folder):
    """The names of all files there."""
    return sorted(path.name for path in folder.iterdir())


def test_what_was_written_is_read(tmp_path):
    """The recording beside one cast for each terminal."""
    shelf = Shelf(tmp_path / "docs" / "recordings")
    recording = recording_of(SCRIPT, [["容器"]])
    shelf.write(recording, {"1": TRACK, "2": TRACK})
    assert shelf.read("box") == recording
    assert names(shelf.folder) == ["box.1.cast", "box.2.cast", "box.json"]
    assert shelf.demos() == ["box"]
    assert shelf.path("box").stat().st_mode & 0o777 == 0o644


def test_a_terminal_that_is_gone_leaves_no_cast(tmp_path):
    """Casts of other demos stay."""
    shelf = Shelf(tmp_path)
    (tmp_path / "boxes.2.cast").write_text("other")
    shelf.write(recording_of(SCRIPT, [["a"]]), {"1": TRACK, "2": TRACK})
    shelf.write(recording_of(SCRIPT, [["a"]]), {"1": TRACK})
    assert names(tmp_path) == ["box.1.cast", "box.json", "boxes.2.cast"]


def test_casts_and_recording_are_of_one_run(tmp_path):
    """When the recording does not fit on the disk any more, the old casts stay, too."""
    shelf = Shelf(tmp_path)
    shelf.write(recording_of(SCRIPT, [["old"]]), {})
    before = shelf.path("box").read_bytes()
    room = 2 * len(before)
    with full_disk(room), pytest.raises(DemoError, match=r"cannot write .*/box\.json: "):
        shelf.write(recording_of(SCRIPT, [["new" * room]]), {"1": TRACK})
    assert names(tmp_path) == ["box.json"]
    assert shelf.path("box").read_bytes() == before


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
import test_shelf
at = int(sys.argv[2])
def count(*arguments, real):
    global at
    at -= 1
    if at < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)
real_fsync, real_replace = os.fsync, os.replace
os.fsync = lambda *some: count(*some, real=real_fsync)
os.replace = lambda *some: count(*some, real=real_replace)
shelf = test_shelf.Shelf(Path(sys.argv[1]))
new = test_shelf.recording_of(test_shelf.SCRIPT, [["new"]])
shelf.write(new, {"1": test_shelf.TRACK, "2": test_shelf.TRACK})
"""


@pytest.mark.parametrize("at", range(6))
def test_a_killed_writer_leaves_only_whole_files(repository, tmp_path, at):
    """Wherever it is killed, no file is half, and the next writer clears what it left."""
    shelf = Shelf(tmp_path)
    old = recording_of(SCRIPT, [["old"]])
    shelf.write(old, {})
    paths = [str(repository / name) for name in ("hooks", "tests")]
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(at), *paths]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert shelf.read("box") == old
    assert any(name.startswith(".") for name in names(tmp_path))
    whole = {name: (tmp_path / name).read_text() for name in names(tmp_path) if name[0] != "."}
    assert all(text.endswith(("}\n", "]\n")) for text in whole.values())
    write_whole(tmp_path / "list", "of another demo")
    assert names(tmp_path) == sorted([*whole, "list"])


def test_writers_wait_for_each_other(tmp_path):
    """Ten at once on one demo: in the end recording and cast are of one run."""

    def write(number):
        track = Track(120, 40, ((0.1, f"run {number}".encode()),), ())
        Shelf(tmp_path).write(recording_of(SCRIPT, [[f"run {number}"]]), {"1": track})

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(write, range(10))) == [None] * 10
    assert names(tmp_path) == ["box.1.cast", "box.json"]
    (line,) = Shelf(tmp_path).read("box").steps[0].output
    assert line.text in (tmp_path / "box.1.cast").read_text()


def test_equal_text_is_not_written(tmp_path):
    """The file itself stays, so nothing that watches it wakes up."""
    path = tmp_path / "box.json"
    write_whole(path, "a\r\nb")
    before = path.stat()
    write_whole(path, "a\r\nb")
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    write_whole(path, "c")
    assert path.read_text() == "c"


def test_a_full_disk_leaves_the_old_recording(tmp_path):
    """The old file stays whole, and nothing half lies about."""
    shelf = Shelf(tmp_path)
    old = recording_of(SCRIPT, [["old"]])
    shelf.write(old, {"1": TRACK})
    with full_disk(), pytest.raises(DemoError) as caught:
        shelf.write(recording_of(SCRIPT, [["new"]]), {"1": TRACK})
    assert caught.value.message == f"cannot write {tmp_path / 'box.json'}: File too large"
    assert "the old files are untouched" in caught.value.hint
    assert shelf.read("box") == old
    assert names(tmp_path) == ["box.1.cast", "box.json"]


def test_a_folder_that_cannot_be_made(tmp_path):
    """A file in the folder's place is an error with a remedy, too."""
    (tmp_path / "recordings").write_text("a file")
    with pytest.raises(DemoError, match=r"cannot write .*/recordings: "):
        Shelf(tmp_path / "recordings").write(recording_of(SCRIPT, [["a"]]), {"1": TRACK})


def test_an_interruption_leaves_nothing_half(tmp_path, monkeypatch):
    """Ctrl-C between writing and replacing."""
    path = tmp_path / "box.json"
    write_whole(path, "old")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["box.json"]


def test_a_damaged_file_can_be_written_over(tmp_path):
    """What cannot be read is an error to read, and none to replace."""
    shelf = Shelf(tmp_path)
    shelf.path("box").write_bytes(b"\xff\xfe")
    with pytest.raises(DemoError, match=r"cannot read box\.json"):
        shelf.read("box")
    shelf.write(recording_of(SCRIPT, [["a"]]), {})
    assert shelf.read("box") is not None


def test_no_recording_is_none(tmp_path):
    """A demo that was never recorded is no error here."""
    assert Shelf(tmp_path / "nowhere").read("box") is None
    assert Shelf(tmp_path / "nowhere").demos() == []
