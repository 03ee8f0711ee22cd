"""Whether a note and its translation still have the same shape, and which sections are stale.

The translation's front matter keeps, for each section, the digest of the
original that it translates (``translated: {process: 1a2b3c4d5e6f}``). A
section whose original has changed since is stale, which is told but blocks
nobody; in a section that is not stale, a difference in shape is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from demos.errors import DemoError

from notes.outline import Outline, Section

KEY = "translated"
CHANGED = "changed"
NEW = "new"
GONE = "gone"


@dataclass(frozen=True)
class Stale:
    """A section that the translation has not caught up with.

    ``reason``: the original's section changed, is new, or is gone; ``section``
    is the original's, or where it is gone, the translation's.
    """

    section: Section
    reason: str


@dataclass(frozen=True)
class Parity:
    """What comparing a note with its translation found."""

    errors: list[DemoError] = field(default_factory=list)
    stale: list[Stale] = field(default_factory=list)


def accepted_digests(translation: Outline) -> dict[str, str]:
    """Each section's digest as the translation's front matter has it; empty without."""
    found = translation.front_matter.data.get(KEY)
    return {str(name): str(digest) for name, digest in found.items()} if found else {}


def compare(original: Outline, translation: Outline) -> Parity:
    """What is wrong and what is stale in ``translation``.

    A translation that was never accepted counts as complete: every
    difference in it is an error.
    """
    accepted = accepted_digests(translation)
    stale = list(_stale(original, translation, accepted))
    loose = {item.section.id for item in stale}
    return Parity([*_differences(original, translation, loose)], stale)


def _stale(original: Outline, translation: Outline, accepted: Mapping[str, str]) -> Iterator[Stale]:
    if not accepted:
        return
    there = {section.id for section in translation.sections}
    here = {section.id for section in original.sections}
    for section in original.sections:
        known = accepted.get(section.id)
        if known is None and section.id not in there:
            yield Stale(section, NEW)
        elif known is not None and known != section.digest:
            yield Stale(section, CHANGED)
    for section in translation.sections:
        if section.id not in here and section.id in accepted:
            yield Stale(section, GONE)


def _differences(original: Outline, translation: Outline, loose: set[str]) -> Iterator[DemoError]:
    ours = {section.id: section for section in original.sections}
    theirs = {section.id: section for section in translation.sections}
    for section in original.sections:
        if section.id in loose:
            continue
        if section.id not in theirs:
            message = f"the section #{section.id} ({section.place}) is not in its translation"
            hint = f"translate it in {translation.file}, with the same id"
            yield DemoError(message, section.place, hint)
        else:
            yield from _section_differences(section, theirs[section.id])
    for section in translation.sections:
        if section.id not in ours and section.id not in loose:
            message = f"the section #{section.id} is not in {original.file}"
            yield DemoError(message, section.place, "use the ids of the original")
    yield from _order(original, translation, loose)


def _section_differences(ours: Section, theirs: Section) -> Iterator[DemoError]:
    if ours.level != theirs.level:
        message = f"#{theirs.id} has level {theirs.level}, in {ours.place} it has {ours.level}"
        yield DemoError(message, theirs.place, f"write {'#' * ours.level} before the title")
        return
    for one, other in zip(ours.blocks, theirs.blocks, strict=False):
        if one.shape != other.shape:
            message = f"here is a {other.shape}, in {one.place} a {one.shape}"
            yield DemoError(message, other.place, "both languages have the same, in the same order")
            return
    longer, shorter = sorted((ours, theirs), key=lambda section: len(section.blocks), reverse=True)
    if len(longer.blocks) != len(shorter.blocks):
        block = longer.blocks[len(shorter.blocks)]
        message = f"the {block.shape} in {block.place} has no counterpart in #{shorter.id}"
        yield DemoError(message, shorter.place, "both languages have the same, in the same order")
    elif ours.values != theirs.values:
        names = ", ".join(f"@{{{name}}}" for name in sorted(ours.values ^ theirs.values))
        message = f"#{theirs.id} and {ours.place} do not name the same values: {names}"
        yield DemoError(message, theirs.place, "quote each value in both languages")


def _order(original: Outline, translation: Outline, loose: set[str]) -> Iterator[DemoError]:
    there = {section.id for section in translation.sections} - loose
    here = {section.id for section in original.sections} - loose
    ours = [section for section in original.sections if section.id in there]
    theirs = [section for section in translation.sections if section.id in here]
    for one, other in zip(ours, theirs, strict=False):
        if one.id != other.id:
            message = f"#{other.id} stands where {one.place} has #{one.id}"
            yield DemoError(message, other.place, "put the sections in the order of the original")
            return
