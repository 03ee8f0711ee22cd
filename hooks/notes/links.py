"""The links between notes, checked in the sources, where a wrong one has its line."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from demos.errors import DemoError, Place, did_you_mean
from demos.library import note_files

from notes.masked import HIDDEN, masked_lines

_TARGET = re.compile(rf"\]({HIDDEN}+)")
_ID = re.compile(r"\{[^{}\n]*#(?P<id>[\w-]+)[^{}\n]*\}|\bid=\"(?P<attribute>[\w-]+)\"")


@dataclass(frozen=True)
class Link:
    """What a note links to, as written, and where."""

    target: str
    place: Place


def check_links(docs: Path) -> list[DemoError]:
    """An error for each link between notes that leads to no file or no heading."""
    texts = {
        path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8")
        for path in note_files(docs)
    }
    files = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    ids = {name: ids_in(text) for name, text in texts.items()}
    return [
        error
        for name, text in texts.items()
        for link in links_in(text, f"{docs.name}/{name}")
        for error in _faults(link, name, files, ids)
    ]


def links_in(text: str, file: str) -> Iterator[Link]:
    """The inline links and images of a note, outside code."""
    lines = text.split("\n")
    for number, masked in enumerate(masked_lines(text, file)):
        for match in _TARGET.finditer(masked):
            written = lines[number][match.start(1) : match.end(1)]
            if written.startswith("("):
                target = written[1:].partition(")")[0].split(" ")[0]
                yield Link(target, Place(file, number + 1, match.start(1) + 2))


def ids_in(text: str) -> set[str]:
    """Every id that a note gives to a heading or another element."""
    return {match["id"] or match["attribute"] for match in _ID.finditer(text)}


def _faults(
    link: Link, note: str, files: set[str], ids: Mapping[str, set[str]]
) -> Iterator[DemoError]:
    parts = urlsplit(link.target)
    if parts.scheme or parts.netloc:
        return
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        hint = "write the way from this file, such as ../section/note.md"
        yield DemoError(f"the link {link.target} begins at the root", link.place, hint)
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(note), path)) if path else note
    if target not in files:
        yield DemoError(
            f"there is no file {link.target}", link.place, _nearest(target, note, files)
        )
    elif fragment and target in ids and fragment not in ids[target]:
        hint = did_you_mean(fragment, sorted(ids[target]))
        yield DemoError(f"docs/{target} has no #{fragment}", link.place, hint)


def _nearest(target: str, note: str, files: set[str]) -> str:
    """The file that was perhaps meant, as it would be written here."""
    folder = posixpath.dirname(note) or "."
    originals = [name for name in files if name.endswith(".md") and not name.endswith(".en.md")]
    same_name = [
        name for name in originals if posixpath.basename(name) == posixpath.basename(target)
    ]
    if same_name:
        return f"did you mean “{posixpath.relpath(same_name[0], folder)}”?"
    return did_you_mean(target, originals)
