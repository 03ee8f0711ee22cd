"""What `make serve` keeps between two builds: what is recorded, what failed, what is wrong."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from queue import Queue

import pytest
from demos.freshness import current_key
from demos.host_image import recipe_digest
from demos.recording_json import to_json
from files import ROOT
from notes.live import Live, Underway
from notes.live_page import live_html, mistaken_page
from serve_site import complaint
from small_site import free_port, lay_out
from writing import console, recording_of, scripts_of_text

WAIT = 10


class Desk:
    """A repository of one note, and a recorder whose takes are asked for and answered here."""

    def __init__(self, folder):
        self.folder = folder
        self.asked, self.answers, self.told = Queue(), Queue(), Queue()
        (folder / "docs" / "recordings").mkdir(parents=True)
        (folder / "hooks").mkdir()
        (folder / "hooks" / "x.py").write_text("")
        self.live = Live(folder, self.told.put, self.record)

    def record(self, demo):
        """Say which demo is wanted and give the prepared answer."""
        self.asked.put(demo)
        return self.answers.get(timeout=WAIT)

    def write(self, *lines, note="note.md", demo="box"):
        """Save a note with these commands and build once."""
        self.text = console(*lines, demo=demo)
        (self.folder / "docs" / note).write_text(self.text)
        self.live.refresh()

    def shelve(self):
        """Put a fresh recording of the note on the shelf."""
        (script,) = scripts_of_text(self.text)
        key = current_key(script, recipe_digest())
        recording = replace(recording_of(script, [["x"]]), key=key)
        (self.folder / "docs" / "recordings" / "box.json").write_text(to_json(recording))


@pytest.fixture
def desk(tmp_path):
    """A session that is ended after the test."""
    one = Desk(tmp_path)
    yield one
    one.answers.put("")
    one.live.end()


def test_a_stale_demo_is_recorded_while_its_page_says_so(desk):
    """And afterwards the page says nothing any more."""
    desk.write("$ ps")
    assert desk.asked.get(timeout=WAIT) == "box"
    assert desk.live.underway("note.md") == [Underway("box", "docs/note.md")]
    assert desk.live.underway("note.en.md") == desk.live.underway("note.md")
    assert desk.live.underway("other.md") == []
    desk.shelve()
    desk.answers.put("")
    desk.live.refresh()
    assert desk.live.underway("note.md") == []
    assert desk.asked.empty()


def test_a_failure_stays_until_the_commands_change(desk):
    """It is told once, builds the pages once, and is not tried again by itself."""
    desk.write("$ ps")
    desk.answers.put("it failed")
    assert desk.asked.get(timeout=WAIT) == "box"
    assert desk.told.get(timeout=WAIT) == "recording “box” …"
    assert desk.told.get(timeout=WAIT) == "“box” was not recorded; the page says why"
    desk.live.refresh()
    assert desk.live.underway("note.md") == [Underway("box", "docs/note.md", "it failed")]
    assert desk.asked.empty()
    desk.write("$ ls")
    assert desk.asked.get(timeout=WAIT) == "box"


def test_a_save_during_a_recording_is_recorded_next(desk):
    """The newest commands count."""
    desk.write("$ ps")
    assert desk.asked.get(timeout=WAIT) == "box"
    desk.write("$ ls")
    desk.answers.put("")
    assert desk.asked.get(timeout=WAIT) == "box"


def test_a_mistake_keeps_no_other_note_from_being_recorded(desk):
    """It stays with its note, and goes when it is mended."""
    desk.write("output", note="wrong.md", demo="wrong")
    desk.write("$ ps")
    assert desk.asked.get(timeout=WAIT) == "box"
    assert "docs/wrong.md:2: “output” has no prompt" in desk.live.mistakes("wrong.md")[0]
    assert desk.live.mistakes("note.md") == []
    (desk.folder / "docs" / "wrong.md").unlink()
    desk.live.refresh()
    assert desk.live.mistakes("wrong.md") == []


def test_edited_hooks_ask_for_a_restart(desk):
    """Once for each edit."""
    desk.live.refresh()
    (desk.folder / "hooks" / "y.py").write_text("")
    desk.live.refresh()
    desk.live.refresh()
    message = "hooks/y.py changed: stop make serve and start it again to see that"
    assert list(desk.told.queue) == [message]


def test_the_page_shows_errors_as_text():
    """Nothing of an error is markup."""
    html = live_html([Underway("a", "x"), Underway("b", "x", "<b> & @{x}")], "en")
    assert "Recording the demo “a” …" in html
    assert "&lt;b&gt; &amp; @{x}" in html
    assert live_html([], "zh") == ""
    assert "&lt;b&gt;" in mistaken_page(["<b>"])
    assert mistaken_page([]) is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_preview_leaves_nothing_when_it_ends(tmp_path, number):
    """Not even when it is terminated or its window is closed: its site may lie in memory."""
    site, temporary = tmp_path / "site", tmp_path / "temporary"
    site.mkdir()
    temporary.mkdir()
    folder = lay_out(site, {"index.md": "# 题 { #title }\n"})
    server = subprocess.Popen(
        [sys.executable, ROOT / "tools" / "serve_site.py", str(free_port())],
        cwd=folder,
        env=os.environ | {"TMPDIR": str(temporary), "DEMOS": "replay"},
        stderr=subprocess.PIPE,
        text=True,
    )
    with server:
        assert any("Serving on " in line for line in server.stderr)
        assert list(temporary.iterdir())
        server.send_signal(number)
        assert server.wait(60) == 0
    assert list(temporary.iterdir()) == []


def test_a_port_that_is_taken_is_said_before_anything_is_built():
    """With what to write instead."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert complaint(str(port)) == (
            f"serve: port {port} is taken by another program\n    write make serve PORT={port + 1}"
        )
    assert complaint(str(port)) == ""
    assert complaint("http") == "serve: “http” is not a port\n    write make serve PORT=8001"
