"""The verbs of ``python hooks`` that are about notes as texts: check, accept, translations."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from demos.errors import DemoError, errors_in, raise_all
from demos.library import read_library

from notes.links import check_links
from notes.new_note import make_note
from notes.prose import check_notes, mend_notes
from notes.translations import CURRENT, STALE, Translation, accept, read_translations

DOCS = Path(__file__).parents[2] / "docs"


def add_verbs(
    add: Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser],
) -> None:
    """Register each verb: ``add(name, help, function)`` gives its parser."""
    add("check", "look for mistakes in the notes, without running anything", check)
    add("parity", "say which translations are stale, missing or different", parity)
    add("fix", "mend the style of the notes where there is one remedy", _fix)
    making = add("note", "make a new note from a template", _note)
    making.add_argument("name", metavar="SECTION/SLUG", help="its path below docs/, without .md")
    accepting = add("accept", "note down that a translation is up to date", _accept)
    accepting.add_argument("note", metavar="NOTE", help="its path or name")


def check(_: argparse.Namespace) -> int:
    """Every check that reads notes; all complaints at once."""
    errors: list[DemoError] = []
    try:
        read_library(DOCS)
    except DemoError as error:
        errors += errors_in(error)
    translations, more = read_translations(DOCS)
    errors += [error for error in more if str(error) not in map(str, errors)]
    if not errors:
        errors = check_links(DOCS) + check_notes(DOCS)
    for line in warnings(translations):
        print(line)
    raise_all(errors)
    print(f"{len(translations)} notes: nothing wrong")
    return 0


def parity(_: argparse.Namespace) -> int:
    """A line for each note, then what is stale in it; 1 when languages differ in shape."""
    translations, errors = read_translations(DOCS)
    for one in translations:
        print(f"{one.state:10} {one.path}")
    for line in warnings(translations):
        print(line)
    raise_all(errors)
    behind = sum(one.state != CURRENT for one in translations)
    print(f"{len(translations)} notes, {behind} to translate or accept")
    return 0


def warnings(translations: list[Translation]) -> list[str]:
    """What translators will want to know; nothing of it blocks."""
    lines = []
    for one in translations:
        if one.state == STALE:
            for item in one.stale:
                hint = f"translate it, then: make accept NOTE={one.path}"
                lines.append(
                    f"{item.section.place}: note: #{item.section.id} is {item.reason}"
                    f" since its translation; {hint}"
                )
        elif one.state != CURRENT:
            lines.append(f"docs/{one.path}: note: its translation is {one.state}")
    return lines


def _accept(options: argparse.Namespace) -> int:
    print(f"{accept(DOCS, options.note)}: up to date with its original")
    return 0


def _fix(_: argparse.Namespace) -> int:
    changed = mend_notes(DOCS)
    for name in changed:
        print(name)
    print(f"{len(changed)} notes mended")
    return 0


def _note(options: argparse.Namespace) -> int:
    for line in make_note(DOCS.parent, options.name):
        print(line)
    return 0
