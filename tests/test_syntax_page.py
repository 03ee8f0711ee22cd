"""The page about the syntax: every example is live, and nothing is left out."""

import re

import pytest
from demos.directives import READERS
from demos.figures import FIGURES

EXAMPLE = re.compile(r"^````markdown\n(.*?)\n````\n\n", re.DOTALL | re.MULTILINE)
PAGES = ["docs/syntax.md", "docs/syntax.en.md"]


@pytest.mark.parametrize("page", PAGES)
def test_each_example_is_followed_by_its_result(repository, page):
    """The source that is shown stands right below, where it is recorded and drawn."""
    text = (repository / page).read_text()
    examples = list(EXAMPLE.finditer(text))
    assert len(examples) >= 7
    for example in examples:
        assert text[example.end() :].startswith(example[1]), example[1]


@pytest.mark.parametrize("page", PAGES)
def test_every_directive_and_kind_of_figure_is_explained(repository, page):
    """What the reader of fences knows, the page says."""
    text = (repository / page).read_text()
    assert [word for word in READERS if f"`@{word}" not in text] == []
    assert [kind for kind in FIGURES if f"| `{kind}` |" not in text] == []
