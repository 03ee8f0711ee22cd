"""The folder of recordings: nothing is lost, nothing is half."""

import resource
from contextlib import contextmanager

import pytest
from demos.cast import Track
from demos.errors import DemoError
from demos.shelf import Shelf, write_whole
from writing import recording_of, script_of

SCRIPT = script_of("$ ls")
TRACK = Track(120, 40, ((0.1, b"a"),), ((0.1, "ls"),))


@contextmanager
def full_disk():
    """Let every write beyond a few bytes fail, as on a disk without space."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16, before[1]))
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
    assert "the old file is untouched" in caught.value.hint
    assert shelf.read("box") == old
    assert names(tmp_path) == ["box.1.cast", "box.json"]


def test_a_folder_that_cannot_be_made(tmp_path):
    """A file in the folder's place is an error with a remedy, too."""
    (tmp_path / "recordings").write_text("a file")
    with pytest.raises(DemoError, match=r"cannot write .*/recordings/box.1.cast: "):
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
