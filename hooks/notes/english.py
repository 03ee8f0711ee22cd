"""How English prose is written: US spelling, sentence-case headings, no doubled word."""

from __future__ import annotations

import re

from notes.names import NAME_RULES
from notes.style import HEADING, Rule

_US = {
    "analyse": "analyze",
    "artefact": "artifact",
    "behaviour": "behavior",
    "cancelled": "canceled",
    "catalogue": "catalog",
    "centre": "center",
    "colour": "color",
    "customise": "customize",
    "defence": "defense",
    "favour": "favor",
    "flavour": "flavor",
    "fulfil": "fulfill",
    "grey": "gray",
    "honour": "honor",
    "initialise": "initialize",
    "judgement": "judgment",
    "labelled": "labeled",
    "licence": "license",
    "minimise": "minimize",
    "modelling": "modeling",
    "neighbour": "neighbor",
    "normalise": "normalize",
    "optimise": "optimize",
    "organise": "organize",
    "programme": "program",
    "realise": "realize",
    "recognise": "recognize",
    "serialise": "serialize",
    "signalled": "signaled",
    "summarise": "summarize",
    "synchronise": "synchronize",
    "towards": "toward",
    "travelling": "traveling",
    "virtualisation": "virtualization",
    "virtualise": "virtualize",
    "visualise": "visualize",
    "whilst": "while",
}
_MARKS = "，。；：？！、（）"
# In a heading these keep their capital, wherever they stand.
_PROPER = [
    "Chinese",
    "English",
    "Docker",
    "Dockerfile",
    "Debian",
    "Ubuntu",
    "Linux",
    "Windows",
    "Hub",
    "Engine",
    "Desktop",
    "Compose",
    "BusyBox",
    "Redis",
    "Kubernetes",
    "Kata",
    "Hyper-V",
    "GitHub",
    "Markdown",
    "Notes",
    "Python",
    "Alpine",
    "I",
]


def _american(match: re.Match[str]) -> str:
    word = match["word"]
    instead = _US[word.lower()] + match["ending"]
    return instead.capitalize() if word[0].isupper() else instead


def _title_word(match: re.Match[str]) -> str:
    return f"a heading is in sentence case, “{match.group()}” is not a name"


ENGLISH_RULES = (
    Rule(
        re.compile(rf"\b(?P<word>(?i:{'|'.join(_US)}))(?P<ending>s|d|r|ly|ful|al|)\b"),
        "US spelling",
        _american,
    ),
    Rule(
        re.compile(r"\b((?!(?:that|had)\b)[A-Za-z]+) +\1\b", re.IGNORECASE), "a doubled word", r"\1"
    ),
    Rule(re.compile(r"(?<=[^\s|]) +(?=[,;:.?!](?:\s|$))"), "no space before a mark", ""),
    Rule(
        re.compile(f"(?<=[A-Za-z0-9])[{_MARKS}]|[{_MARKS}](?=[A-Za-z0-9])"),
        "a full-width mark in an English sentence",
    ),
    Rule(
        re.compile(rf"(?<=[a-z,] )(?!(?:{'|'.join(map(re.escape, _PROPER))})\b)[A-Z][a-z]+\b"),
        _title_word,
        within=HEADING,
    ),
    Rule(re.compile(r"[.,;:](?=[\s\ue002]*$)"), "a heading has no mark at its end", within=HEADING),
    *NAME_RULES,
)
