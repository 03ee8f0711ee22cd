"""Figures that come next are drawn together, and look as if each had been drawn alone."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from demos import drawing
from demos.ahead import Ahead
from demos.figures import figure_dot
from demos.library import note_files, read_library, read_note
from demos.recording import Facts
from demos.recording_json import to_json
from demos.shelf import Shelf
from notes.coming import demos_from
from pages.kept import Kept

DOCS = Path(__file__).parents[1] / "docs"
SHELF = Shelf(DOCS / "recordings")
DEMOS = [script.demo for note in read_library(DOCS) for script in note.scripts if script.figures]


def dots_of(demos, shelf=SHELF):
    """The DOT texts of all figures of these demos."""
    return [figure_dot(facts, "en") for demo in demos for facts in shelf.read(demo).facts]


def test_each_time_more_figures_are_looked_for():
    """A build that converts one page looks for none."""
    ahead = Ahead(SHELF, "en")
    ahead.coming = lambda: DEMOS
    found = [list(ahead) for _ in range(5)]
    assert [len(dots) for dots in found] == [0, 1, 3, 7, 15]
    assert found[4] == dots_of(DEMOS)[:15]


def test_no_more_recordings_are_read_than_needed(monkeypatch):
    """What comes after the last figure that is drawn is left alone."""
    read = []
    monkeypatch.setattr(Shelf, "read", lambda _, demo: read.append(demo))
    ahead = Ahead(SHELF, "en")
    ahead.coming = lambda: DEMOS
    list(ahead)
    assert read == []


def test_a_recording_that_cannot_be_read_is_passed_over(tmp_path):
    """Its own page tells of it; the others are drawn."""
    for demo in DEMOS[2:4]:
        (tmp_path / f"{demo}.json").write_bytes(SHELF.path(demo).read_bytes())
    (tmp_path / f"{DEMOS[0]}.json").write_text("{", encoding="utf-8")
    strange = replace(SHELF.read(DEMOS[1]), facts=(Facts("no such figure", (), {}),))
    (tmp_path / f"{DEMOS[1]}.json").write_text(to_json(strange), encoding="utf-8")
    ahead = Ahead(Shelf(tmp_path), "en")
    ahead.coming = lambda: DEMOS[:4]
    for _ in range(4):
        found = list(ahead)
    assert found == dots_of(DEMOS[2:4])


def test_all_figures_drawn_together_are_as_if_alone(monkeypatch):
    """Also those of another layout: Graphviz would keep to that of the first."""
    monkeypatch.setattr(drawing, "_drawn", {})
    dots = list(dict.fromkeys(dots_of(DEMOS)))
    alone = {dot: drawing.draw_svg(dot, "x", "title", "about") for dot in dots}
    drawing._drawn.clear()
    started = []
    run = drawing._run_graphviz
    monkeypatch.setattr(drawing, "_run_graphviz", lambda given: started.append(given) or run(given))
    together = {dot: drawing.draw_svg(dot, "x", "title", "about", dots) for dot in dots}
    assert together == alone
    assert len(started) == 2


def test_the_demos_of_a_page_and_of_those_behind_it_come_next(tmp_path):
    """In the order of the pages, without those whose recording does not fit or is not there."""
    paths = note_files(DOCS)[4:9]
    files = [SimpleNamespace(abs_src_path=str(path)) for path in paths]
    site = SimpleNamespace(documentation_pages=lambda: files)
    scripts = [script for path in paths[2:] for script in read_note(path).scripts]
    kept = Kept(tmp_path)
    found = list(demos_from(files[2], site, DOCS, kept))
    assert found == [script.demo for script in scripts]
    assert len(found) > 2
    kept.fact = lambda what, parts, make: [] if what == "key of a recording" else make()
    assert list(demos_from(files[2], site, DOCS, kept)) == []
