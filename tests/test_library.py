"""All notes together: names, translations, errors with their places."""

import pytest
from demos.errors import DemoError
from demos.library import language_of, read_library, scripts_of
from writing import console

NOTE = console("$ echo 1", "@let pid") + "\nPID @{pid}\n"


def library(folder, **notes):
    """The notes written below ``folder/docs``; ``__`` in a name is a dot."""
    docs = folder / "docs" / "section"
    docs.mkdir(parents=True)
    for name, text in notes.items():
        (docs / f"{name.replace('__', '.')}.md").write_text(text, encoding="utf-8")
    return read_library(folder / "docs")


def errors(folder, **notes):
    """Every error that reading these notes gives, as text."""
    with pytest.raises(DemoError) as caught:
        library(folder, **notes)
    found = getattr(caught.value, "errors", (caught.value,))
    return [f"{error.place}: {error.message}" for error in found]


def test_a_note_and_its_translation_share_a_demo(tmp_path):
    """The original comes first, the script counts once."""
    notes = library(tmp_path, a__en="English.\n\n" + NOTE, a=NOTE)
    assert [(note.path.name, note.language) for note in notes] == [
        ("a.md", "zh"),
        ("a.en.md", "en"),
    ]
    assert notes[1].original == notes[0].path
    assert str(scripts_of(notes)["box"].place) == "docs/section/a.md:1"


def test_a_name_belongs_to_one_note(tmp_path):
    """Two notes with one name, in whichever language."""
    assert errors(tmp_path, a=NOTE, b="\n" + NOTE) == [
        "docs/section/b.md:2: the demo “box” stands in docs/section/a.md:1 already"
    ]


def test_a_translation_that_differs_is_named_at_the_first_difference(tmp_path):
    """Both languages show the same recording."""
    other = NOTE.replace("echo 1", "echo 2")
    assert errors(tmp_path, a=NOTE, a__en=other) == [
        "docs/section/a.en.md:2: the demo “box” differs from the one in docs/section/a.md:1"
    ]


def test_a_translation_with_more_steps_is_named_at_its_last(tmp_path):
    """Nothing may be done in one language alone."""
    more = NOTE.replace("@let pid\n", "@let pid\n$ ls\n")
    assert errors(tmp_path, a=NOTE, a__en=more) == [
        "docs/section/a.en.md:4: the demo “box” differs from the one in docs/section/a.md:1"
    ]


def test_one_run_names_every_error(tmp_path):
    """Of all notes, fences and sentences alike."""
    broken = console("$ echo", "@lett x") + console("no prompt", demo="two")
    assert errors(tmp_path, a=broken, b=NOTE + "@{pod}\n", c="```console demo=x\n```\n") == [
        "docs/section/a.md:3: there is no directive @lett",
        "docs/section/a.md:6: “no prompt” has no prompt",
        "docs/section/b.md:7: @{pod} is not a value of this note",
        "docs/section/c.md:1: cannot read “demo=x” in this fence's options",
    ]


def test_values_in_prose(tmp_path):
    """Fences, escapes and other braces are not prose; several demos need the demo's name."""
    text = NOTE + console("$ echo 2", "@let pid", demo="two")
    good = "@{box.pid} `@{two.pid}` \\@{x} ${pid}\n\n```\n@{any}\n```\n"
    assert errors(tmp_path, a=text.replace("PID @{pid}", good) + "@{pid}\n@{box.pod}\n") == [
        "docs/section/a.md:16: @{pid} is not a value of this note",
        "docs/section/a.md:17: @{box.pod} is not a value of this note",
    ]


def test_a_note_without_demos_may_write_anything(tmp_path):
    """No demo, no values."""
    (note,) = library(tmp_path, a="@{anything}\n")
    assert note.scripts == ()


def test_a_note_in_another_encoding_is_refused(tmp_path):
    """The line of the first byte that is not UTF-8."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_bytes("容器\n".encode() + "容器".encode("gbk"))
    with pytest.raises(DemoError) as caught:
        read_library(tmp_path / "docs")
    assert str(caught.value).startswith("docs/a.md:2: this is not UTF-8 text")


@pytest.mark.parametrize(
    ("name", "language"),
    [("a.md", "zh"), ("a.en.md", "en"), ("a.zh.md", "zh"), ("v1.2.md", "zh"), ("a.fr.md", "zh")],
)
def test_the_language_stands_in_the_files_name(tmp_path, name, language):
    """The last part before ``.md``, if it is a language of the site."""
    assert language_of(tmp_path / name) == language
