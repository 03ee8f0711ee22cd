"""What earlier builds kept never shows: a warm build gives the bytes of a cold one."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
import small_site
from builds import BUILT, build, digests, environment
from corpus import make_corpus
from pages.conversion import Conversion
from pages.kept import FILE, Kept

NOTES = 5
SEEDS = (1, 2)


def notes_of(folder):
    """The originals of the notes, in order."""
    return sorted(path for path in folder.glob("docs/section-*/*.md") if ".en." not in path.name)


def rewrite(path, change):
    """Change the text of a file, which must change it."""
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text, path
    path.write_text(changed, encoding="utf-8")


def everywhere(folder, change):
    """Change the text of all pages and of the configuration."""
    for path in (*folder.glob("docs/**/*.md"), folder / "mkdocs.yml"):
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def edit_a_paragraph(folder, chance):
    """A word more at the end of a sentence."""
    note = chance.choice(notes_of(folder))
    rewrite(note, lambda text: re.sub(r"(?m)^(\w.*)。$", r"\1，真的。", text, count=1))


def rename_a_heading(folder, chance):
    """The title, which the navigation, the graph and other pages show."""
    note = chance.choice(notes_of(folder))
    rewrite(note, lambda text: re.sub(r"(?m)^# (.*) \{", r"# \1又 {", text, count=1))


def rename_a_site_page(folder, chance):
    """Only the navigation shows its title elsewhere."""
    page = folder / "docs" / chance.choice(("syntax.md", "translations.en.md"))
    rewrite(page, lambda text: re.sub(r"(?m)^# (.*) \{", r"# \1又 {", text, count=1))


def rename_a_note(folder, chance):
    """Both files, and every link to them."""
    note = chance.choice(notes_of(folder))
    name = f"{note.stem}-{chance.randrange(1000)}"
    everywhere(folder, lambda text: text.replace(f"{note.stem}.md", f"{name}.md"))
    for path in note.parent.glob(f"{note.stem}.*md"):
        path.rename(path.with_name(path.name.replace(note.stem, name)))


def delete_a_note(folder, chance):
    """Links to it lead to another."""
    note, other = chance.sample(notes_of(folder), 2)
    entry = re.compile(rf"(?m)^.*- section-\d+/{note.stem}\.md\n")
    rewrite(folder / "mkdocs.yml", lambda text: entry.sub("", text))
    link = re.compile(rf"\b{note.stem}\.md(#[\w-]+)?")
    everywhere(folder, lambda text: link.sub(f"{other.stem}.md", text))
    for path in note.parent.glob(f"{note.stem}.*md"):
        path.unlink()


def move_in_the_navigation(folder, chance):
    """The first note comes last."""
    entries = re.compile(r"((?:\n +- section-\d+/[\w-]+\.md)+)")

    def turn(match):
        first, *others = match[1][1:].split("\n")
        return "\n" + "\n".join([*others, first])

    rewrite(folder / "mkdocs.yml", lambda text: entries.sub(turn, text, count=1))


def change_a_template(folder, chance):
    """Every page has it."""
    more = f"<i hidden>{chance.random()}</i>"
    rewrite(
        folder / "overrides" / "main.html",
        lambda text: text.replace("{% block content %}", "{% block content %}" + more),
    )


def change_a_link(folder, chance):
    """It leads to another note."""
    note = chance.choice(notes_of(folder))
    target = chance.choice(notes_of(folder))
    rewrite(note, lambda text: text + f"\n再看[那一篇]({target.name})。\n")


def lose_a_translation(folder, chance):
    """The original stands in for it."""
    path = chance.choice(sorted(folder.glob("docs/section-*/*.en.md")))
    path.unlink()


def record_again(folder, chance):
    """The same commands, on another day."""
    text = chance.choice(notes_of(folder)).read_text(encoding="utf-8")
    demo = re.search(r'demo="([\w-]+)"', text)[1]
    path = folder / "docs" / "recordings" / f"{demo}.json"
    rewrite(path, lambda text: re.sub(r'("date": ?")\d{4}', r"\g<1>2031", text))


def edit_the_glossary(folder, chance):
    """Every page that marks the term has its sentence."""
    rewrite(folder / "docs" / "glossary.md", lambda text: re.sub(r"(?m)。$", "，对。", text))


def change_the_code(folder, chance):
    """A word that a hook puts on every note."""
    path = folder / "hooks" / "notes" / "about.py"
    rewrite(path, lambda text: text.replace("原始录制", "录制文件"))


def change_the_settings(folder, chance):
    """The description that every page has."""
    rewrite(folder / "mkdocs.yml", lambda text: text.replace("真实运行记录", "运行记录"))


CHANGES = (
    edit_a_paragraph,
    rename_a_heading,
    rename_a_site_page,
    rename_a_note,
    delete_a_note,
    move_in_the_navigation,
    change_a_template,
    change_a_link,
    lose_a_translation,
    record_again,
    edit_the_glossary,
    change_the_code,
    change_the_settings,
)


def built(folder):
    """The site of a folder: the digest of each of its files."""
    build(folder)
    return digests(folder / BUILT)


def built_cold(folder, elsewhere):
    """The same without anything that earlier builds left."""
    shutil.copytree(folder, elsewhere, ignore=shutil.ignore_patterns(".cache", BUILT))
    site = built(elsewhere)
    shutil.rmtree(elsewhere)
    return site


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_change_a_warm_build_equals_a_cold_one(seed, tmp_path):
    """Each kind of change once, in the order of chance, some of them two at a time."""
    chance = Random(seed)
    folder = tmp_path / "site"
    make_corpus(folder, NOTES, seed=seed)
    site = built(folder)
    changes = chance.sample(CHANGES, len(CHANGES))
    while changes:
        made = [changes.pop() for _ in range(min(len(changes), chance.choice((1, 2))))]
        names = [change.__name__ for change in made]
        for change in made:
            change(folder, chance)
        before, site = site, built(folder)
        assert site != before, names
        assert site == built_cold(folder, tmp_path / "cold"), names


def test_nothing_changed_gives_the_same_bytes_from_what_is_kept(tmp_path):
    """And nothing more is kept then: no page was made again."""
    folder = tmp_path / "site"
    make_corpus(folder, NOTES)
    site = built(folder)

    def keys():
        with sqlite3.connect(folder / FILE) as file:
            return sorted(file.execute("SELECT key FROM kept"))

    kept = keys()
    assert built(folder) == site
    assert keys() == kept


def test_a_second_process_changes_nothing(tmp_path):
    """A build on one core, which has none, gives the same bytes."""
    folder = tmp_path / "site"
    make_corpus(folder, NOTES)
    site = built(folder)
    shutil.rmtree(folder / ".cache")
    cores = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(cores)})
        assert built(folder) == site
    finally:
        os.sched_setaffinity(0, cores)


def test_a_conversion_holds_while_all_it_looked_at_is_the_same():
    """The files that its links asked for, also those that are missing, and its recordings."""
    asked, recordings = {"a.md": "a/", "b.md": ""}, {"box": "1f"}
    one = Conversion("<p>", None, [], [], {}, asked, recordings)
    one = Conversion.from_text(one.to_text())
    assert one.holds(asked.get, recordings.get)
    assert not one.holds({**asked, "a.md": "c/"}.get, recordings.get)
    assert not one.holds({**asked, "b.md": "b/"}.get, recordings.get)
    assert not one.holds(asked.get, {"box": "2e"}.get)


def test_nothing_is_kept_of_a_build_whose_templates_changed_meanwhile(tmp_path):
    """Some pages were made of the old ones, others of the new ones."""
    kept = Kept(tmp_path)
    kept.begin("old", tmp_path)
    assert kept.page("page", "a", lambda: "made") == "made"
    kept.end("new")
    kept.begin("old", tmp_path)
    assert kept.page("page", "a", lambda: "made anew") == "made anew"
    kept.end("old")
    assert kept.page("page", "a", lambda: "again") == "made anew"
    kept.store.close()


@pytest.mark.parametrize("ending", [".md", ".en.md"])
@pytest.mark.parametrize("strict", [True, False])
def test_what_is_wrong_with_a_page_is_said_whoever_made_it(ending, strict, tmp_path):
    """Once, in either language, and in the next build again; it counts where builds are strict."""
    folder = tmp_path / "site"
    make_corpus(folder, NOTES)
    note = notes_of(folder)[-1].with_suffix(ending)
    rewrite(note, lambda text: f"{text}\n[术语](/glossary.md)\n")
    command = [Path(sys.executable).with_name("mkdocs"), "build", *["--strict"] * strict]
    for _ in range(2):
        done = subprocess.run(
            command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
        )
        assert (done.returncode != 0) == strict
        assert done.stderr.count("contains an absolute link '/glossary.md'") == 1
        assert ("Aborted with 1 warnings" in done.stdout) == strict


def test_a_build_says_nothing_about_what_it_keeps(tmp_path):
    """Not one line more than MkDocs and its plugins say themselves."""
    folder = small_site.lay_out(
        tmp_path, {"index.md": "# X { #x }\n", "index.en.md": "# X { #x }\n"}
    )
    command = [Path(sys.executable).with_name("mkdocs"), "build", "--strict"]
    variables = environment()
    variables.pop("PYTHONWARNINGS", None)
    for _ in range(2):
        done = subprocess.run(
            command, cwd=folder, env=variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert "Deprecat" not in done.stderr
        assert "hooks" not in done.stderr
