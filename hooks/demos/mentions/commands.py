"""Commands as a shell reads them: words with their places, pipelines, and whose PIDs they print.

Not a shell: only what is needed to know which program a step ran. Quotes
are taken off; expansions stay as typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

HOST = ""
"""The context of a command that sees the host's PIDs; a container's name stands for its own."""

_PIECE = re.compile(
    r"""(?P<word>(?:[^\s'"|;&<>()\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*'|\$\([^()]*\))+)"""
    r"""|(?P<pipe>\|(?!\|))|(?P<end>\|\||&&|[;&\n])|(?P<other>[<>()]+)""",
    re.DOTALL,
)
_QUOTES = re.compile(r"""'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)""", re.DOTALL)
_ELSEWHERE = {"unshare", "nsenter", "chroot", "ctr", "runc", "crun", "podman", "nerdctl"}
_FOREGROUND = {"run", "start", "attach"}
_SILENT = {"cd", "chmod", "cp", "export", "kill", "mkdir", "mv", "sleep", "true", "wait"}


@dataclass(frozen=True)
class Word:
    """A word without its quotes; ``start`` and ``end`` are its place in the input, quotes in."""

    text: str
    start: int
    end: int


Command = tuple[Word, ...]
Pipeline = tuple[Command, ...]


@lru_cache(maxsize=256)  # of one step it is asked three times
def read_commands(text: str) -> tuple[Pipeline, ...]:
    """The pipelines of ``text``, each a row of commands; assignments and ``sudo`` are left out."""
    pipelines: list[list[list[Word]]] = [[[]]]
    for match in _PIECE.finditer(text.replace("\\\n", "  ")):
        if match["word"]:
            plain = _QUOTES.sub(lambda q: q[1] or q[2] or q[3] or "", match["word"])
            pipelines[-1][-1].append(Word(plain, match.start(), match.end()))
        elif match["pipe"]:
            pipelines[-1].append([])
        elif match["end"]:
            pipelines.append([[]])
    plain_lines = [[_program(command) for command in pipeline] for pipeline in pipelines]
    return tuple(tuple(filter(None, line)) for line in plain_lines if any(line))


def speaking(pipelines: tuple[Pipeline, ...]) -> tuple[Pipeline, ...]:
    """The pipelines that print something when all goes well."""
    return tuple(line for line in pipelines if line[-1][0].text not in _SILENT)


def _program(words: list[Word]) -> Command:
    at = 0
    while at < len(words) and (words[at].text == "sudo" or re.match(r"\w+=", words[at].text)):
        at += 1
    return tuple(words[at:])


def docker_verb(command: Command) -> tuple[str, Command]:
    """What a ``docker`` command does (``run``, ``top``, …) and its other words; "" for others."""
    if not command or command[0].text != "docker":
        return "", ()
    rest = command[1:]
    if rest and rest[0].text == "container":
        rest = rest[1:]
    return (rest[0].text, rest[1:]) if rest else ("", ())


def option(words: Command, *names: str) -> Word | None:
    """The value of an option, given as ``--name value`` or ``--name=value``."""
    for number, word in enumerate(words):
        name, equals, value = word.text.partition("=")
        if name in names and equals:
            return Word(value, word.end - len(value), word.end)
        if word.text in names and number + 1 < len(words):
            return words[number + 1]
    return None


def context_of(pipeline: Pipeline, containers: Collection[str]) -> str | None:
    """Whose PIDs the pipeline prints: ``HOST``, a container's name, or None if nobody can say."""
    command = pipeline[0]
    verb, rest = docker_verb(command)
    if verb == "exec":
        return next((word.text for word in rest if word.text in containers), None)
    if verb in _FOREGROUND and not _detached(verb, rest):
        name, shared = option(rest, "--name"), option(rest, "--pid")
        if shared and shared.text == "host":
            return HOST
        if verb != "run":
            return next((word.text for word in rest if word.text in containers), None)
        return name.text if name and name.text in containers else None
    if verb == "compose" or any(words[0].text in _ELSEWHERE for words in pipeline):
        return None
    return HOST


def _detached(verb: str, words: Command) -> bool:
    detaching = r"-[a-zA-Z]*d[a-zA-Z]*|--detach(=true)?"
    attaching = r"-[a-zA-Z]*[ai][a-zA-Z]*|--attach|--interactive"
    pattern = attaching if verb == "start" else detaching
    found = any(re.fullmatch(pattern, word.text) for word in words)
    return found != (verb == "start")


def inside_command(command: Command, containers: Collection[str]) -> Command:
    """The command that ``docker exec`` runs in a container; nothing for other commands."""
    verb, rest = docker_verb(command)
    texts = [word.text for word in rest]
    at = next((number for number, text in enumerate(texts) if text in containers), len(texts))
    return rest[at + 1 :] if verb == "exec" else ()
