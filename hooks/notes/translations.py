"""Every note with the state of its translation, read from the ``docs`` folder."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from demos.errors import DemoError, Place, did_you_mean, errors_in, raise_all
from demos.front_matter import read_front_matter
from demos.library import DEFAULT_LANGUAGE, language_of, note_files, original_of, read_text
from demos.shelf import write_whole

from notes.outline import Outline, read_outline
from notes.parity import KEY, Parity, Stale, accepted_digests, compare

CURRENT = "current"
STALE = "stale"
MISSING = "missing"
UNACCEPTED = "unaccepted"
TRANSLATION = "en"


@dataclass(frozen=True)
class Translation:
    """One note and its translation, None where there is none; paths are relative to docs."""

    path: str
    original: Outline
    translation: Outline | None
    stale: list[Stale] = field(default_factory=list)

    @property
    def state(self) -> str:
        """One of ``current``, ``stale``, ``missing`` and ``unaccepted`` (digests never written)."""
        if self.translation is None:
            return MISSING
        if not accepted_digests(self.translation):
            return UNACCEPTED
        return STALE if self.stale else CURRENT


def translation_path(original: Path) -> Path:
    """Where the translation of a note stands: ``x.en.md`` beside ``x.md``."""
    return original.with_suffix(f".{TRANSLATION}.md")


def read_translations(docs: Path) -> tuple[list[Translation], list[DemoError]]:
    """All notes below ``docs`` with their translations, and every error of parity."""
    found: list[Translation] = []
    errors: list[DemoError] = []
    for path in note_files(docs):
        try:
            if language_of(path) == DEFAULT_LANGUAGE:
                translation, faults = read_translation(docs, path)
                found.append(translation)
                errors += faults
            else:
                _refuse_orphan(docs, path)
        except DemoError as error:
            errors += errors_in(error)
    return found, errors


def _refuse_orphan(docs: Path, path: Path) -> None:
    original = original_of(path)
    if not original.exists():
        name = str(original.relative_to(docs.parent))
        place = Place(str(path.relative_to(docs.parent)), 1)
        raise DemoError("this translates no note", place, f"write the original, {name}")


def read_translation(docs: Path, path: Path) -> tuple[Translation, list[DemoError]]:
    """The note at ``path`` with its translation, and every error of parity between them."""
    original, errors = _outline(docs, path)
    other = translation_path(path)
    if not other.exists():
        return Translation(str(path.relative_to(docs)), original, None), errors
    translation, more = _outline(docs, other)
    errors += more
    # Ids that are wrong in themselves would only be reported twice.
    parity = Parity() if errors else compare(original, translation)
    one = Translation(str(path.relative_to(docs)), original, translation, parity.stale)
    return one, errors + parity.errors


def _outline(docs: Path, path: Path) -> tuple[Outline, list[DemoError]]:
    name = str(path.relative_to(docs.parent))
    return read_outline(read_text(path, name), name)


def accept(docs: Path, note: str) -> str:
    """Write into the translation of ``note`` that it is up to date; the file written.

    ``note`` is a path or a note's name. Raises :class:`DemoError` for a note
    that does not exist, has no translation, or one of another shape.
    """
    path = find_note(docs, note)
    other = translation_path(path)
    if not other.exists():
        name = str(path.relative_to(docs.parent))
        hint = f"write {other.relative_to(docs.parent)} first"
        raise DemoError("this note has no translation", Place(name, 1), hint)
    original, errors = _outline(docs, path)
    translation, more = _outline(docs, other)
    complete = Outline(translation.file, read_front_matter("", ""), translation.sections)
    raise_all(errors + more or compare(original, complete).errors)
    digests = {section.id: section.digest for section in original.sections}
    write_whole(other, with_digests(other.read_text(encoding="utf-8"), digests))
    return str(other.relative_to(docs.parent))


def find_note(docs: Path, note: str) -> Path:
    """The original that ``note`` (a path, with or without docs/, or a bare name) means."""
    originals = [path for path in note_files(docs) if language_of(path) == DEFAULT_LANGUAGE]
    wanted = note.removeprefix("docs/").removesuffix(".md").removesuffix(f".{TRANSLATION}")
    names = {str(path.relative_to(docs).with_suffix("")): path for path in originals}
    matches = [name for name in names if name == wanted or name.endswith(f"/{wanted}")]
    if len(matches) != 1 or not wanted:
        hint = did_you_mean(wanted, tuple(names))
        raise DemoError(f"there is no note “{note}”", hint=hint)
    return names[matches[0]]


def with_digests(text: str, digests: dict[str, str]) -> str:
    """The translation's ``text`` with these digests in its front matter; the rest stays."""
    lines = "".join(f"  {name}: {digest!r}\n" for name, digest in digests.items())
    block = f"{KEY}:\n{lines}".replace("'", '"')
    matter = read_front_matter(text, "")
    rows = text.split("\n")
    body = "\n".join(rows[matter.lines :])
    others = "\n".join(rows[1 : max(matter.lines - 1, 1)])
    others = re.sub(rf"^{KEY}:.*\n?(?:[ \t]+.*\n?)*", "", f"{others}\n", flags=re.MULTILINE)
    return f"---\n{others.lstrip()}{block}---\n{body}"
