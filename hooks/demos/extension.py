"""The Python-Markdown extension ``demos``: fences become transcripts, ``@{x}`` values.

Portable: it needs only the page's text, the folder of recordings and the
page's language, so the notes build wherever Python-Markdown runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, AtomicString

from demos.ahead import Ahead
from demos.errors import Place
from demos.fences import read_fences
from demos.figures import FIGURES
from demos.key import script_digest
from demos.markup import provenance_html, things_html, to_html, value_html_attributes
from demos.mentions import Register, find_mentioned, register_things
from demos.read_script import read_scripts
from demos.recording import Recording
from demos.script import Script
from demos.shelf import Shelf
from demos.transcript import check_fit, transcribe
from demos.values import REFERENCE, value_of

# Before superfences (25), behind the normalising of white space (30).
_FENCES_PRIORITY = 28
# Behind the inline patterns (20), before the table of contents (5).
_VALUES_PRIORITY = 15


class DemosExtension(Extension):
    """Shows demos; ``recordings`` is their folder, ``language`` that of the page."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (as given to Markdown)
        self.config = {
            "recordings": ["docs/recordings", "the folder of recordings"],
            "language": ["zh", "the language of the page"],
        }
        super().__init__(**options)
        self._page = Page()
        self.ahead = Ahead(Shelf(Path(self.getConfig("recordings"))), self.getConfig("language"))

    @property
    def shown(self) -> dict[str, str]:
        """The digest of each recording that the page converted last was made of, "" for none."""
        return self._page.digests

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the two processors."""
        self._page = page = Page()
        shelf = Shelf(Path(self.getConfig("recordings")))
        fences = DemoFences(md, page, shelf, self.getConfig("language"), self.ahead)
        md.preprocessors.register(fences, "demos", _FENCES_PRIORITY)
        md.treeprocessors.register(DemoValues(md, page), "demo_values", _VALUES_PRIORITY)


class Page:
    """What one conversion knows: each demo's recording, None while it is not recorded."""

    def __init__(self) -> None:
        self.recordings: dict[str, Recording | None] = {}
        self.registers: dict[str, Register] = {}
        self.digests: dict[str, str] = {}

    def values(self) -> dict[str, str]:
        """Every value that prose may name: ``demo.name``, and ``name`` beside a lone demo."""
        known = {
            f"{demo}.{name}": value
            for demo, recording in self.recordings.items()
            if recording
            for name, value in recording.values.items()
        }
        if len(self.recordings) == 1:
            known.update({key.partition(".")[2]: value for key, value in known.items()})
        return known

    def owner(self, name: str) -> tuple[str, str]:
        """The demo and the plain name that ``name`` in prose stands for."""
        demo, dot, plain = name.rpartition(".")
        return (demo, plain) if dot else (next(iter(self.recordings), ""), plain)


class DemoFences(Preprocessor):
    """Replaces each demo fence by the HTML of its transcript, file or figure."""

    def __init__(
        self, md: Markdown, page: Page, shelf: Shelf, language: str, ahead: Iterable[str]
    ) -> None:
        super().__init__(md)
        self._page = page
        self._shelf = shelf
        self._language = language
        self._ahead = ahead

    def run(self, lines: list[str]) -> list[str]:
        """The page's lines with placeholders in the place of demo fences."""
        fences = [fence for fence in read_fences("\n".join(lines), "this page") if fence.demo]
        scripts = read_scripts(fences, tuple(FIGURES))
        self._page.recordings = {script.demo: self._recording(script) for script in scripts}
        html = self._show(scripts)
        lines = list(lines)
        for number in range(len(fences) - 1, -1, -1):
            fence = fences[number]
            placeholder = self.md.htmlStash.store(html[number])
            lines[fence.place.line - 1 : fence.end] = ["", fence.indent + placeholder, ""]
        lines += self._provenance()
        # A paragraph that ends in a newline would keep its <p> around the block in it.
        while lines and not lines[-1].strip():
            lines.pop()
        return lines

    def _show(self, scripts: Sequence[Script]) -> dict[int, str]:
        """The HTML at each fence; the things of all demos are numbered over the page."""
        recordings = self._page.recordings
        found = {script.demo: find_mentioned(script, recordings[script.demo]) for script in scripts}
        facts = {demo: recording.facts for demo, recording in recordings.items() if recording}
        self._page.registers = register_things(found, facts, self._language)
        html: dict[int, str] = {}
        for script in scripts:
            demo = script.demo
            shown = transcribe(script, recordings[demo], found[demo])
            register = self._page.registers[demo]
            for at, item in shown.items():
                html[at] = to_html(item, self._language, register, self._ahead)
        return html

    def _recording(self, script: Script) -> Recording | None:
        # The digest first: of a recording that is just being replaced, the old one's.
        self._page.digests[script.demo] = self._shelf.digest(script.demo)
        recording = self._shelf.read(script.demo)
        if recording is None or recording.key.script != script_digest(script):
            return None
        check_fit(script, recording, str(self._shelf.path(script.demo)))
        return recording

    def _provenance(self) -> list[str]:
        recordings = self._page.recordings.items()
        provenances = {demo: recording.provenance for demo, recording in recordings if recording}
        things = things_html(self._page.registers.values())
        lines = provenance_html(provenances, self._language)
        blocks = [*lines, things] if things else lines
        return [line for html in blocks for line in ("", self.md.htmlStash.store(html), "")]


class DemoValues(Treeprocessor):
    """Puts values into the text and the code spans of the page."""

    def __init__(self, md: Markdown, page: Page) -> None:
        super().__init__(md)
        self._page = page
        self._values: dict[str, str] = {}

    def run(self, root: Element) -> None:
        """Replace the references in every text of the tree."""
        if not self._page.recordings:
            return
        self._values = self._page.values()
        for parent in list(root.iter()):
            for position, child in reversed(list(enumerate(parent))):
                self._replace_tail(parent, position, child)
            self._replace_text(parent)

    def _replace_text(self, element: Element) -> None:
        text, elements = self._split(self._text_of(element))
        if elements or text != (element.text or ""):
            element.text = AtomicString(text)
        for position, new in enumerate(elements):
            element.insert(position, new)

    def _text_of(self, element: Element) -> str:
        """The element's text; that of a code span from the stash, where inlinehilite puts it."""
        text = element.text or ""
        stashed = HTML_PLACEHOLDER_RE.fullmatch(text) if element.tag == "code" else None
        html = str(self.md.htmlStash.rawHtmlBlocks[int(stashed[1])]) if stashed else ""
        return unescape(html) if "@{" in html and "<" not in html else text

    def _replace_tail(self, parent: Element, position: int, child: Element) -> None:
        text, elements = self._split(child.tail or "")
        if elements or text != (child.tail or ""):
            child.tail = AtomicString(text)
        for offset, new in enumerate(elements):
            parent.insert(position + 1 + offset, new)

    def _split(self, text: str) -> tuple[str, list[Element]]:
        """The text before the first reference, and an element with its tail for each."""
        if "@{" not in text:
            return text, []
        before = ""
        elements: list[Element] = []
        at = 0
        for match in REFERENCE.finditer(text):
            between = text[at : match.start()]
            at = match.end()
            if match["escape"]:
                between += match.group()[1:]
            if elements:
                elements[-1].tail = AtomicString((elements[-1].tail or "") + between)
            else:
                before += between
            if not match["escape"]:
                elements.append(self._element(match["name"]))
        if elements:
            elements[-1].tail = AtomicString((elements[-1].tail or "") + text[at:])
            return before, elements
        return before + text[at:], []

    def _element(self, name: str) -> Element:
        demo, plain = self._page.owner(name)
        register = self._page.registers.get(demo, Register())
        element = Element("span", value_html_attributes(demo, plain, register))
        if demo in self._page.recordings and self._page.recordings[demo] is None:
            element.text = AtomicString(f"⟨{plain}⟩")
        else:
            place = Place("this page", 1)
            element.text = AtomicString(value_of(name, self._values, place))
        return element


def makeExtension(**options: Any) -> DemosExtension:  # noqa: ANN401, N802 (Python-Markdown's)
    """The extension; called by Python-Markdown."""
    return DemosExtension(**options)
