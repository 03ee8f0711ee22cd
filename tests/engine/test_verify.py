"""Verification on the real engine: a demo runs again and is compared with its recording."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from demos.library import read_library, scripts_of
from demos.shelf import Shelf
from demos.verification.outcome import exit_code
from demos.verification.report import report
from demos.verification.verify import Order, verify_demos
from demos.verified import read_verified

pytestmark = pytest.mark.engine

NOTE = """
```console demo="small"
$ docker container run -d --name box busybox sleep 600
$ docker container top box
@let pid = PID
@let shim = PPID
$ docker container ls
$ docker container exec box false
@exit 1
```

```pstree demo="small"
@{pid}
```
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory, engine) -> Path:
    """A small repository with one note, recorded once by accepting what a first run gave."""
    root = tmp_path_factory.mktemp("repository")
    (root / "docs").mkdir()
    (root / "docs" / "note.md").write_text(NOTE, encoding="utf-8")
    (outcome,) = verified(root, update=True)
    assert (outcome.verdict, outcome.accepted) == ("equal", True)
    return root


def verified(root, *, update=False):
    """The outcomes of verifying all demos of a repository."""
    scripts = scripts_of(read_library(root / "docs"))
    shelf = Shelf(root / "docs" / "recordings")
    order = Order(root, update)
    return verify_demos(list(scripts.values()), shelf, order, print, set(scripts), print)


def doctored(root, change):
    """Put a recording on the shelf that says something else, and verify; then the true one back."""
    shelf = Shelf(root / "docs" / "recordings")
    path = shelf.path("small")
    true = path.read_bytes()
    shelf.write(change(shelf.read("small")), {})
    try:
        (outcome,) = verified(root)
        return outcome
    finally:
        path.write_bytes(true)


def lines_with(recording, old, new):
    """The recording with a pattern replaced in all outputs."""
    steps = (
        replace(
            step,
            output=tuple(replace(li, text=re.sub(old, new, li.text)) for li in step.output),
        )
        for step in recording.steps
    )
    return replace(recording, steps=tuple(steps))


def test_a_true_demo_is_equal_and_its_date_is_kept(folder):
    """Nothing in the recording changes; the day and the versions stand beside it."""
    path = Shelf(folder / "docs" / "recordings").path("small")
    before = path.read_bytes()
    (outcome,) = verified(folder)
    assert (outcome.verdict, outcome.findings) == ("equal", ())
    assert exit_code([outcome]) == 0
    assert path.read_bytes() == before
    known = read_verified(path.parent)["small"]
    assert known.versions["docker"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", known.date)


def test_doctored_words_are_different(folder):
    """A wrong PPID, exit status and state in the recording are told with line and step."""

    def doctor(recording):
        wrong = lines_with(recording, r"\bUp\b", "Exited (0)")
        wrong = lines_with(wrong, rf"\b{recording.values['shim']}\b", "4242")
        steps = list(wrong.steps)
        steps[3] = replace(steps[3], status=0)
        return replace(wrong, steps=tuple(steps))

    outcome = doctored(folder, doctor)
    assert outcome.verdict == "different"
    assert exit_code([outcome]) == 1
    text = report(outcome, 120, colour=False)
    assert "docs/note.md:4: step 2, terminal 1: $ docker container top box" in text
    assert re.search(r"PID 4242|stands for|is \d+ elsewhere", text)
    assert "docs/note.md:7: step 3, terminal 1: $ docker container ls" in text
    assert re.search(r"Exited \(0\) .*│.*Up", text)
    assert "docs/note.md:8: step 4" in text
    assert "exit status" in text


def test_another_docker_is_a_drift(folder):
    """A recording made on another version is told as drift and passes."""

    def doctor(recording):
        return replace(recording, provenance={**recording.provenance, "docker": "27.0.1"})

    outcome = doctored(folder, doctor)
    assert outcome.verdict == "drift"
    assert exit_code([outcome]) == 0
    assert "drift: docker: 27.0.1 → " in report(outcome, 120, colour=False)
