"""How Chinese prose is set: spaces, full-width marks, headings."""

from __future__ import annotations

import re
from collections.abc import Callable

from notes.masked import CODE, HIDDEN, VALUE
from notes.names import NAME_RULES, TERM_RULES
from notes.style import HEADING, Rule

_HAN = "\u3400-\u9fff"
_WORD = f"A-Za-z0-9{CODE}{VALUE}"
_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_MARKS = "，。；：？！、"


def _wide(match: re.Match[str]) -> str:
    return _WIDE[match.group().strip()]


def _first(match: re.Match[str]) -> str:
    return match.group()[0]


def _rule(
    pattern: str, message: str, instead: str | Callable[[re.Match[str]], str] | None = None
) -> Rule:
    return Rule(re.compile(pattern), message, instead)


CHINESE_RULES = (
    _rule(
        f"(?<=[{_HAN}])(?=[{_WORD}])|(?<=[A-Za-z0-9%{CODE}{VALUE}])(?=[{_HAN}])",
        "a space between Chinese and Latin letters, digits or code",
        " ",
    ),
    _rule(r"(?<=\d)(?=(?:[kKMGT]i?B|ms|[KMG]Hz)\b)", "a space between a number and its unit", " "),
    _rule(
        f"(?<=[{_HAN}])[,;:!?](?=[^,;:!?]|$) ?|(?<=[^\\s,;:!?])[,;:!?] ?(?=[{_HAN}])",
        "a full-width mark in a Chinese sentence",
        _wide,
    ),
    _rule(rf"(?<=[{_HAN}])\.(?=\s|$|[{_HAN}])", "a full-width mark in a Chinese sentence", "。"),
    _rule(rf" ?\((?=[{_HAN}])|(?<=[{_HAN}]) ?\((?!\d+\))", "full-width brackets in Chinese", "（"),
    _rule(rf"(?<=[{_HAN}])\) ?|\)(?=[{_HAN}])", "full-width brackets in Chinese", "）"),
    _rule(
        f"(?<=[^\\s|>]) +(?=[{_MARKS}（）》])|(?<=[{_MARKS}（）《]) +(?=[^\\s|{HIDDEN}])",
        "no space beside a full-width mark",
        "",
    ),
    _rule(rf"([{_MARKS}])\1+", "a doubled mark", r"\1"),
    _rule("「", "quotation marks are “ ”", "“"),
    _rule("」", "quotation marks are “ ”", "”"),
    _rule(rf'"(?=[{_HAN}])|(?<=[{_HAN}])"', "quotation marks are “ ”"),
    _rule("的的|了了|是是|在在|和和|与与", "a doubled word", _first),
    _rule(rf"\*\*[^*]+[{_MARKS}]\*\*(?=[{_HAN}])", "the mark goes behind the bold text"),
    Rule(
        re.compile(r"[。，；：、.,;:](?=[\s\ue002]*$)"),
        "a heading has no mark at its end",
        within=HEADING,
    ),
    *NAME_RULES,
    *TERM_RULES,
)
