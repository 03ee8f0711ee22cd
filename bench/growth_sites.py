"""The sites that the growth of builds is measured on, and one run of each."""

from __future__ import annotations

import compileall
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builds import BUILT, Spent, build, digests, environment, spend
from corpus import make_corpus, make_stock, make_zensical, middle_note
from corpus_sites import without_hooks
from demos.errors import DemoError
from demos.library import LANGUAGES
from measure_pages import compressed, first_loads
from measures import Measure

STOCK, ZENSICAL = "stock Material", "Zensical"
COLD, UNCHANGED, CHANGED = "ours, cold", "ours, unchanged", "ours, one paragraph"
MADE = "ours, unchanged, make site"
PLAIN, BARE = "ours, no demos", "ours, no demos, graph, parity, search split"
# The same sites after one changed paragraph.
CHANGED_IN = {name: f"{name}, one paragraph" for name in (PLAIN, BARE)}
_SITE_WIDE = ("show_translations", "split_search", "show_graph")
_FIRST_LOAD = 150

Spending = dict[tuple[str, int], list[Spent]]


@dataclass
class Sites:
    """The sites with the same number of notes; ``changed`` is what a warm build gave last.

    ``others`` is the folder of the programs that build what is not ours.
    """

    size: int
    folder: Path
    others: Path
    changed: dict[str, str] | None = None
    changes: int = 0

    @classmethod
    def lay_out(cls, work: Path, size: int, others: Path) -> Sites:
        """Generate them below ``work``."""
        folder = work / str(size)
        make_corpus(folder / "ours", size)
        make_stock(folder / "stock", size)
        for language in LANGUAGES:
            make_zensical(folder / language, size, language)
        # What Python compiles once is no part of a build.
        compileall.compile_dir(folder / "ours" / "hooks", quiet=1)
        return cls(size, folder, others)

    @property
    def ours(self) -> Path:
        """Our site's folder."""
        return self.folder / "ours"

    @property
    def note(self) -> Path:
        """The note that is changed."""
        return middle_note(self.ours)

    def build_all(self, spending: Spending) -> None:
        """One run of each: cold, warm, after a change; stock; Zensical in both languages."""
        cold = self.build_cold(spending)
        self._spend(spending, UNCHANGED, build(self.ours))
        self._compare(cold, digests(self.ours / BUILT), "a build with nothing changed")
        self._make_site()
        self._spend(spending, MADE, self._make_site())
        self.changes += 1
        change_paragraph(self.note, f"改动 {self.changes}。")
        self._spend(spending, CHANGED, build(self.ours))
        self.changed = digests(self.ours / BUILT)
        self._spend(spending, STOCK, build(self.folder / "stock", self.others))
        parts = [self._zensical(self.folder / language) for language in LANGUAGES]
        self._spend(spending, ZENSICAL, _together(parts))

    def build_cold(self, spending: Spending) -> dict[str, str]:
        """Ours without any cache: what a warm build of the same notes gave must be the same."""
        for name in (".cache", BUILT):
            shutil.rmtree(self.ours / name, ignore_errors=True)
        self._spend(spending, COLD, build(self.ours))
        cold = digests(self.ours / BUILT)
        if self.changed is not None:
            self._compare(cold, self.changed, "a build after one changed paragraph")
        return cold

    def build_without(self, spending: Spending) -> None:
        """The same notes with plain code blocks, then without what spans pages, too."""
        for name, folder in ((PLAIN, self.folder / "plain"), (BARE, self.folder / "bare")):
            make_corpus(folder, self.size, demos=False)
            if name == BARE:
                config = folder / "mkdocs.yml"
                config.write_text(without_hooks(config.read_text("utf-8"), _SITE_WIDE), "utf-8")
            compileall.compile_dir(folder / "hooks", quiet=1)
            self._spend(spending, name, build(folder))
            change_paragraph(middle_note(folder), "改动。")
            self._spend(spending, CHANGED_IN[name], build(folder))
            shutil.rmtree(folder)

    def _make_site(self) -> Spent:
        """What `make site` does, which leaves a site that is as it should be."""
        return spend([sys.executable, "tools/build_site.py"], self.ours, environment())

    def first_loads(self) -> Iterator[Measure]:
        """What a reader downloads for a note, in both languages."""
        address = f"{self.note.parent.name}/{self.note.stem}/"
        with compressed(self.ours / BUILT) as home:
            for found in first_loads(home, [address, f"en/{address}"]):
                what = f"{self.size} notes: {found.what}"
                yield Measure(what, found.seconds, _FIRST_LOAD, unit="kB")

    def _zensical(self, folder: Path) -> Spent:
        for name in (".cache", "site"):
            shutil.rmtree(folder / name, ignore_errors=True)
        return spend([str(self.others / "zensical"), "build"], folder, environment())

    def _spend(self, spending: Spending, name: str, spent: Spent) -> None:
        print(f"  {self.size} notes: {name}: {spent.seconds:.1f} s", file=sys.stderr, flush=True)
        spending[name, self.size].append(spent)

    def _compare(self, cold: Mapping[str, str], warm: Mapping[str, str], what: str) -> None:
        """Raise :class:`DemoError` unless two builds gave the same bytes."""
        different = sorted(name for name in {*cold, *warm} if cold.get(name) != warm.get(name))
        if different:
            shown = ", ".join(different[:5])
            raise DemoError(f"{what} of {self.size} notes differs from a cold one: {shown}")


def change_paragraph(note: Path, words: str) -> None:
    """Put a sentence at the beginning of a note's first paragraph."""
    text = note.read_text(encoding="utf-8")
    note.write_text(text.replace(" }\n\n", f" }}\n\n{words}\n", 1), encoding="utf-8")


def _together(parts: Sequence[Spent]) -> Spent:
    """Builds one after the other as one."""
    return Spent(
        sum(part.seconds for part in parts),
        sum(part.processor for part in parts),
        max(part.memory for part in parts),
    )
