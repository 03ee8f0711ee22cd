"""A new note from a template: both languages, a demo that records at once, its line in the nav."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from demos.errors import DemoError
from demos.library import read_library, scripts_of
from demos.shelf import write_whole

from notes.translations import accept, translation_path

_NAME = re.compile(r"^[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*$")
# The templates, in which SLUG stands for the note's own name.
_CHINESE = Path(__file__).with_name("new_note.md")
_ENGLISH = Path(__file__).with_name("new_note.en.md")


def make_note(repository: Path, name: str) -> list[str]:
    """Write the note ``name`` (section/slug) and its translation; what was done, line by line.

    Raises :class:`DemoError` for a name that is none or is taken.
    """
    docs = repository / "docs"
    path = docs / f"{name}.md"
    _refuse(docs, path, name)
    slug = path.stem
    for template, target in ((_CHINESE, path), (_ENGLISH, translation_path(path))):
        write_whole(target, template.read_text(encoding="utf-8").replace("SLUG", slug))
    accept(docs, name)
    settings = repository / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    write_whole(settings, with_nav_line(text, name))
    return [
        f"docs/{name}.md: the note, in Chinese",
        f"docs/{name}.en.md: its translation",
        _about_nav(text, name),
        f"next: make record DEMO={slug}, then make serve; write, and record again",
        "at the end: make check, and commit the note with docs/recordings",
    ]


def _refuse(docs: Path, path: Path, name: str) -> None:
    if not _NAME.match(name):
        hint = (
            "write section/slug: lower-case letters, digits and hyphens, as in the page's address"
        )
        raise DemoError(f"“{name}” is not a name for a note", hint=hint)
    for taken in (path, translation_path(path)):
        if taken.exists():
            hint = "choose another name, or edit this note"
            raise DemoError(f"docs/{taken.relative_to(docs)} exists", hint=hint)
    owner: Mapping[str, object] = scripts_of(read_library(docs))
    if path.stem in owner:
        hint = "a demo's name is unique among notes, and this note's first demo has its name"
        raise DemoError(f"there is a demo “{path.stem}” already", hint=hint)


def with_nav_line(settings: str, name: str) -> str:
    """The text of mkdocs.yml with the note in ``nav``, behind the last note of its section."""
    lines = settings.split("\n")
    section = name.split("/", maxsplit=1)[0]
    last = _last_of(lines, section)
    if last is not None:
        indent = lines[last][: len(lines[last]) - len(lines[last].lstrip())]
        lines.insert(last + 1, f"{indent}- {name}.md")
    else:
        end = _end_of_nav(lines)
        lines[end:end] = [f"  - {section}:", f"      - {name}.md"]
    return "\n".join(lines)


def _about_nav(settings: str, name: str) -> str:
    section = name.split("/", maxsplit=1)[0]
    if _last_of(settings.split("\n"), section) is not None:
        return "mkdocs.yml: the note is in nav, behind the last one of its section"
    return (
        f"mkdocs.yml: nav has a new section “{section}”: give it its Chinese name there,"
        " and its English one in nav_translations"
    )


def _last_of(lines: list[str], section: str) -> int | None:
    entry = re.compile(rf"^\s+- (?:[^:]+: )?{re.escape(section)}/[\w-]+\.md\s*$")
    found = [number for number, line in enumerate(lines) if entry.match(line)]
    return found[-1] if found else None


def _end_of_nav(lines: list[str]) -> int:
    if "nav:" not in lines:
        raise DemoError("mkdocs.yml has no nav", hint="write the line nav: and the notes below it")
    at = lines.index("nav:") + 1
    while at < len(lines) and lines[at].startswith(" "):
        at += 1
    return at
