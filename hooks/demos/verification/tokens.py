"""Cuts the output of a step into words and says of each how it may differ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from demos.recording import RecordedStep
from demos.script import SHELL_PROMPT
from demos.verification.columns import Header, cells, header_of, row_header
from demos.verification.kinds import HOST, NAMES, Kind, Row, Token
from demos.verification.patterns import PATTERNS, STEP

_PART = re.compile(r"\s+|\w+|.", re.DOTALL)
_INSIDE = re.compile(r"\bdocker\b.*?\s(?:exec|run|logs|attach)\s(.*)", re.DOTALL)
_OWN_NAMESPACE = re.compile(r"\b(?:nsenter|unshare)\b")
_NAME = re.compile(r"--name[ =](\S+)")
_WORD = re.compile(r"(?<!\S)(?:-[ituewl]*[uewln]\s+\S+\s+|-\S+\s+)*([\w.-]+)")
_WHOLE = re.compile(r"[\w.:/-]+")

Known = Mapping[str, Token]
"""The names of a recording by their text."""


def scopes(steps: Sequence[RecordedStep]) -> list[str]:
    """For each step, where the numbers in its output count: the host or a container."""
    running: dict[str, str] = {}
    found = []
    for number, step in enumerate(steps):
        if step.prompt == SHELL_PROMPT:
            running[step.terminal] = _scope_of(step.input, number)
        found.append(running.get(step.terminal, HOST))
    return found


def _scope_of(text: str, number: int) -> str:
    inside = _INSIDE.search(text)
    if inside:
        name = _NAME.search(text) or _WORD.match(inside[1])
        return name[1] if name else f"step {number}"
    return f"step {number}" if _OWN_NAMESPACE.search(text) else HOST


def lex_output(lines: Iterable[str], command: str, scope: str = HOST) -> list[Row]:
    """The lines as rows of tokens; ``command`` is what was typed, ``scope`` where it ran."""
    header: Header = ()
    rows = []
    for line in lines:
        header = header_of(line) or (header if line.strip() else ())
        rows.append(lex_line(line, command, scope, header or row_header(line)))
    return rows


def lex_line(text: str, command: str = "", scope: str = HOST, header: Header = ()) -> Row:
    """One line as tokens, none left out."""
    claims: list[Token] = []
    found = _told_by_column(text, header, scope)
    for token in chain(found, _told_by_form(text, command, scope)):
        if not any(token.start < claim.end and claim.start < token.end for claim in claims):
            claims.append(token)
    return _with_literals(text, sorted(claims, key=lambda token: token.start))


def _told_by_column(text: str, header: Header, scope: str) -> Iterator[Token]:
    if text.split() != list(header):
        for kind, start, end in cells(text, header):
            yield _token(kind, text, start, end, scope)


def _told_by_form(text: str, command: str, scope: str) -> Iterator[Token]:
    for pattern in PATTERNS:
        if pattern.only is None or pattern.only.search(command):
            where = scope if pattern.scope == STEP else pattern.scope
            for match in pattern.regex.finditer(text):
                groups = range(1, pattern.regex.groups + 1) if pattern.regex.groups else (0,)
                for start, end in map(match.span, groups):
                    if start < end:
                        yield _token(pattern.kind, text, start, end, where)


def _token(kind: Kind, text: str, start: int, end: int, scope: str) -> Token:
    scoped = kind in (Kind.PID, Kind.INDEX, Kind.TTY)
    return Token(kind, text[start:end], start, scope if scoped else HOST)


def _with_literals(text: str, claims: Sequence[Token]) -> Row:
    row: list[Token] = []
    at = 0
    for claim in [*claims, Token(Kind.LITERAL, "", len(text))]:
        for match in _PART.finditer(text, at, claim.start):
            kind = Kind.BLANK if match.group().isspace() else Kind.LITERAL
            row.append(Token(kind, match.group(), match.start()))
        if claim.text:
            row.append(claim)
        at = claim.end
    return tuple(row)


def known_names(rows: Iterable[Row]) -> Known:
    """Every name and measure in the rows by its text; the first of a text wins, names first."""
    found: dict[str, Token] = {}
    tokens = [token for row in rows for token in row]
    for token in sorted(tokens, key=lambda token: token.kind not in NAMES):
        if token.kind not in (Kind.LITERAL, Kind.BLANK):
            found.setdefault(token.text, token)
    return found


def lex_borrowing(text: str, known: Known) -> Row:
    """One line whose words are what the same words are elsewhere (an input, a value)."""
    row: list[Token] = []
    for token in lex_line(text):
        twin = known.get(token.text)
        if token.kind is Kind.LITERAL and twin is not None and _WHOLE.fullmatch(token.text):
            row.append(replace(twin, start=token.start, borrowed=True))
        else:
            row.append(replace(token, borrowed=True))
    return tuple(row)
