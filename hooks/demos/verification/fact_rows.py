"""The facts of a figure as rows of tokens, one for each small object."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from demos.recording import Facts
from demos.verification.kinds import HOST, NESTED, Kind, Row, Token
from demos.verification.tokens import lex_line

# What a number is, by the name that a probe gave it.
_NUMBERS = {
    **dict.fromkeys(
        ("pid", "parent", "ppid", "shim", "caller", "child", "proxy"), (Kind.PID, HOST)
    ),
    "inside": (Kind.PID, NESTED),
    **dict.fromkeys(("inode", "namespace", "ns"), (Kind.INODE, HOST)),
    **dict.fromkeys(("index", "ifindex", "peer", "link"), (Kind.INDEX, NESTED)),
    "mount": (Kind.MOUNT, HOST),
    **dict.fromkeys(("usage", "used", "current"), (Kind.GAUGE, HOST)),
}


def fact_rows(facts: Facts) -> list[Row]:
    """Rows like ``processes: pid=347 parent=319 name=sh``."""
    return list(_rows("", facts.facts))


def _rows(path: str, value: Any) -> Iterator[Row]:  # noqa: ANN401 (JSON data)
    if isinstance(value, dict):
        small = {key: item for key, item in value.items() if not isinstance(item, dict | list)}
        if small or not value:
            yield _row(path, small)
        for key, item in value.items():
            if isinstance(item, dict | list):
                yield from _rows(f"{path}.{key}".strip("."), item)
    elif isinstance(value, list):
        for item in value:
            yield from _rows(path, item)
        if not value:
            yield _row(path, {"": "none"})
    else:
        yield _row(path, {"": value})


def _row(path: str, items: dict[str, Any]) -> Row:
    tokens: list[Token] = []
    _add(tokens, Token(Kind.LITERAL, f"{path}: " if path else "", 0))
    for number, (key, value) in enumerate(items.items()):
        if number:
            _add(tokens, Token(Kind.LITERAL, " ", 0))
        _add(tokens, Token(Kind.LITERAL, f"{key}=" if key else "", 0))
        # A process's namespaces are numbers, each under the name of its kind.
        name = "namespace" if path.endswith("namespaces") else key
        for token in _value(name, value, str(items.get("container", ""))):
            _add(tokens, token)
    return tuple(tokens)


def _add(tokens: list[Token], token: Token) -> None:
    if token.text:
        tokens.append(replace(token, start=tokens[-1].end if tokens else 0))


def _value(key: str, value: Any, container: str) -> Row:  # noqa: ANN401 (JSON data)
    text = str(value)
    known = _NUMBERS.get(key)
    if known is None or not text.isdecimal():
        return lex_line(text)
    kind, scope = known
    return (Token(kind, text, 0, container or scope if scope == NESTED else scope),)
