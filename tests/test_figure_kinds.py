"""What holds for every figure that is laid out by us, on every captured host."""

from pathlib import Path

import pytest
from captures import FOLDER
from demos.figures import FIGURES
from demos.figures.boxes import text_columns
from figure_cases import LANGUAGES, boxes, case, dot, pixels, svg, twin

NAMES = sorted(path.stem for path in Path(FOLDER, "figures").glob("*.json"))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_wider_than_its_box(name, language):
    """A column is 0.6 em of 14 points, a Chinese character takes two."""
    one = case(name)
    found = boxes(svg(one.kind, one.facts(), language))
    assert found
    for width, lines in found:
        assert max(map(text_columns, lines)) * 0.6 * 14 * 0.75 < width


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drawn_is_also_said(name, language):
    """Every line of every box stands in the text twin, but for headings and letters alone."""
    one = case(name)
    facts = one.facts()
    said = "".join(twin(one.kind, facts, language).split())
    for _, lines in boxes(svg(one.kind, facts, language)):
        for line in lines:
            words = "".join(line.replace("\N{NO-BREAK SPACE}", " ").split())
            assert words in said, line


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_fits_beside_a_page(name, language):
    """Tall rather than wide."""
    one = case(name)
    assert pixels(svg(one.kind, one.facts(), language)) < 620


@pytest.mark.parametrize("name", NAMES)
def test_the_same_facts_give_the_same_drawing(name):
    """A build changes no page whose facts did not change."""
    one = case(name)
    assert one.facts() == one.facts()
    assert dot(one.kind, one.facts()) == dot(one.kind, one.facts())


@pytest.mark.parametrize("name", NAMES)
def test_facts_come_back_from_a_recording_as_they_were(name):
    """They are JSON data (a tuple would come back as a list), so a verification can compare."""
    one = case(name)
    probed = FIGURES[one.kind].probe(one.run, (*one.arguments,), one.names)
    assert probed == one.facts()
