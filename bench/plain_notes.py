"""A note as it would be without demos: plain code blocks, and values written out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from demos.fences import read_fences
from demos.figures import FIGURES
from demos.values import replace_references

_OPENING = re.compile(r"^(\s*(?:`+|~+)).*$")


def plain_text(text: str, values: Mapping[str, str]) -> str:
    """``text`` with the options of its demo fences left out and its values put in."""
    lines = text.split("\n")
    for fence in read_fences(text, "note"):
        if fence.demo:
            at = fence.place.line - 1
            language = "text" if fence.language in FIGURES else fence.language
            lines[at] = _OPENING.sub(rf"\1{language}", lines[at])
    return replace_references("\n".join(lines), lambda name: values.get(name, name))
