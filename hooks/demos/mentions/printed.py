"""Where a step's text speaks of a process or a container; never a bare number.

A number is a PID only where its surroundings say so: below a table's ``PID``,
in ``name,PID`` of a tree, behind ``/proc/``, in a field of that name, as the
whole answer of a command that prints PIDs, or as the argument of one that
takes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from demos.mentions.answers import answer_of
from demos.mentions.commands import Pipeline, docker_verb
from demos.mentions.things import Known

Find = Callable[[str], str | None]
"""Gives the key of the process with a PID as the context at hand sees it."""


@dataclass(frozen=True)
class Mention:
    """Characters ``start`` up to ``end`` of line ``line`` speak of the thing with the key."""

    line: int
    start: int
    end: int
    thing: str


PROC = re.compile(r"/proc/(\d+)(?!\d)")
_HEX = re.compile(r"(?<![0-9a-zA-Z])[0-9a-f]{12}(?:[0-9a-f]{52})?(?![0-9a-zA-Z])")
_FIELD = re.compile(r"^(?:\S+:)?(?:Pid|PPid|Tgid|TracerPid):\s+(\d+)$")
_NSPID = re.compile(r"NSpid:((?:\s+\d+)+)\s*$")
_JSON = re.compile(r'"[Pp]{0,2}id":\s*(\d+)')
_JSON_NAME = re.compile(r'"Name":\s*"/([\w.-]+)"')
_SAID = re.compile(r"\[pid +(\d+)\]|\bProcess (\d+) attached|\bMain ?PID[:=] ?(\d+)|\bpid=(\d+)\b")
_JOB = re.compile(r"^\[\d+\] (\d+)$")
_TREE_ARGUMENTS = re.compile(r"^[\s│├└─┬|`+-]*[^\s{(,│├└─][^,({]*?,(\d+)(?=[\s,`]|$)")
_TREE = re.compile(r"[^\s{}()─┬│├└-][^{}()─┬│├└]*\((\d+)(?=[,)])")
_HEADER_WORD = re.compile(r"[A-Z%#][A-Z0-9%/+_-]*")
_PS_FULL = re.compile(r"^\S+\s+(\d+)\s+(\d+)\s+\d+\s+\S+\s+\S+\s+\d+:\d\d:\d\d\s")
_PS_USER = re.compile(
    r"^\S+\s+(\d+)\s+\d+\.\d\s+\d+\.\d\s+\d+\s+\d+\s+\S+\s+[A-Z]\S*\s+\S+\s+\d+:\d\d\s"
)
_ECHOES = ("start", "stop", "rm", "restart", "kill", "pause", "unpause", "update")


def output_mentions(
    lines: Sequence[str], pipelines: Sequence[Pipeline], known: Known, context: str | None
) -> tuple[Mention, ...]:
    """The mentions in the output of ``pipelines`` that ran where ``context`` says, in order."""
    find = finder(known, context)
    found: list[Mention] = [*_container_mentions(lines, pipelines, known)]
    found += _table_mentions(lines, find, known)
    found += _alone_mentions(lines, pipelines, find)
    tree = any(command[0].text == "pstree" for line in pipelines for command in line)
    listed = any(line[0][0].text == "ps" for line in pipelines)
    for number, line in enumerate(lines):
        patterns = [PROC, _FIELD, _JSON, _SAID, _JOB]
        patterns += [_TREE_ARGUMENTS, _TREE] if tree else []
        patterns += [_PS_FULL, _PS_USER] if listed else []
        for pattern in patterns:
            found += groups(number, line, pattern, find)
        found += _namespace_mentions(number, line, find)
    return in_order(found)


def finder(known: Known, context: str | None) -> Find:
    """How PIDs are found in a context."""
    return lambda pid: known.process(int(pid), context)


def groups(number: int, line: str, pattern: re.Pattern[str], find: Find) -> Iterator[Mention]:
    """Mentions of the PIDs that the groups of ``pattern`` catch in ``line``."""
    for match in pattern.finditer(line):
        for group in range(1, (match.lastindex or 0) + 1):
            key = find(match[group]) if match[group] else None
            if key:
                yield Mention(number, match.start(group), match.end(group), key)


def _namespace_mentions(number: int, line: str, find: Find) -> Iterator[Mention]:
    """``NSpid`` gives one process's numbers, the reader's own first: all mean that process."""
    match = _NSPID.search(line)
    if not match:
        return
    fields = [*re.finditer(r"\d+", match[1])]
    key = find(fields[0].group())
    for field in fields if key else []:
        start = match.start(1) + field.start()
        yield Mention(number, start, start + len(field.group()), key or "")


def _table_mentions(lines: Sequence[str], find: Find, known: Known) -> Iterator[Mention]:
    header: list[re.Match[str]] = []
    for number, line in enumerate(lines):
        words = [*re.finditer(r"\S+", line)]
        if not words:
            header = []
        elif all(_HEADER_WORD.fullmatch(word.group()) for word in words) and _is_header(words):
            header = words
        else:
            yield from _row_mentions(number, words, header, find)
            yield from _name_mentions(number, line, header, known)


def _is_header(words: Sequence[re.Match[str]]) -> bool:
    names = {word.group() for word in words}
    return bool(names & {"PID", "PPID", "NAMES"}) or {"CONTAINER", "ID"} <= names


def _row_mentions(
    number: int, words: Sequence[re.Match[str]], header: Sequence[re.Match[str]], find: Find
) -> Iterator[Mention]:
    """Numbers that are at their column's position in the row and below its room in the header."""
    for index, name in enumerate(header):
        if name.group() not in ("PID", "PPID") or index >= len(words):
            continue
        word = words[index]
        left = header[index - 1].end() if index else 0
        right = header[index + 1].start() if index + 1 < len(header) else word.end()
        if word.group().isdecimal() and left <= word.start() and word.end() <= right:
            key = find(word.group())
            if key:
                yield Mention(number, word.start(), word.end(), key)


def _name_mentions(
    number: int, line: str, header: Sequence[re.Match[str]], known: Known
) -> Iterator[Mention]:
    columns = ("NAMES", "NAME") if "CONTAINER" in [name.group() for name in header] else ("NAMES",)
    for index, name in enumerate(header):
        if name.group() in columns:
            end = header[index + 1].start() if index + 1 < len(header) else len(line)
            for word in re.finditer(r"[^\s,]+", line[name.start() : end]):
                key = known.named(word.group())
                start = name.start() + word.start()
                if key:
                    yield Mention(number, start, start + len(word.group()), key)


def _container_mentions(
    lines: Sequence[str], pipelines: Sequence[Pipeline], known: Known
) -> Iterator[Mention]:
    """Ids wherever they stand, for nothing else looks like them; names where docker says them."""
    verbs = [docker_verb(command)[0] for line in pipelines for command in line]
    echoes = any(verb in _ECHOES for verb in verbs)
    for number, line in enumerate(lines):
        for match in _HEX.finditer(line):
            key = known.with_id(match.group())
            if key:
                yield Mention(number, match.start(), match.end(), key)
        for match in _JSON_NAME.finditer(line):
            key = known.named(match[1])
            if key:
                yield Mention(number, match.start(1), match.end(1), key)
        key = known.named(line) if echoes else None
        if key:
            yield Mention(number, 0, len(line), key)


def _alone_mentions(
    lines: Sequence[str], pipelines: Sequence[Pipeline], find: Find
) -> Iterator[Mention]:
    """Commands of which the whole answer is PIDs, when nothing else ran in the step."""
    if len(pipelines) != 1 or len(pipelines[0]) != 1:
        return
    pattern = answer_of(pipelines[0][0])
    for number, line in enumerate(lines if pattern else []):
        match = pattern.fullmatch(line) if pattern else None
        for group in range(1, (match.lastindex or 0) + 1 if match else 1):
            assert match
            for word in re.finditer(r"\d+", match[group] or ""):
                key = find(word.group())
                start = match.start(group) + word.start()
                if key:
                    yield Mention(number, start, start + len(word.group()), key)


def in_order(found: Sequence[Mention]) -> tuple[Mention, ...]:
    """By place, the first finding of overlapping ones; what was found first counts."""
    kept: list[Mention] = []
    for mention in found:
        if not any(
            mention.line == other.line and mention.start < other.end and other.start < mention.end
            for other in kept
        ):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: (mention.line, mention.start)))
