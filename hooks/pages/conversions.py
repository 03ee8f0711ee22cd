"""The conversions that earlier builds made, found again by everything that went into them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pages.conversion import Conversion
from pages.digests import digest, digest_of_text
from pages.store import Store


@dataclass(frozen=True)
class Source:
    """What is converted: a page's text, its path below docs and its address on the site."""

    text: str
    path: str
    address: str


@dataclass(frozen=True)
class Conversions:
    """Conversions in a store; ``settings`` digests what is the same for all pages of a build.

    ``recording`` gives the digest of a demo's recording as it is now; ``files`` are those
    that links have asked for so far, with what the links make of them.
    """

    store: Store
    settings: str
    recording: Callable[[str], str]
    files: dict[str, tuple[Any, str]] = field(default_factory=dict)

    def find(self, source: Source, answer: Callable[[str], str]) -> Conversion | None:
        """The conversion of ``source``; ``answer`` says what file is at a path now."""
        text = self.store.get(self._key(source))
        found = Conversion.from_text(text) if text else None
        return found if found and found.holds(answer, self.recording) else None

    def keep(self, source: Source, conversion: Conversion) -> None:
        """Keep a conversion for the next build."""
        self.store.put(self._key(source), conversion.to_text())

    def _key(self, source: Source) -> str:
        text = digest_of_text(source.text)
        return digest("conversion", self.settings, text, source.path, source.address)
