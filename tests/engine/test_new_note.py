"""A new note from its template, and the one in CONTRIBUTING.md, record and build as they are."""

import pytest
from contributing import example_notes
from demos.library import read_library, scripts_of
from demos.shelf import Shelf
from demos.studio import record_demos
from notes.new_note import make_note
from small_site import build, lay_out

pytestmark = pytest.mark.engine


def test_a_new_note_records_and_builds(engine, tmp_path):  # engine: its image is built
    """From `make note` to a strict build that shows what happened, nothing else is needed."""
    folder = lay_out(
        tmp_path, {"index.md": "# 首页 { #home }\n", "index.en.md": "# Home { #home }\n"}
    )
    make_note(folder, "network/bridge")
    docs = folder / "docs"
    scripts = scripts_of(read_library(docs))
    assert record_demos(scripts.values(), Shelf(docs / "recordings"), folder, print) == 1
    result = build(folder)
    assert result.returncode == 0, result.stderr
    pid = Shelf(docs / "recordings").read("bridge").values["pid"]
    for page in ("network/bridge", "en/network/bridge"):
        html = (folder / "site" / page / "index.html").read_text()
        assert pid in html
        assert "<svg" in html


def test_the_note_in_contributing_records_and_builds(engine, tmp_path):
    """What contributors are shown works exactly as it is shown."""
    folder = lay_out(tmp_path, {"index.md": "# 首页 { #home }\n", **example_notes()})
    docs = folder / "docs"
    scripts = scripts_of(read_library(docs))
    record_demos(scripts.values(), Shelf(docs / "recordings"), folder, print)
    result = build(folder)
    assert result.returncode == 0, result.stderr
    values = Shelf(docs / "recordings").read("pid-one").values
    assert values["inner"] == "1"
    assert values["pid"] in (folder / "site" / "en" / "pid-one" / "index.html").read_text()
