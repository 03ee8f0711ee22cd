"""What stands between a note and its recording: one message each, with what to run."""

from dataclasses import replace

import pytest
from demos.errors import DemoError
from demos.freshness import current_key
from demos.host_image import recipe_digest
from demos.modes import mode_from_environment, prepare_recordings
from demos.recording import FORMAT
from demos.recording_json import to_json
from demos.shelf import Shelf
from writing import console, recording_of, scripts_of_text

NOTE = console("$ ps")
(SCRIPT,) = scripts_of_text(NOTE)
ELSEWHERE = to_json(recording_of(SCRIPT, [["x"]]))
FRESH = to_json(replace(recording_of(SCRIPT, [["x"]]), key=current_key(SCRIPT, recipe_digest())))
CONFLICT = f"{{\n<<<<<<< HEAD\n{FRESH}"
REFUSED = "permission denied while trying to connect to the Docker daemon socket"
DOWN = "Cannot connect to the Docker daemon. Is the docker daemon running?"


@pytest.fixture
def prepare(tmp_path):
    """Make the recordings ready for a site of one note; what was told on the way."""
    docs = tmp_path / "docs"
    (docs / "recordings").mkdir(parents=True)

    def run(recording=None, mode="replay", note=NOTE):
        (docs / "note.md").write_text(note)
        if recording:
            (docs / "recordings" / "box.json").write_text(recording)
        told = []
        warnings = prepare_recordings(mode, docs, Shelf(docs / "recordings"), told.append)
        return [str(warning) for warning in warnings]

    return run


@pytest.fixture
def docker(tmp_path, monkeypatch):
    """Put a docker in place that answers with the given shell commands."""

    def put(script):
        folder = tmp_path / "bin"
        folder.mkdir()
        (folder / "docker").write_text(f"#!/bin/sh\n{script}\n")
        (folder / "docker").chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return put


def test_a_fresh_recording_is_enough(prepare):
    """A build needs no engine and says nothing."""
    assert prepare(FRESH) == []


@pytest.mark.parametrize(
    ("recording", "note", "reason"),
    [
        pytest.param(None, NOTE, "is missing", id="missing"),
        pytest.param(
            FRESH,
            console("$ ls"),
            "is stale: the note changed: step 1, docs/note.md:2: was “$ ps”, is “$ ls”",
            id="stale note",
        ),
        pytest.param(ELSEWHERE, NOTE, "is stale: the demo host's recipe changed", id="stale host"),
        pytest.param(
            FRESH[:100],
            NOTE,
            "cannot be read: box.json:5: "
            "this recording is damaged (Unterminated string starting at)",
            id="cut off",
        ),
        pytest.param(
            CONFLICT,
            NOTE,
            "cannot be read: box.json:2: this recording holds a merge conflict",
            id="merge conflict",
        ),
        pytest.param(
            '{"format": 999}',
            NOTE,
            "cannot be read: box.json:1: "
            f"this recording has format 999, this program reads {FORMAT}",
            id="another format",
        ),
    ],
)
def test_a_recording_that_cannot_be_shown(prepare, recording, note, reason):
    """A replay names the demo's place, the reason and the command that mends it."""
    with pytest.raises(DemoError) as caught:
        prepare(recording, note=note)
    assert str(caught.value) == (
        f"docs/note.md:1: the recording of “box” {reason}\n    run: make record DEMO=box"
    )


def test_without_an_engine_the_build_goes_on(prepare, monkeypatch):
    """Mode auto warns of each stale recording, and says what is missing."""
    monkeypatch.setenv("PATH", "/nonexistent")
    assert prepare(mode="auto") == [
        "docs/note.md:1: the recording of “box” is missing\n    run: make record DEMO=box",
        "No container engine: docker is not installed, so no demo can be recorded.\n"
        "    Install Docker (Debian, Ubuntu: apt-get install docker.io) and run this again.",
    ]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        pytest.param(
            f"echo '{REFUSED}' >&2; exit 1",
            f"`docker info`: {REFUSED}\n"
            "    You may not use Docker: add yourself to the group docker, or become root.",
            id="no rights",
        ),
        pytest.param(
            f"echo '{DOWN}' >&2; exit 1",
            f"`docker info`: {DOWN}\n"
            "    Start Docker (systemctl start docker, or open Docker Desktop) and run this again.",
            id="not running",
        ),
        pytest.param(
            """[ $1 = info ] && echo '{"ServerVersion": "28.5.2"}' && exit
            [ $1 = build ] && echo 'E: Unable to locate package docker.io' >&2 && exit 100
            [ $1 = images ] && [ $3 = docker-notes-base:trixie ] && echo 1234
            exit 0""",
            "the demo host's image cannot be built: "
            "`docker build`: E: Unable to locate package docker.io\n"
            "    mend demo-host/ or the network, then try with: make host",
            id="image not built",
        ),
    ],
)
def test_an_engine_that_does_not_do_it(prepare, docker, answer, message):
    """The engine's own words, and what to do about them."""
    docker(answer)
    with pytest.raises(DemoError) as caught:
        prepare(mode="all")
    assert str(caught.value) == message


def test_a_mode_that_does_not_exist(monkeypatch):
    """A misspelled DEMOS is answered with what was meant."""
    monkeypatch.setenv("DEMOS", "reply")
    with pytest.raises(DemoError) as caught:
        mode_from_environment()
    assert str(caught.value) == "DEMOS=reply is no mode\n    did you mean “replay”?"
