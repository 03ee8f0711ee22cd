"""The style of every note, checked and mended, each in its language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from demos.errors import DemoError
from demos.library import DEFAULT_LANGUAGE, language_of, note_files
from demos.shelf import write_whole

from notes.english import ENGLISH_RULES
from notes.masked import masked_lines
from notes.style import Rule, complaint, find_all, mend
from notes.typography import CHINESE_RULES

_PASSES = 5


def rules_for(path: Path) -> Sequence[Rule]:
    """The rules of the language that the note at ``path`` is written in."""
    return CHINESE_RULES if language_of(path) == DEFAULT_LANGUAGE else ENGLISH_RULES


def check_style(text: str, file: str, rules: Sequence[Rule]) -> list[DemoError]:
    """Every fault of style in a note's text, with line and column."""
    lines = text.split("\n")
    found = find_all(rules, masked_lines(text, file))
    return [complaint(finding, lines[finding.line], file) for finding in found]


def mended(text: str, file: str, rules: Sequence[Rule]) -> str:
    """The text with all faults mended that have one remedy; what is masked stays as it is."""
    for _ in range(_PASSES):
        better = mend(text, find_all(rules, masked_lines(text, file)))
        if better == text:
            break
        text = better
    return text


def check_notes(docs: Path) -> list[DemoError]:
    """Every fault of style in any note below ``docs``."""
    return [
        error
        for path in note_files(docs)
        for error in check_style(
            path.read_text(encoding="utf-8"), str(path.relative_to(docs.parent)), rules_for(path)
        )
    ]


def mend_notes(docs: Path) -> list[str]:
    """Mend every note below ``docs``; the files that changed."""
    changed = []
    for path in note_files(docs):
        text = path.read_text(encoding="utf-8")
        better = mended(text, str(path.relative_to(docs.parent)), rules_for(path))
        if better != text:
            write_whole(path, better)
            changed.append(str(path.relative_to(docs.parent)))
    return changed
