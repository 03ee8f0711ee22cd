"""The file that keeps what builds made: it loses nothing that counts, and stops nobody."""

import os
import signal
import subprocess
import sys
import time

import pytest
from pages import store as store_module
from pages.store import Store


@pytest.fixture
def told():
    """The lines that a store has told."""
    return []


@pytest.fixture
def open_store(tmp_path, told):
    """Opens the store of one folder, as the next build does."""
    return lambda: Store(tmp_path / ".cache" / "pages.sqlite", told.append)


def test_the_next_build_finds_what_one_kept(open_store, told):
    """Text of any letters; what was never kept is not found."""
    first = open_store()
    first.put("a", "容器 ≠ 虚拟机\n")
    assert first.get("a") == "容器 ≠ 虚拟机\n"
    first.close()
    second = open_store()
    assert second.get("a") == "容器 ≠ 虚拟机\n"
    assert second.get("b") is None
    assert told == []


def test_a_damaged_file_is_thrown_away(open_store, tmp_path, told):
    """The build goes on with an empty one."""
    path = tmp_path / ".cache" / "pages.sqlite"
    path.parent.mkdir()
    path.write_bytes(b"no database at all " * 100)
    store = open_store()
    store.put("a", "1")
    store.close()
    assert open_store().get("a") == "1"
    assert told == []


def test_a_damaged_page_of_the_file_stops_no_build(open_store, tmp_path, told):
    """What cannot be read is made anew, with one line about it."""
    store = open_store()
    for number in range(300):
        store.put(f"{number}", os.urandom(2000).hex())
    store.close()
    path = tmp_path / ".cache" / "pages.sqlite"
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    store = open_store()
    assert [store.get(f"{number}") for number in range(300)] == [None] * 300
    store.put("a", "1")
    store.close()
    assert len(told) == 1
    assert "every page is made anew" in told[0]
    store = open_store()
    store.put("a", "1")
    store.close()
    assert open_store().get("a") == "1"


def test_without_a_place_to_keep_it_pages_are_made_anew(tmp_path, told):
    """A file stands where the folder should be."""
    (tmp_path / ".cache").write_text("")
    store = Store(tmp_path / ".cache" / "pages.sqlite", told.append)
    store.put("a", "1")
    store.save()
    assert store.get("a") is None
    store.close()
    assert "every page is made anew" in told[0]


def test_a_killed_build_leaves_a_file_that_can_be_used(open_store, tmp_path, told):
    """Killed while it writes, it has kept whole values or none."""
    program = (
        "import itertools, sys\nfrom pathlib import Path\nfrom pages.store import Store\n"
        "store = Store(Path(sys.argv[1]), print)\n"
        "for number in itertools.count():\n"
        "    store.put(str(number), f'{number} ' * 5000)\n"
        "    store.save()\n"
        "    print(number, flush=True)\n"
    )
    path = tmp_path / ".cache" / "pages.sqlite"
    hooks = str(store_module.__file__).rsplit("/pages/", 1)[0]
    command = [sys.executable, "-c", program, str(path)]
    environment = os.environ | {"PYTHONPATH": hooks}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        for _ in range(20):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    store = open_store()
    assert store.get("15") == "15 " * 5000
    store.put("a", "1")
    store.close()
    assert open_store().get("a") == "1"
    assert told == []


def test_a_store_can_forget_everything(open_store):
    """Saved or not."""
    store = open_store()
    store.put("a", "1")
    store.save()
    store.put("b", "2")
    store.clear()
    store.close()
    store = open_store()
    assert [store.get("a"), store.get("b")] == [None, None]


def test_what_no_build_uses_is_forgotten(open_store, monkeypatch):
    """After two weeks; what was used meanwhile stays."""
    days = 86_400
    now = time.time()
    for at, key in ((0, "old"), (0, "used")):
        monkeypatch.setattr(store_module, "time", lambda at=at: now + at * days)
        store = open_store()
        store.put(key, "1")
        store.close()
    monkeypatch.setattr(store_module, "time", lambda: now + 10 * days)
    store = open_store()
    assert store.get("used") == "1"
    store.close()
    monkeypatch.setattr(store_module, "time", lambda: now + 16 * days)
    store = open_store()
    store.put("new", "1")
    store.close()
    store = open_store()
    assert [store.get(key) for key in ("old", "used", "new")] == [None, "1", "1"]
