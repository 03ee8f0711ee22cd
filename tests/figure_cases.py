"""Figures of real demo hosts: what each command of a probe printed there, replayed.

``tests/captured/figures/<case>.json`` holds a figure's kind and arguments, the
containers' names by id, and the lines that each command printed.
"""

import copy
import json
import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from captures import captured
from demos.drawing import draw_svg
from demos.figures import FIGURES

LANGUAGES = ("zh", "en")
SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class Case:
    """One figure as it was probed on a demo host; tests may change what is answered."""

    kind: str
    arguments: list[str]
    names: dict[str, str]
    answers: dict[str, list[str]]

    def run(self, command: str) -> str:
        """Answer as the demo host did."""
        return "".join(f"{line}\n" for line in self.answers[command])

    def facts(self, *arguments: str) -> Any:
        """What the probe collects, as a recording keeps it."""
        probe = FIGURES[self.kind].probe
        return json.loads(json.dumps(probe(self.run, arguments or (*self.arguments,), self.names)))

    def replace(self, old: str, new: str) -> None:
        """Replace a text in all commands and answers."""
        told = json.dumps(self.answers).replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1])
        self.answers = json.loads(told)

    def commands(self, part: str) -> list[str]:
        """The commands that contain a text."""
        return [command for command in self.answers if part in command]


def case(name: str) -> Case:
    """The captured case of that name."""
    return Case(**copy.deepcopy(json.loads(captured(f"figures/{name}.json"))))


def twin(kind: str, facts: Any, language: str = "en") -> str:
    """A figure's text twin."""
    return FIGURES[kind].describe(facts, language).text


def dot(kind: str, facts: Any, language: str = "en") -> str:
    """A figure's DOT text."""
    return FIGURES[kind].draw(facts, language)


def svg(kind: str, facts: Any, language: str = "en") -> ElementTree.Element:
    """A figure's SVG element."""
    words = FIGURES[kind].describe(facts, language)
    drawn = draw_svg(dot(kind, facts, language), "x", words.title, words.about)
    return ElementTree.fromstring(drawn)


def boxes(element: ElementTree.Element) -> list[tuple[float, list[str]]]:
    """Each box of an SVG element: its width in points of DOT, and its lines."""
    found = []
    for group in element.iter(f"{SVG}g"):
        if "node" in (group.get("class") or "").split():
            points = next(iter(group.iter(f"{SVG}polygon"))).get("points", "")
            across = [float(point.split(",")[0]) for point in points.split()]
            lines = ["".join(text.itertext()) for text in group.iter(f"{SVG}text")]
            found.append((max(across) - min(across), lines))
    return found


def classes(element: ElementTree.Element) -> set[str]:
    """All classes in an SVG element."""
    return {word for one in element.iter() for word in (one.get("class") or "").split()}


def pixels(element: ElementTree.Element) -> float:
    """How wide an SVG element is on a page that has room for it."""
    points = re.fullmatch(r"([\d.]+)pt", element.get("width", ""))
    assert points
    return float(points[1]) / 0.75
