"""Links between notes: a wrong one is named with line and column, and the one that was meant."""

import pytest
from notes.links import check_links


@pytest.fixture
def docs(tmp_path):
    """Two notes in two folders, one of them in both languages, and a picture."""
    folder = tmp_path / "docs"
    (folder / "section").mkdir(parents=True)
    (folder / "section" / "note.md").write_text('# 题 { #title }\n\n<b id="bold">x</b>\n')
    (folder / "section" / "note.en.md").write_text("# Title { #title }\n")
    (folder / "a b.png").write_bytes(b"")
    return folder


def complaints(docs, text, name="index.md"):
    """What is said about the links in a note with this text."""
    (docs / name).write_text(text)
    return [str(error) for error in check_links(docs)]


def test_links_that_lead_somewhere(docs):
    """Notes, headings, other elements, pictures, other sites; and code is no link."""
    text = """# 首页 { #home }

[a](section/note.md) [b](section/note.md#title) [c](#home) [d](section/note.md#bold "title")
![e](a%20b.png) [f](https://example.org/x#y) [g](mailto:a@b.c) `[h](nowhere.md)`

```text
[i](nowhere.md)
```
"""
    assert complaints(docs, text) == []
    assert complaints(docs, "# X { #x }\n\n[up](../index.md#home)\n", "section/x.md") == []


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (
            "section/note.md#titel",
            "docs/index.md:3:7: docs/section/note.md has no #titel\n    did you mean “title”?",
        ),
        ("#hone", "docs/index.md:3:7: docs/index.md has no #hone\n    did you mean “home”?"),
        (
            "note.md",
            "docs/index.md:3:7: there is no file note.md\n    did you mean “section/note.md”?",
        ),
        (
            "section/notes.md",
            "docs/index.md:3:7: there is no file section/notes.md\n"
            "    did you mean “section/note.md”?",
        ),
        (
            "/section/note.md",
            "docs/index.md:3:7: the link /section/note.md begins at the root\n"
            "    write the way from this file, such as ../section/note.md",
        ),
    ],
)
def test_a_link_that_leads_nowhere(docs, link, message):
    """With its place and what was perhaps meant."""
    assert complaints(docs, f"# 首页 {{ #home }}\n\n见 [x]({link})。\n") == [message]
