"""What translators and readers see of the state of translations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TypedDict

from demos.errors import DemoError
from demos.library import DEFAULT_LANGUAGE, language_of, note_files
from pages.once import Once, anew

from notes.parity import CHANGED, GONE, NEW
from notes.translations import (
    CURRENT,
    MISSING,
    STALE,
    UNACCEPTED,
    Translation,
    read_translation,
    translation_path,
)

MARKER = "<!-- translations -->"
_WORDS = {
    "zh": {
        "head": "| 笔记 | 英文翻译 | 要更新的小节 |",
        CURRENT: "最新",
        STALE: "过时",
        MISSING: "缺少",
        UNACCEPTED: "未确认",
        CHANGED: "{}（原文改过）",
        NEW: "{}（原文新增）",
        GONE: "{}（原文已删）",
        "join": "、",
    },
    "en": {
        "head": "| Note | English translation | Sections to update |",
        CURRENT: "up to date",
        STALE: "stale",
        MISSING: "missing",
        UNACCEPTED: "not accepted",
        CHANGED: "{} (changed)",
        NEW: "{} (new)",
        GONE: "{} (gone)",
        "join": ", ",
    },
}


class Banner(TypedDict):
    """What a translated page's template needs: the state, and the stale sections."""

    state: str
    sections: list[dict[str, str]]


class State(TypedDict):
    """What is shown of one note's translation, by JSON data; ``banner`` only where needed."""

    path: str
    banner: Banner | None
    rows: dict[str, str]


def read_states(docs: Path, digest: Callable[[Path], str], once: Once = anew) -> list[State]:
    """The state of every note's translation; notes that cannot be read are left out.

    ``digest`` tells two versions of a file apart.
    """
    originals = (path for path in note_files(docs) if language_of(path) == DEFAULT_LANGUAGE)
    return [state for path in originals if (state := read_state(docs, path, digest, once))]


def read_state(docs: Path, path: Path, digest: Callable[[Path], str], once: Once) -> State | None:
    """The state of one note's translation, None when it cannot be read."""
    parts = [path.relative_to(docs).as_posix(), digest(path), digest(translation_path(path))]
    state: State | None = once("state of a translation", parts, partial(_state, docs, path))
    return state


def status_table(states: Iterable[State], language: str) -> str:
    """The state of every note's translation as a Markdown table."""
    head = _WORDS.get(language, _WORDS["zh"])["head"]
    return "\n".join([head, "| --- | --- | --- |", *(state["rows"][language] for state in states)])


def banners(states: Iterable[State]) -> dict[str, Banner]:
    """By source path, what to say above a translation that is missing or stale."""
    return {state["path"]: state["banner"] for state in states if state["banner"]}


def _state(docs: Path, path: Path) -> State | None:
    try:
        one, _ = read_translation(docs, path)
    except DemoError:
        # A build says what is wrong with a note where it reads its demos.
        return None
    shown = one.path if one.translation is None else one.path.replace(".md", ".en.md")
    return State(
        path=shown, banner=_banner(one), rows={language: _row(one, language) for language in _WORDS}
    )


def _row(one: Translation, language: str) -> str:
    words = _WORDS[language]
    title = f"[{_title(one, language)}]({one.path})"
    if language != "zh" and one.translation is None:
        title += "{ lang=zh }"
    stale = words["join"].join(
        words[item.reason].format(f"`#{item.section.id}`") for item in one.stale
    )
    return f"| {title} | {words[one.state]} | {stale} |"


def _title(one: Translation, language: str) -> str:
    outline = one.translation if language != "zh" and one.translation else one.original
    return outline.title


def _banner(one: Translation) -> Banner | None:
    if one.state not in (STALE, MISSING):
        return None
    sections = [
        {"id": item.section.id, "title": _own_title(one, item.section.id)}
        for item in one.stale
        if item.reason == CHANGED
    ]
    return {"state": one.state, "sections": sections}


def _own_title(one: Translation, identifier: str) -> str:
    sections = one.translation.sections if one.translation else ()
    return next((section.title for section in sections if section.id == identifier), identifier)
