"""A site with any number of notes: ``python bench/corpus.py FOLDER NOTES [ours|plain|stock]``.

The same arguments and the same notes of the site give the same bytes. ``ours``
is a whole copy of this site with other notes; ``plain`` has code blocks in the
place of demos; ``stock`` is for MkDocs Material without our hooks, with
what was recorded in plain code blocks.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent
sys.path[1:1] = [str(ROOT / "hooks"), str(ROOT / "tools")]

from corpus_demos import Sample, read_samples, values_in  # noqa: E402
from corpus_notes import Stock, place_of, write_note  # noqa: E402
from corpus_prose import read_prose  # noqa: E402
from corpus_sites import our_config, stock_config, zensical_config  # noqa: E402
from demos.library import DEFAULT_LANGUAGE, LANGUAGES, read_library  # noqa: E402 (the path first)
from demos.recording_json import from_json  # noqa: E402
from demos.shelf import Shelf  # noqa: E402
from demos.verified import read_verified, write_verified  # noqa: E402
from notes.glossary import glossary_terms  # noqa: E402
from notes.outline import read_outline  # noqa: E402
from notes.translations import translation_path, with_digests  # noqa: E402
from plain_notes import pasted_text, plain_text  # noqa: E402

SEED = 7
KINDS = ("ours", "plain", "stock")
_OURS = ("hooks", "overrides", "demo-host", "tools", "docs/assets")
_THEIRS = ("docs/assets/images",)
_LINK_TO_NOTE = re.compile(r"\((?P<note>[\w-]+/[\w-]+)\.md(?:#[\w-]+)?\)")


@dataclass(frozen=True)
class Page:
    """A page in both languages; ``files`` are those of its demos' recordings, by demo."""

    path: str
    texts: Mapping[str, str]
    files: Mapping[str, Mapping[str, str]]

    def plain(self) -> dict[str, str]:
        """The texts with code blocks and written values in the place of demos."""
        values: dict[str, str] = {}
        for name, files in self.files.items():
            values |= values_in(files, name)
        return {language: plain_text(text, values) for language, text in self.texts.items()}

    def pasted(self, language: str) -> str:
        """The text with code blocks that show what was recorded."""
        recordings = {
            name: from_json(files[f"{name}.json"], name) for name, files in self.files.items()
        }
        return pasted_text(self.texts[language], recordings, language)


@dataclass(frozen=True)
class Corpus:
    """What is made of this site: ``pages`` are those beside the notes, ``samples`` all demos."""

    config: str
    pages: Mapping[str, Mapping[str, str]]
    samples: Mapping[str, Sample]
    stock: Stock

    def all_pages(self) -> Iterator[Page]:
        """Every page, the site's own and the notes."""
        for path, texts in self.pages.items():
            mapping = {language: self._relinked(text) for language, text in texts.items()}
            names = re.findall(r' demo="([^"]+)"', texts[DEFAULT_LANGUAGE])
            own = {name: self.samples[name] for name in names if name in self.samples}
            yield Page(path, mapping, {name: one.files(name, None) for name, one in own.items()})
        for place in self.stock.places:
            note = write_note(place, self.stock)
            chance = Random(f"{self.stock.seed} demos {place.number}")  # noqa: S311 (repeatable)
            files = {name: one.files(name, chance) for name, one in note.demos.items()}
            yield Page(f"{place.path}.md", note.texts, files)

    def _relinked(self, text: str) -> str:
        """A page's text whose links to notes lead to those of the corpus."""
        places = self.stock.places
        known: dict[str, str] = {}

        def one(match: re.Match[str]) -> str:
            path = known.setdefault(match["note"], places[len(known) % len(places)].path)
            return f"({path}.md)"

        return _LINK_TO_NOTE.sub(one, text)


def make_corpus(folder: Path, notes: int, seed: int = SEED, *, demos: bool = True) -> None:
    """Write this site with ``notes`` other notes into ``folder``, which does not exist yet.

    Without ``demos`` there are plain code blocks and written values in their
    place. Raises :class:`DemoError` for a recording that is missing or stale.
    """
    corpus = read_corpus(notes, seed)
    stock = corpus.stock
    _make_tree(folder, _OURS, our_config(corpus.config, stock.places, stock.prose))
    shelf = folder / "docs" / "recordings"
    for page in corpus.all_pages():
        _write_both(folder / "docs" / page.path, page.texts if demos else page.plain())
        if demos:
            _shelve(shelf, page)
    if demos:
        _verify(shelf, corpus.samples)


def make_stock(folder: Path, notes: int, seed: int = SEED) -> None:
    """What a reader sees of it, for MkDocs Material alone: its search, its Markdown.

    Commands, outputs and figures' texts stand in plain code blocks.
    """
    corpus = read_corpus(notes, seed)
    stock = corpus.stock
    _make_tree(folder, _THEIRS, stock_config(corpus.config, stock.places, stock.prose))
    for page in corpus.all_pages():
        texts = {language: page.pasted(language) for language in LANGUAGES}
        _write_both(folder / "docs" / page.path, texts)


def make_zensical(folder: Path, notes: int, language: str, seed: int = SEED) -> None:
    """The same content in one language, for Zensical."""
    corpus = read_corpus(notes, seed)
    stock = corpus.stock
    config = zensical_config(corpus.config, stock.places, stock.prose, language)
    _make_tree(folder, _THEIRS, config)
    for page in corpus.all_pages():
        _write(folder / "docs" / page.path, page.pasted(language))


def read_corpus(notes: int, seed: int = SEED) -> Corpus:
    """This site as a source, with the places of so many notes."""
    docs = ROOT / "docs"
    library = read_library(docs)
    texts = {note.path: note.path.read_text(encoding="utf-8") for note in library}
    pages = {
        path.name: {"zh": text, "en": texts[translation_path(path)]}
        for path, text in texts.items()
        if path.parent == docs and translation_path(path) in texts
    }
    others = [note for note in library if note.path.parent != docs]
    prose = {
        name: read_prose(
            name,
            [texts[note.path] for note in others if note.language == name],
            glossary_terms(docs, name),
        )
        for name in LANGUAGES
    }
    samples = read_samples(library, Shelf(docs / "recordings"))
    kept = sorted({script.demo for note in others for script in note.scripts})
    places = [place_of(number, prose, seed) for number in range(notes)]
    stock = Stock(prose, [samples[demo] for demo in kept], places, seed)
    return Corpus((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), pages, samples, stock)


def middle_note(folder: Path) -> Path:
    """A note of the corpus in ``folder``, in Chinese, with as many before as behind it."""
    notes = [path for path in folder.glob("docs/section-*/*.md") if path.suffixes == [".md"]]
    return sorted(notes)[len(notes) // 2]


def _make_tree(folder: Path, parts: Sequence[str], config: str) -> None:
    folder.mkdir(parents=True)
    for part in parts:
        leave = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, folder / part, ignore=leave)
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")


def _write_both(path: Path, texts: Mapping[str, str]) -> None:
    """Write a page and its translation, which says that it is up to date."""
    original = texts[DEFAULT_LANGUAGE]
    outline, _ = read_outline(original, path.name)
    digests = {section.id: section.digest for section in outline.sections}
    _write(path, original)
    _write(translation_path(path), with_digests(texts["en"], digests))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _shelve(folder: Path, page: Page) -> None:
    folder.mkdir(exist_ok=True)
    for files in page.files.values():
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")


def _verify(folder: Path, samples: Mapping[str, Sample]) -> None:
    """Say of each demo what is said of the one that it was made from."""
    verified = read_verified(ROOT / "docs" / "recordings")
    made = {path.stem: path.stem for path in folder.glob("*.json")}
    originals = {name: re.sub(r"-\d{4}$", "", name) for name in made}
    found = {
        name: verified[old] for name, old in originals.items() if old in samples and old in verified
    }
    write_verified(folder, found, set(made))


def main(arguments: list[str]) -> int:
    """Write the corpus that the command line asks for."""
    folder, notes, *kind = arguments
    if kind == ["stock"]:
        make_stock(Path(folder), int(notes))
    else:
        make_corpus(Path(folder), int(notes), demos=kind != ["plain"])
    print(f"corpus: {notes} notes in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
