"""What translators and readers see of the state of translations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from notes.parity import CHANGED, GONE, NEW
from notes.translations import CURRENT, MISSING, STALE, UNACCEPTED, Translation

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


def status_table(translations: Iterable[Translation], language: str) -> str:
    """The state of every note's translation as a Markdown table."""
    words = _WORDS.get(language, _WORDS["zh"])
    rows = [words["head"], "| --- | --- | --- |"]
    for one in translations:
        title = f"[{_title(one, language)}]({one.path})"
        if language != "zh" and one.translation is None:
            title += "{ lang=zh }"
        stale = words["join"].join(
            words[item.reason].format(f"`#{item.section.id}`") for item in one.stale
        )
        rows.append(f"| {title} | {words[one.state]} | {stale} |")
    return "\n".join(rows)


def _title(one: Translation, language: str) -> str:
    outline = one.translation if language != "zh" and one.translation else one.original
    return outline.title


def banners(translations: Iterable[Translation]) -> dict[str, Banner]:
    """By source path, what to say above a translation that is missing or stale."""
    found: dict[str, Banner] = {}
    for one in translations:
        if one.state not in (STALE, MISSING):
            continue
        sections = [
            {"id": item.section.id, "title": _own_title(one, item.section.id)}
            for item in one.stale
            if item.reason == CHANGED
        ]
        path = one.path if one.translation is None else one.path.replace(".md", ".en.md")
        found[path] = {"state": one.state, "sections": sections}
    return found


def _own_title(one: Translation, identifier: str) -> str:
    sections = one.translation.sections if one.translation else ()
    return next((section.title for section in sections if section.id == identifier), identifier)
