"""A note's sections and what stands in them: fences, admonitions and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from demos.errors import DemoError, Place
from demos.fences import Fence, scan_fences
from demos.front_matter import FrontMatter, read_front_matter
from demos.values import references

_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<title>.*?)\s*(?:\{(?P<attributes>[^{}]*)\})?\s*$")
_ID = re.compile(r"#(?P<id>\S+)")
_PLAIN_ID = re.compile(r"^[a-z][a-z0-9-]*$")
_ADMONITION = re.compile(r"^\s*(?:!!!|\?\?\?\+?)\s+(?P<type>[\w-]+)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


@dataclass(frozen=True)
class Block:
    """A fence, an admonition or a table: what a translation has in the same order.

    ``shape`` is what must be the same (`console fence of the demo box`).
    """

    shape: str
    place: Place


@dataclass(frozen=True)
class Section:
    """From one heading to the next; ``lines`` include the heading."""

    id: str
    level: int
    title: str
    place: Place
    lines: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def values(self) -> frozenset[str]:
        """The values that the section names, in prose and commands."""
        return frozenset(references("\n".join(self.lines)))

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change with the section's text."""
        text = "\n".join(line.rstrip() for line in self.lines).strip()
        return sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Outline:
    """A note's front matter and sections."""

    file: str
    front_matter: FrontMatter
    sections: tuple[Section, ...]

    @property
    def title(self) -> str:
        """The text of the first heading, or the file's name."""
        return self.sections[0].title if self.sections else self.file


def read_outline(text: str, file: str) -> tuple[Outline, list[DemoError]]:
    """The outline of a note's text, and what is wrong with its headings."""
    front_matter = read_front_matter(text, file)
    fences, _ = scan_fences(text, file)
    lines = text.split("\n")
    heads = list(_headings(lines, front_matter.lines, fences))
    sections = []
    for number, (at, match) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(lines)
        name = _ID.search(match["attributes"] or "")
        blocks = tuple(_blocks(lines, range(at, end), fences, file))
        title, level = match["title"], len(match["marks"])
        place = Place(file, at + 1)
        identifier = name["id"] if name else ""
        sections.append(Section(identifier, level, title, place, tuple(lines[at:end]), blocks))
    return Outline(file, front_matter, tuple(sections)), _faults(sections)


def _headings(
    lines: Sequence[str], start: int, fences: Sequence[Fence]
) -> Iterator[tuple[int, re.Match[str]]]:
    fenced = {line for fence in fences for line in range(fence.place.line - 1, fence.end)}
    for at in range(start, len(lines)):
        match = _HEADING.match(lines[at])
        if match and at not in fenced:
            yield at, match


def _faults(sections: Sequence[Section]) -> list[DemoError]:
    errors = []
    seen: dict[str, Place] = {}
    for section in sections:
        hint = "write ## Title { #ascii-id }, the same id in both languages"
        if not section.id:
            message = f"the heading “{section.title}” has no id"
            errors.append(DemoError(message, section.place, hint))
        elif not _PLAIN_ID.match(section.id):
            message = f"“#{section.id}” is not an id for a heading"
            errors.append(DemoError(message, section.place, hint))
        elif section.id in seen:
            message = f"the id #{section.id} stands in line {seen[section.id].line} already"
            errors.append(DemoError(message, section.place, "give this heading an id of its own"))
        seen.setdefault(section.id, section.place)
    return errors


def _blocks(
    lines: Sequence[str], span: range, fences: Sequence[Fence], file: str
) -> Iterator[Block]:
    by_line = {fence.place.line - 1: fence for fence in fences}
    at = span.start
    while at < span.stop:
        if at in by_line:
            yield Block(_fence_shape(by_line[at]), by_line[at].place)
            at = max(by_line[at].end, at + 1)
            continue
        admonition = _ADMONITION.match(lines[at])
        if admonition:
            yield Block(f"note of type {admonition['type']}", Place(file, at + 1))
        if "|" in lines[at] and _TABLE_RULE.match(lines[at]) and at > span.start:
            rows = _table_rows(lines, at + 1, span.stop)
            columns = lines[at].strip().strip("|").count("|") + 1
            yield Block(f"table of {columns} columns and {rows} rows", Place(file, at))
            at += rows
        at += 1


def _fence_shape(fence: Fence) -> str:
    language = fence.language or "plain"
    return f"{language} fence" + (f" of the demo “{fence.demo}”" if fence.demo else "")


def _table_rows(lines: Sequence[str], start: int, stop: int) -> int:
    end = next((at for at in range(start, stop) if "|" not in lines[at]), stop)
    return end - start
