"""The first use of a term on a page leads to the glossary and says what it is."""

import markdown
import pytest
from files import ROOT
from notes.glossary import MarkedTerms, Term, glossary_terms, read_terms

TERMS = (
    Term("namespace", "namespace", "A view."),
    Term("PID namespace", "pid-namespace", "A view of processes."),
    Term("命名", "naming", "取名字。"),
    Term("命名空间", "namespace-zh", "一份视图。"),
)


def render(text, source="section/note.md"):
    """The HTML of a page's Markdown text."""
    marks = MarkedTerms(TERMS).on_page(source)
    return markdown.markdown(text, extensions=["attr_list", "tables", "toc", marks])


def marked(html):
    """The ids and texts of the marked terms, in order."""
    parts = html.split("#")[1:]
    return [(part.split('"')[0], part.partition(">")[2].partition("<")[0]) for part in parts]


def test_the_first_use_leads_to_the_glossary_and_says_what_the_term_is():
    """Only the first; the link is relative to the page's source, the text stays."""
    html = render("A namespace, a **namespace** and\nnamespaces.")
    link = '<a aria-description="A view." class="term" href="../glossary.md#namespace">'
    assert html == f"<p>A {link}namespace</a>, a <strong>namespace</strong> and\nnamespaces.</p>"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two namespaces.", [("namespace", "namespaces")]),
        ("Namespaces.", [("namespace", "Namespaces")]),
        ("The PID namespace.", [("pid-namespace", "PID namespace")]),
        ("- In *a PID namespace*: a namespace", ["pid-namespace", "namespace"]),
        ("subnamespace, namespace-default, namespaced", []),
        ("这个命名空间里", [("namespace-zh", "命名空间")]),
        ("`namespace`, [a namespace](x.md)", []),
        ("    namespace", []),
        ("- | namespace |\n  | - |\n  | namespace |", []),
        ("- # namespace\n- x", []),
        ("**x** namespace\n{ .lead }", [("namespace", "namespace")]),
        ("<p>namespace</p>", []),
    ],
)
def test_only_whole_words_of_prose_are_marked(text, found):
    """The longest term wins; code, links, tables and HTML are no prose."""
    ids = [name for name, _ in marked(render(text))]
    assert ids == [one if isinstance(one, str) else one[0] for one in found]
    assert all(one in marked(render(text)) for one in found if isinstance(one, tuple))


def test_a_heading_is_left_alone_and_keeps_its_id():
    """A term in it does not count as the first use."""
    html = render("# A namespace\n\nA namespace.")
    assert html.startswith('<h1 id="a-namespace">A namespace</h1>')
    assert [text for _, text in marked(html)] == ["namespace"]


def test_attributes_behind_a_term_still_count():
    """A class that is written below a paragraph is the paragraph's."""
    assert render("A namespace\n{ .lead }").startswith('<p class="lead">')


@pytest.mark.parametrize("source", ["glossary.md", "glossary.en.md"])
def test_the_glossary_does_not_mark_itself(source):
    """Its terms are there anyway."""
    assert marked(render("A namespace.", source)) == []


def test_a_page_at_the_root_links_without_a_way_up():
    """The glossary is beside it."""
    assert 'href="glossary.md#namespace"' in render("A namespace.", "index.en.md")


def test_a_term_is_an_item_with_its_id():
    """Name, id and what follows the first colon."""
    text = "- **shim**{ #shim } (垫片): a small `process`.\n- **x**: no id\n\n**y**{ #y }: no item"
    assert read_terms(text) == (Term("shim", "shim", "a small process."),)


def test_both_languages_have_the_same_terms_each_once():
    """By their ids, in the same order; every line of the lists is read."""
    found = {lang: glossary_terms(ROOT / "docs", lang) for lang in ("zh", "en")}
    ids = [term.id for term in found["zh"]]
    assert ids == [term.id for term in found["en"]]
    assert len(ids) == len(set(ids)) == (ROOT / "docs" / "glossary.md").read_text().count("\n- ")


def test_without_a_glossary_there_are_no_terms(tmp_path):
    """A site may do without."""
    assert glossary_terms(tmp_path, "zh") == ()
