"""What stands under a note about itself: how fresh it is, and what a reader can do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from demos.shelf import Shelf
from demos.verified import Verified

_DEMOS = re.compile(r'class="provenance" data-demo="([^"]*)"')
_WORDS = {
    "zh": {
        "name": "关于这篇笔记",
        "verified": "上次验证：{}",
        "unverified": "录制之后还没有重新验证",
        "updated": "最后更新：{}",
        "edit": "编辑此页",
        "report": "这里说得不对？选出是哪一节",
        "raw": "原始录制",
        "wrong": "{} 说得不对",
        "terminal": "终端 {}",
        "colon": "：",
    },
    "en": {
        "name": "About this note",
        "verified": "Last verified: {}",
        "unverified": "Not verified again since it was recorded",
        "updated": "Last updated: {}",
        "edit": "Edit this page",
        "report": "Something is wrong here? Choose the section",
        "raw": "Raw recordings",
        "wrong": "{} is wrong",
        "terminal": "terminal {}",
        "colon": ": ",
    },
}


@dataclass(frozen=True)
class Place:
    """Where a note stands: its own address, those of recordings and repository, its sections.

    ``edit`` is where to edit the file, "" for nowhere; ``sections`` are ids with titles.
    """

    address: str
    recordings: str
    repository: str
    edit: str
    sections: Sequence[tuple[str, str]]


class Sources:
    """The recordings in a folder, as a page leads to them; the folder is looked at once."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)
        self._casts: dict[str, list[tuple[str, str]]] = {}
        for name in sorted(path.name for path in folder.glob("*.cast")):
            demo, terminal, _ = name.rsplit(".", 2)
            self._casts.setdefault(demo, []).append((terminal, name))

    def casts(self, demo: str) -> list[tuple[str, str]]:
        """Each terminal of a demo with the file that replays it."""
        return self._casts.get(demo, [])

    def docker(self, demo: str) -> str:
        """The version of Docker that a demo was recorded with, "" without a recording."""
        recording = self._shelf.read(demo)
        return str(recording.provenance["docker"]) if recording else ""


def demos_in(html: str) -> list[str]:
    """The demos that a page shows, as its lines about their versions name them."""
    return [name for names in _DEMOS.findall(html) for name in names.split()]


def sections_of(toc: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """The id and title of each heading in a table of contents, from top to bottom."""
    for anchor in toc:
        yield anchor.id, anchor.title
        yield from sections_of(anchor.children)


def about_html(
    demos: Sequence[str],
    place: Place,
    sources: Sources,
    freshness: tuple[Mapping[str, Verified], str],
    language: str,
) -> str:
    """The block under a note; ``sources`` has the recordings of its ``demos``.

    ``freshness`` is when demos were verified, and the day the note changed ("" unknown).
    """
    words = _WORDS.get(language, _WORDS["zh"])
    verified, updated = freshness
    facts = [_verified(demos, verified, words)] if demos else []
    facts += [words["updated"].format(f"<time>{updated}</time>")] if updated else []
    facts += [f'<a href="{escape(place.edit)}">{words["edit"]}</a>'] if place.edit else []
    raw = [_raw(demo, place.recordings, sources.casts(demo), words) for demo in demos]
    docker = sources.docker(demos[0]) if demos else ""
    reports = _reports(place, f"Docker {docker}" if docker else "", words)
    return (
        f'<aside class="about-note" aria-label="{words["name"]}">'
        f"<p>{' · '.join(facts)}</p>{_folded(words['report'], reports)}"
        f"{_folded(words['raw'], raw)}</aside>"
    )


def _verified(demos: Sequence[str], verified: Mapping[str, Verified], words: dict[str, str]) -> str:
    """The oldest verification counts; one that is missing counts most."""
    if not all(demo in verified for demo in demos):
        return words["unverified"]
    day = min(verified[demo].date for demo in demos)
    return words["verified"].format(f"<time>{day}</time>")


def _reports(place: Place, version: str, words: dict[str, str]) -> list[str]:
    links = []
    for identifier, title in place.sections:
        query = {
            "template": "wrong.yml",
            "title": words["wrong"].format(title),
            "page": f"{place.address}#{identifier}",
            "version": version,
        }
        address = f"{place.repository}/issues/new?{urlencode(query)}"
        links.append(f'<a href="{escape(address)}">{escape(title)}</a>')
    return links


def _raw(
    demo: str, recordings: str, casts: Iterable[tuple[str, str]], words: dict[str, str]
) -> str:
    links = [f'<a href="{escape(recordings)}/{demo}.json">JSON</a>']
    links += [
        f'<a href="{escape(recordings)}/{name}" download>{words["terminal"].format(number)}</a>'
        for number, name in casts
    ]
    return f"<code>{escape(demo)}</code>{words['colon']}{' · '.join(links)}"


def _folded(title: str, items: Iterable[str]) -> str:
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<details><summary>{title}</summary><ul>{listed}</ul></details>" if listed else ""
