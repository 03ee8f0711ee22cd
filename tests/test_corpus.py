"""The corpus that growth is measured on has what was promised, and always the same bytes."""

import re
from random import Random

import pytest
import small_site
from builds import digests
from corpus import make_corpus, make_stock, make_zensical, middle_note, read_corpus
from corpus_notes import CONSOLES, LINKS, WORDS
from corpus_prose import count_words
from demos.fences import read_fences
from demos.figures import FIGURES
from demos.library import read_library, scripts_of
from demos.recording_json import from_json
from growth_sites import change_paragraph
from notes.links import check_links
from notes.outline import read_outline
from notes.translations import CURRENT, read_translations

NOTES = 4


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """A corpus of a few notes; nobody may change it."""
    folder = tmp_path_factory.mktemp("corpus") / "ours"
    make_corpus(folder, NOTES)
    return folder


@pytest.fixture(params=["zh", "en"])
def texts(request, corpus):
    """The language, and the text of each note in it."""
    language = request.param
    ending = [".md"] if language == "zh" else [".en", ".md"]
    paths = [path for path in corpus.glob("docs/section-*/*.md") if path.suffixes == ending]
    assert len(paths) == NOTES
    return language, [path.read_text() for path in sorted(paths)]


def without_fences(text):
    """The lines of a note that are not in its fences."""
    lines = text.split("\n")
    for fence in reversed(read_fences(text, "note")):
        del lines[fence.place.line - 1 : fence.end]
    return "\n".join(lines)


def test_the_same_arguments_give_the_same_bytes(corpus, tmp_path):
    """Also in another folder; another seed gives other notes."""
    make_corpus(tmp_path / "again", NOTES)
    assert digests(tmp_path / "again") == digests(corpus)
    make_corpus(tmp_path / "other", NOTES, seed=8)
    assert digests(tmp_path / "other" / "docs") != digests(corpus / "docs")


def test_a_note_is_as_long_as_promised(texts):
    """Within a tenth."""
    language, written = texts
    for text in written:
        assert count_words(without_fences(text), language) == pytest.approx(
            WORDS[language], rel=0.1
        )


def test_a_note_has_its_blocks_links_and_sections(texts):
    """Six typed blocks, a figure, a table, two admonitions, eight links, five to nine headings."""
    for text in texts[1]:
        fences = read_fences(text, "note")
        assert sum(fence.language == "console" for fence in fences) == CONSOLES
        assert sum(fence.language in FIGURES for fence in fences) == 1
        assert len(re.findall(r"\]\(\.\./section-", text)) == LINKS
        assert re.search(r"\.md#[a-z-]+\)", text)
        outline, faults = read_outline(text, "note")
        shapes = [block.shape for section in outline.sections for block in section.blocks]
        assert faults == []
        assert sum(shape.startswith("note of type") for shape in shapes) == 2
        assert sum(shape.startswith("table of 4 columns") for shape in shapes) == 1
        assert 5 <= len(outline.sections) <= 9


def test_translations_are_accepted_and_every_link_leads_somewhere(corpus):
    """What `python hooks check` says of shape and links: nothing."""
    translations, errors = read_translations(corpus / "docs")
    assert {one.state for one in translations} == {CURRENT}
    assert errors + check_links(corpus / "docs") == []


def test_a_demo_has_other_numbers_each_time_and_the_same_relations():
    """Else a cache of what is drawn would look better than it is."""
    sample = read_corpus(NOTES).samples["busybox-process"]
    first, second = (
        from_json(sample.files("box", Random(seed))["box.json"], "box") for seed in (1, 2)
    )
    for recording in (first, second):
        (anchor,) = recording.anchors
        assert anchor.id.startswith(recording.values["id"])
        assert str(anchor.pid) == recording.values["pid"] == recording.values["outside"]
        assert str(anchor.shim) == recording.values["shim"]
    (one,), (other,) = first.anchors, second.anchors
    assert one.id != other.id
    assert one.pid != other.pid
    assert first.facts != second.facts
    assert [len(step.text) for step in first.steps] == [len(step.text) for step in second.steps]


def test_every_note_has_recordings_of_its_own(corpus):
    """No demo stands in two notes."""
    demos = [demo for demo in scripts_of(read_library(corpus / "docs")) if demo[-4:].isdigit()]
    assert {demo[-4:] for demo in demos} == {f"{number + 1:04d}" for number in range(NOTES)}


def test_ours_builds_strictly(corpus, tmp_path):
    """With its recordings as they are, also after a paragraph was changed."""
    make_corpus(tmp_path / "ours", NOTES)
    change_paragraph(middle_note(tmp_path / "ours"), "这一句是新的。")
    done = small_site.build(tmp_path / "ours")
    assert done.returncode == 0, done.stderr
    page = middle_note(tmp_path / "ours").stem
    assert (
        "这一句是新的。"
        in (tmp_path / "ours" / "site" / "section-000" / page / "index.html").read_text()
    )


def test_stock_material_builds_strictly(tmp_path):
    """It has nothing of ours, and the same pages."""
    make_stock(tmp_path / "stock", NOTES)
    assert {path.name for path in (tmp_path / "stock").iterdir()} == {"docs", "mkdocs.yml"}
    done = small_site.build(tmp_path / "stock")
    assert done.returncode == 0, done.stderr
    pages = list((tmp_path / "stock" / "site").glob("**/section-000/*/index.html"))
    assert len(pages) == 2 * NOTES
    assert all("@{" not in page.read_text() for page in pages)


def test_others_show_what_was_recorded(corpus, tmp_path):
    """Else they would have less to build than ours."""
    make_stock(tmp_path / "stock", NOTES)
    path = middle_note(corpus).relative_to(corpus)
    shown = (tmp_path / "stock" / path).read_text()
    assert "@let" not in shown
    demos = set(re.findall(r'demo="([^"]+)"', (corpus / path).read_text()))
    for demo in demos:
        text = (corpus / "docs" / "recordings" / f"{demo}.json").read_text()
        for step in from_json(text, demo).steps:
            assert step.hidden or f"{step.prompt}{step.input}\n{step.text}".strip() in shown


def test_zensical_gets_one_language(tmp_path):
    """The other is not there, not even in the navigation."""
    make_zensical(tmp_path / "en", NOTES, "en")
    config = (tmp_path / "en" / "mkdocs.yml").read_text()
    assert "i18n" not in config
    assert "language: en" in config
    assert "第" not in config
    assert not list((tmp_path / "en").rglob("*.en.md"))
