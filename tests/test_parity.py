"""A note and its translation: what must be the same, and what may lag behind."""

from hashlib import sha256

import pytest
from demos.errors import DemoError
from demos.front_matter import read_front_matter
from notes.parity import CHANGED, GONE, NEW
from notes.translations import accept, read_translations

ORIGINAL = """# 题 { #title }

开头。

## 甲 { #one }

!!! note
    注意。

```console
$ ps
```

## 乙 { #two }

| a | b |
|---|---|
| 1 | 2 |
"""
TRANSLATION = """# Title { #title }

Opening.

## One { #one }

!!! note
    Mind.

```console
$ ps
```

## Two { #two }

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.fixture
def docs(tmp_path):
    """A folder of notes with one note in both languages."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "x.md").write_text(ORIGINAL)
    (folder / "x.en.md").write_text(TRANSLATION)
    return folder


def change(docs, name, old, new):
    """Replace something that stands in a file."""
    text = (docs / name).read_text()
    assert old in text
    (docs / name).write_text(text.replace(old, new))


def complaints(docs):
    """Every error of parity, whole."""
    return [str(error) for error in read_translations(docs)[1]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "## One",
            "### One",
            "docs/x.en.md:5: #one has level 3, in docs/x.md:5 it has 2\n"
            "    write ## before the title",
        ),
        (
            "#two }",
            "#second }",
            "docs/x.md:14: the section #two (docs/x.md:14) is not in its translation\n"
            "    translate it in docs/x.en.md, with the same id",
        ),
        (
            "```console",
            "```sh",
            "docs/x.en.md:10: here is a sh fence, in docs/x.md:10 a console fence\n"
            "    both languages have the same, in the same order",
        ),
        (
            "!!! note\n    Mind.\n",
            "",
            "docs/x.en.md:8: here is a console fence, in docs/x.md:7 a note of type note\n"
            "    both languages have the same, in the same order",
        ),
        (
            "!!! note",
            "!!! warning",
            "docs/x.en.md:7: here is a note of type warning, in docs/x.md:7 a note of type note\n"
            "    both languages have the same, in the same order",
        ),
        (
            "| 1 | 2 |\n",
            "",
            "docs/x.en.md:16: here is a table of 2 columns and 0 rows, "
            "in docs/x.md:16 a table of 2 columns and 1 rows\n"
            "    both languages have the same, in the same order",
        ),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |\n",
            "",
            "docs/x.en.md:14: the table of 2 columns and 1 rows in docs/x.md:16 "
            "has no counterpart in #two\n"
            "    both languages have the same, in the same order",
        ),
        (
            "{ #one }",
            "",
            "docs/x.en.md:5: the heading “One” has no id\n"
            "    write ## Title { #ascii-id }, the same id in both languages",
        ),
        (
            "{ #two }",
            "{ #乙 }",
            "docs/x.en.md:14: “#乙” is not an id for a heading\n"
            "    write ## Title { #ascii-id }, the same id in both languages",
        ),
        (
            "{ #two }",
            "{ #one }",
            "docs/x.en.md:14: the id #one stands in line 5 already\n"
            "    give this heading an id of its own",
        ),
    ],
)
def test_a_difference_in_shape_is_named_with_both_places(docs, old, new, message):
    """One message at the first difference of a section."""
    change(docs, "x.en.md", old, new)
    assert complaints(docs)[0] == message
    assert len(complaints(docs)) == (2 if "#second" in new else 1)


def test_both_languages_name_the_same_values(docs):
    """How often does not count; in which section does."""
    demo = '```console demo="x"\n$ a\n@let pid\n@let id\n```\n'
    for name, words in (("x.md", "是 @{pid}，@{id}。"), ("x.en.md", "Is @{pid} and @{pid}.")):
        (docs / name).write_text(f"# T {{ #title }}\n\n{demo}\n{words}\n")
    assert complaints(docs) == [
        "docs/x.en.md:1: #title and docs/x.md:1 do not name the same values: @{id}\n"
        "    quote each value in both languages"
    ]


def test_the_order_of_sections_counts(docs):
    """Sections that changed places are noticed."""
    first, second = TRANSLATION.index("## One"), TRANSLATION.index("## Two")
    swapped = TRANSLATION[:first] + TRANSLATION[second:] + TRANSLATION[first:second]
    (docs / "x.en.md").write_text(swapped)
    assert complaints(docs) == [
        "docs/x.en.md:5: #two stands where docs/x.md:5 has #one\n"
        "    put the sections in the order of the original"
    ]


def test_a_heading_in_a_fence_is_none(docs):
    """Comments in commands are not headings."""
    for name in ("x.md", "x.en.md"):
        change(docs, name, "$ ps", "$ ps\n# not a heading")
    assert complaints(docs) == []


def test_a_translation_of_nothing(docs):
    """A file in the second language needs its original."""
    (docs / "y.en.md").write_text("# Y { #y }\n")
    assert complaints(docs) == [
        "docs/y.en.md:1: this translates no note\n    write the original, docs/y.md"
    ]


def state(docs):
    """The state of the one note's translation, and its stale sections with the reasons."""
    ((one,), errors) = read_translations(docs)
    assert errors == []
    return one.state, [(item.section.id, item.reason) for item in one.stale]


def test_an_accepted_translation_is_current_until_its_original_changes(docs):
    """Only the sections that changed are stale, and stale ones may differ in shape."""
    assert state(docs) == ("unaccepted", [])
    assert accept(docs, "x") == "docs/x.en.md"
    assert state(docs) == ("current", [])
    change(docs, "x.md", "注意。", "请注意。\n\n```sh\nls\n```")
    assert state(docs) == ("stale", [("one", CHANGED)])


def test_new_and_removed_sections_do_not_block(docs):
    """An author adds and removes without knowing the other language."""
    accept(docs, "x")
    text = (docs / "x.md").read_text()
    (docs / "x.md").write_text(text[: text.index("## 乙")] + "## 丙 { #three }\n")
    assert state(docs) == ("stale", [("three", NEW), ("two", GONE)])


def test_a_missing_translation_does_not_block(docs):
    """A note may stand in Chinese alone."""
    (docs / "x.en.md").unlink()
    assert state(docs) == ("missing", [])


def test_accepting_writes_digests_and_nothing_else(docs):
    """Other front matter and the text stay; accepting twice changes nothing."""
    matter = "---\ntitle: X\ntranslated:\n  old: '000000000000'\ntags: [a]\n---\n"
    (docs / "x.en.md").write_text(matter + TRANSLATION)
    accept(docs, "docs/x.md")
    text = (docs / "x.en.md").read_text()
    data = read_front_matter(text, "x").data
    digest = sha256("# 题 { #title }\n\n开头。".encode()).hexdigest()[:12]
    assert (data["title"], data["tags"]) == ("X", ["a"])
    assert list(data["translated"]) == ["title", "one", "two"]
    assert data["translated"]["title"] == digest
    assert text.endswith(f"---\n{TRANSLATION}")
    accept(docs, "x.en.md")
    assert (docs / "x.en.md").read_text() == text


@pytest.mark.parametrize(
    ("note", "message"),
    [
        ("xx", "there is no note “xx”\n    did you mean “x”?"),
        ("y", "docs/y.md:1: this note has no translation\n    write docs/y.en.md first"),
    ],
)
def test_what_cannot_be_accepted(docs, note, message):
    """A wrong name, or nothing to accept."""
    (docs / "y.md").write_text("# 丫 { #y }\n")
    with pytest.raises(DemoError) as caught:
        accept(docs, note)
    assert str(caught.value) == message


def test_a_translation_of_another_shape_is_not_accepted(docs):
    """Accepting says that it is complete."""
    accept(docs, "x")
    change(docs, "x.md", "注意。", "注意。\n\n```sh\nls\n```")
    with pytest.raises(DemoError, match=r"in docs/x\.md:10 a sh fence"):
        accept(docs, "x")


def test_a_file_that_cannot_be_read_is_named(docs):
    """Its encoding or its front matter is wrong; the other notes are compared all the same."""
    (docs / "x.en.md").write_bytes(b"# caf\xe9 { #title }\n")
    (docs / "y.md").write_text("---\na: b: c\n---\n")
    assert complaints(docs) == [
        "docs/x.en.md:1: this is not UTF-8 text\n    save the file as UTF-8",
        "docs/y.md:2: this front matter is not YAML: mapping values are not allowed here\n"
        "    write NAME: VALUE, with VALUE in quotes where it holds a colon",
    ]
