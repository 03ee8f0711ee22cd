"""From DOT text to inline SVG that takes its colours from the page.

The one door to Graphviz. Its fills, strokes and fonts are taken out, so that
the page's style sheet colours the classes in either palette; ids get a prefix
of their own, because several figures share a page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import Timer
from xml.etree import ElementTree

from demos.errors import DemoError

_PROGRAM = "graphviz-pure"
_SECONDS = 60
_SVG = "http://www.w3.org/2000/svg"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LINKS = "{http://www.w3.org/1999/xlink}"
_LOOKS = ("fill", "stroke", "font-family", "font-size", "font-weight", _SPACE)


def draw_svg(dot: str, prefix: str, title: str, about: str, soon: Iterable[str] = ()) -> str:
    """The SVG element for ``dot``, with ``title`` and ``about`` for screen readers.

    Ids begin with ``prefix``. ``soon`` gives DOT texts that may be asked for next: drawn
    in one go they take a third of the time. Raises :class:`DemoError` when Graphviz refuses.
    """
    if dot not in _drawn:
        layout = _layout(dot)
        fresh = (other for other in soon if other not in _drawn and _layout(other) == layout)
        _draw(list(dict.fromkeys([dot, *fresh])))
    root = ElementTree.fromstring(_drawn[dot])  # noqa: S314 (our own program's output)
    _strip_looks(root)
    _prefix_ids(root, prefix)
    _label(root, prefix, title, about)
    ElementTree.register_namespace("", _SVG)
    return ElementTree.tostring(root, encoding="unicode")


# The same text gives the same picture, so a live preview draws only what changed.
_drawn: dict[str, str] = {}
_MOST = 1024
_END = "</svg>\n"
# Graphviz keeps to the layout of the first of several.
_LAYOUT = re.compile(r"\A.*\n\tgraph \[.*?\blayout=(\w+)")


def _layout(dot: str) -> str:
    found = _LAYOUT.search(dot)
    return found[1] if found else ""


def _draw(dots: Sequence[str]) -> None:
    """Draw the first, and all others unless one of them is wrong."""
    if len(_drawn) > _MOST:
        _drawn.clear()
    try:
        pictures = _run_graphviz("\n".join(dots)).split(_END)
    except DemoError:
        pictures = _run_graphviz(dots[0]).split(_END)[:1]
    _drawn.update({dot: f"{svg}{_END}" for dot, svg in zip(dots, pictures, strict=False)})


def _run_graphviz(dots: str) -> str:
    beside_python = Path(sys.executable).with_name(_PROGRAM)
    program = beside_python if beside_python.exists() else shutil.which(_PROGRAM)
    if program is None:
        raise DemoError(f"the program {_PROGRAM} is missing", hint="run: make site")
    status, drawn, complaint = _run([str(program), "-Tsvg"], dots.encode())
    if status:
        reason = complaint.decode().strip() or f"no answer within {_SECONDS} seconds"
        raise DemoError(f"Graphviz refused a figure: {reason}")
    return drawn.decode()


def _run(command: list[str], given: bytes) -> tuple[int, bytes, bytes]:
    """What a program makes of its input: exit status, output, complaints; killed when it hangs."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        # subprocess's own timeout would look a millisecond later whether all is over.
        clock = Timer(_SECONDS, process.kill)
        clock.start()
        try:
            made, complaint = process.communicate(given)
        finally:
            clock.cancel()
    return process.returncode, made, complaint


def _strip_looks(root: ElementTree.Element) -> None:
    for parent in list(root.iter()):
        background = parent.get("class") == "graph"
        unwanted = (
            [f"{{{_SVG}}}title", f"{{{_SVG}}}polygon"] if background else [f"{{{_SVG}}}title"]
        )
        for child in [child for child in parent if child.tag in unwanted]:
            parent.remove(child)
        for name in _LOOKS:
            parent.attrib.pop(name, None)
        _unlink(parent)


def _unlink(element: ElementTree.Element) -> None:
    """A tooltip makes Graphviz wrap a node in a link to nowhere: keep it as a title."""
    for group in list(element):
        for link in list(group):
            tooltip, target = link.get(f"{_LINKS}title"), link.get(f"{_LINKS}href")
            if link.tag == f"{{{_SVG}}}a" and target:
                link.attrib.clear()
                link.set("href", target)
            elif link.tag == f"{{{_SVG}}}a" and tooltip:
                link.tag = f"{{{_SVG}}}g"
                link.attrib.clear()
                title = ElementTree.Element(f"{{{_SVG}}}title")
                title.text = tooltip
                link.insert(0, title)


def _prefix_ids(root: ElementTree.Element, prefix: str) -> None:
    for element in root.iter():
        if "id" in element.attrib:
            element.set("id", f"{prefix}-{element.get('id')}")


def _label(root: ElementTree.Element, prefix: str, title: str, about: str) -> None:
    root.attrib.pop("height", None)
    root.set("role", "group")
    root.set("aria-labelledby", f"{prefix}-title {prefix}-about")
    for position, (name, text) in enumerate((("title", title), ("desc", about))):
        element = ElementTree.Element(f"{{{_SVG}}}{name}")
        element.set("id", f"{prefix}-{'title' if name == 'title' else 'about'}")
        element.text = text
        root.insert(position, element)
