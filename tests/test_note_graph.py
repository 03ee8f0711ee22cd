"""The note graph: what links to what, in which language, drawn with links that lead there."""

import json
from xml.etree import ElementTree

import pytest
from notes.graph import Graph, graph_dot, read_graph
from notes.graph_page import graph_json, neighbourhood_html, whole_html

NOTES = {
    "index.md": "# Home { #home }\n[b](one/b.md)\n",
    "one/a.md": "# 甲 { #a }\n[b](b.md), [c](../two/c.md#c) and [self](#a)\n",
    "one/a.en.md": "# A { #a }\n[b](b.md), [away](https://example.org/two/c.md)\n",
    "one/b.md": "# 乙 `b` { #b }\n[甲](a.md)\n\n```\n[c](../two/c.md)\n```\n",
    "two/c.md": "# 丙 <&> { #c }\n[图](../index.md)\n",
}


@pytest.fixture
def docs(tmp_path):
    """A docs folder of three notes, one of them translated, and a home page."""
    for name, text in NOTES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def test_links_between_notes_are_read_from_the_notes(docs):
    """Links to a heading count; links in code, to oneself and to no note do not."""
    graph = read_graph(docs, "zh")
    assert dict(graph.titles) == {"one/a.md": "甲", "one/b.md": "乙 b", "two/c.md": "丙 <&>"}
    assert graph.links == (
        ("one/a.md", "one/b.md"),
        ("one/a.md", "two/c.md"),
        ("one/b.md", "one/a.md"),
    )


def test_each_language_has_its_own_graph(docs):
    """A translation's own title and links count; without one those of the original."""
    graph = read_graph(docs, "en")
    assert graph.titles["one/a.md"] == "A"
    assert graph.titles["one/b.md"] == "乙 b"
    assert graph.links == (("one/a.md", "one/b.md"), ("one/b.md", "one/a.md"))


def test_the_neighbourhood_is_the_note_and_what_is_linked(docs):
    """Links among the neighbours themselves are left out."""
    graph = Graph(dict.fromkeys("abcd", "t"), (("a", "b"), ("b", "c"), ("c", "a"), ("c", "d")))
    assert graph.around("a") == Graph(dict.fromkeys("abc", "t"), (("a", "b"), ("c", "a")))
    assert read_graph(docs, "zh").linked_from("one/b.md") == ["one/a.md"]


def test_two_links_are_one_arrow_with_two_heads(docs):
    """And the note itself is no link."""
    dot = graph_dot(read_graph(docs, "zh"), str, "one/a.md")
    assert "n0 -> n1 [dir=both]" in dot
    assert "n1 -> n0" not in dot
    assert "URL=" in dot.split("n1 [")[1]
    assert "URL=" not in dot.split("n0 [")[1].split("\n")[0]


def test_what_is_drawn_links_to_the_notes(docs):
    """Drawing and list have the same links, and drawing twice gives the same bytes."""
    graph = read_graph(docs, "zh")
    html = whole_html(graph, lambda note: f"../{note}?a&b", "zh", "graph.json")
    svg = html[html.index("<svg") : html.index("</svg>") + len("</svg>")]
    targets = [link.get("href") for link in ElementTree.fromstring(svg).iter() if link.get("href")]
    assert sorted(targets) == [f"../{note}?a&b" for note in graph.titles]
    assert html.count("丙 &lt;&amp;&gt;</a>") == 2
    assert html == whole_html(graph, lambda note: f"../{note}?a&b", "zh", "graph.json")


def test_a_note_ends_with_what_links_to_it(docs):
    """In the page's language; a page about the site has no such end."""
    graph = read_graph(docs, "en")
    dots = iter([graph_dot(graph.around("one/b.md"), str, "one/b.md")])
    html = neighbourhood_html(graph, "one/b.md", str, "en", dots)
    assert '<h2 id="linked-from">Linked from</h2><ul><li><a href="one/a.md">A</a></li></ul>' in html
    assert "<summary>Show graph</summary>" in html
    assert "No note links here" in neighbourhood_html(graph, "two/c.md", str, "en", dots)
    assert neighbourhood_html(graph, "index.md", str, "en", dots) == ""


def test_the_data_has_notes_and_links(docs):
    """Names without their ending, titles and addresses as on the page."""
    data = json.loads(graph_json(read_graph(docs, "zh"), lambda note: note[:-3] + "/"))
    assert data["notes"]["one/a"] == {"title": "甲", "address": "one/a/"}
    assert ["one/a", "two/c"] in data["links"]


def test_many_notes_are_drawn_as_their_sections():
    """Each by its first note, with its title and one arrow for all links to another."""
    notes = [f"s{number // 10}/n{number:02}.md" for number in range(100)]
    links = tuple((note, other) for note in notes[:10] for other in notes[10:20])
    graph = Graph(dict.fromkeys(notes, "t"), links)
    sections = graph.by_section({"s0": "First"})
    assert len(sections.titles) == 10
    assert sections.titles["s0/n00.md"] == "First"
    assert sections.titles["s1/n10.md"] == "s1"
    assert sections.links == (("s0/n00.md", "s1/n10.md"),)
    html = whole_html(graph, str, "en", "graph.json", {"s0": "First"})
    assert html.count("<li>") == 100
    assert html.count("<g ") < 50
    assert "First" in html
    assert "100 notes, 100 links" in html
