"""Where a typed command speaks of a process or a container."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from demos.mentions.commands import (
    HOST,
    Command,
    Pipeline,
    context_of,
    docker_verb,
    inside_command,
    option,
)
from demos.mentions.printed import PROC, Find, Mention, finder, groups, in_order
from demos.mentions.things import Known

_TAKES_PID = {
    "kill": re.compile(r"(?!)"),
    "ps": re.compile(r"-p|--pid|--ppid|-q|--quick-pid"),
    "nsenter": re.compile(r"-t|--target"),
    "strace": re.compile(r"-p|--attach"),
    "lsof": re.compile(r"-p"),
    "lsns": re.compile(r"-p|--task"),
    "prlimit": re.compile(r"-p|--pid"),
}
_BARE_PIDS = ("kill", "pstree", "pwdx", "wait")


def input_mentions(
    text: str, pipelines: Sequence[Pipeline], known: Known, where: str | None
) -> tuple[Mention, ...]:
    """The mentions in a command typed where the context says; all its lines count as line 0."""
    found: list[Mention] = []
    for pipeline in pipelines:
        inner = context_of(pipeline, known.handles) if where == HOST else where
        for command in pipeline:
            inside = inside_command(command, known.handles)
            context = inner if inside or command is pipeline[0] else where
            for word in command:
                typed = text[word.start : word.end]
                proc = groups(0, typed, PROC, finder(known, context))
                found += [
                    replace(one, start=one.start + word.start, end=one.end + word.start)
                    for one in proc
                ]
            found += _arguments(command, finder(known, where))
            found += _arguments(inside, finder(known, context))
            found += _named_containers(command, known)
    return in_order(found)


def _arguments(command: Command, find: Find) -> Iterator[Mention]:
    program = command[0].text if command else ""
    takes = _TAKES_PID.get(program)
    for before, word in pairwise(command):
        named = takes and takes.fullmatch(before.text)
        signal = program == "kill" and before.text in ("-s", "-n")
        bare = program in _BARE_PIDS and not signal
        if (named or bare) and re.fullmatch(r"\d+(?:,\d+)*", word.text):
            for number in re.finditer(r"\d+", word.text):
                key = find(number.group())
                start = word.start + number.start()
                if key and word.end - word.start == len(word.text):
                    yield Mention(0, start, start + len(number.group()), key)


def _named_containers(command: Command, known: Known) -> Iterator[Mention]:
    verb, rest = docker_verb(command)
    if verb in ("run", "create"):
        name = option(rest, "--name")
        words: Command = (name,) if name else ()
    else:
        words = tuple(word for word in rest if known.named(word.text) or known.with_id(word.text))
        words = words[:1] if verb in ("exec", "top") else words
    for word in words:
        key = known.named(word.text) or known.with_id(word.text)
        if key and word.end - word.start == len(word.text):
            yield Mention(0, word.start, word.end, key)
