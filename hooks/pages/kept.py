"""What one build knows of those before it: one store, and what all its pages have in common."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pages.beside import Beside
from pages.conversions import Conversions
from pages.digests import FileDigests, digest, digest_of_programs
from pages.store import Store

FILE = ".cache/pages.sqlite"


class Kept:
    """The store of the site in ``root``; ``tell`` is given a line when it cannot be used."""

    def __init__(self, root: Path, tell: Callable[[str], None] = print) -> None:
        self.store = Store(root / FILE, tell)
        self.files = FileDigests()
        self._facts: dict[tuple[object, ...], Any] = {}
        self.begin("", root)
        self.others = Beside()
        # Python looks through all pages of a build for memory to free: let it be seldom.
        gc.set_threshold(10_000, 20, 50)

    def begin(self, settings: str, recordings: Path) -> None:
        """Begin with the pages of one language."""
        self._settings = settings
        self._recordings = recordings
        self.conversions = Conversions(self.store, settings, self.recording)

    def look_anew(self) -> None:
        """Another build begins, and files may have changed since the last."""
        self.files.forget()

    def end(self, settings: str) -> None:
        """Save what was made; forget all of it if the settings changed while it was made."""
        if settings != self._settings:
            self.store.clear()
        self.store.save()

    def recording(self, demo: str) -> str:
        """The digest of the recording of ``demo``, "" without one."""
        return self.files(self._recordings / f"{demo}.json")

    def beside(self, work: Callable[[], object]) -> Beside:
        """Begin with ``work`` in a second process, which keeps what it makes in the same store."""

        def keep() -> None:
            self.store.reopen()
            work()
            self.store.save()

        return Beside(keep)

    def once(self, what: str, parts: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """What ``make`` gives (JSON data) for these ``parts``, whatever the settings."""
        key = digest(what, digest_of_programs(), parts)
        return json.loads(self._text(key, lambda: json.dumps(make(), ensure_ascii=False)))

    def fact(self, what: str, parts: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401
        """The same for something small that a build asks for again and again.

        ``parts`` is a text or a list of texts; what was made of them holds in later builds too.
        """
        key = (what, *parts) if isinstance(parts, list) else (what, parts)
        if key not in self._facts:
            self._facts[key] = self.once(what, parts, make)
        return self._facts[key]

    def page(self, what: str, parts: object, make: Callable[[], str]) -> str:
        """The text that ``make`` gives for these ``parts`` under the settings of this build."""
        return self._text(digest(what, self._settings, parts), make)

    def _text(self, key: str, make: Callable[[], str]) -> str:
        text = self.store.get(key)
        if text is None:
            text = make()
            self.store.put(key, text)
        return text


def templates_folder(root: Path) -> Path:
    """Where compiled templates are kept."""
    folder = (root / FILE).with_name("templates")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


builds: list[Kept] = []
"""The one that this process builds with, once it has begun."""
