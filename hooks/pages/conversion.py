"""What the conversion of one note's Markdown gave, and all that it looked at on the way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Conversion:
    """A page's HTML, title and headings, its anchors, and its links to anchors elsewhere.

    ``asked`` is the address of each file that a link asked for ("" where there is
    none), ``recordings`` the digest of each demo's recording ("" without one): the same
    text with the same answers gives the same page. ``links`` are by the path asked for.
    """

    html: str
    title: str | None
    headings: list[dict[str, Any]]
    anchors: list[str]
    links: Mapping[str, Mapping[str, str]]
    asked: Mapping[str, str]
    recordings: Mapping[str, str]

    def holds(self, answer: Callable[[str], str], recording: Callable[[str], str]) -> bool:
        """Whether all that the conversion looked at is still the same."""
        return all(answer(path) == found for path, found in self.asked.items()) and all(
            recording(demo) == found for demo, found in self.recordings.items()
        )

    def to_text(self) -> str:
        """As text, to keep: a line of JSON, and the HTML as it is, which is long."""
        others = {name: value for name, value in vars(self).items() if name != "html"}
        return f"{json.dumps(others, ensure_ascii=False)}\n{self.html}"

    @classmethod
    def from_text(cls, text: str) -> Conversion:
        """What :meth:`to_text` made text of."""
        others, _, html = text.partition("\n")
        return cls(html, **json.loads(others))


def heading_tokens(anchors: Iterable[Any]) -> list[dict[str, Any]]:
    """A table of contents as Python-Markdown's extension ``toc`` gives it."""
    return [
        {
            "level": anchor.level,
            "id": anchor.id,
            "name": anchor.title,
            "children": heading_tokens(anchor.children),
        }
        for anchor in anchors
    ]
