"""Commands whose whole answer is PIDs, and what a line of that answer looks like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from demos.mentions.commands import Command, docker_verb, option

_PIDS_ALONE = re.compile(r"\s*(\d+(?: \d+)*)\s*")


def answer_of(command: Command) -> re.Pattern[str] | None:
    """What a line of the command's output looks like, PIDs in groups; None if it has none."""
    words = [word.text for word in command]
    if words[0] == "pidof" or (words[0] == "cat" and words[-1].endswith(".pid")):
        return _PIDS_ALONE
    if words[0] == "pgrep" and not any(re.fullmatch(r"-\w*c\w*|--count", word) for word in words):
        return re.compile(r"(\d+)(?: .*)?")
    if words[0] == "echo" and words[1:] in (["$$"], ["$PPID"], ["$!"], ["$BASHPID"]):
        return _PIDS_ALONE
    verb, rest = docker_verb(command)
    template = option(rest, "-f", "--format") if verb == "inspect" else None
    if template:
        return _template_answer(template.text)
    columns = option(command, "-o", "-eo") if words[0] == "ps" else None
    if columns and all(name.endswith("=") for name in columns.text.split(",")):
        return _columns_answer(columns.text.split(","))
    return None


def _template_answer(template: str) -> re.Pattern[str] | None:
    """``docker inspect -f``: the answer has the template's shape, with ``.State.Pid`` filled in."""
    if re.search(r"\{\{-?\s*(?:range|if|with|end|json)\b", template):
        return None
    parts = re.split(r"(\{\{[^{}]*\}\})", template)
    shape = [
        r"(\d+)"
        if re.fullmatch(r"\{\{-?\s*\.State\.Pid\s*-?\}\}", part)
        else (".*?" if part.startswith("{{") else re.escape(part))
        for part in parts
    ]
    return re.compile("".join(shape)) if r"(\d+)" in shape else None


def _columns_answer(names: Sequence[str]) -> re.Pattern[str]:
    shape = [r"(\d+)" if name.rstrip("=") in ("pid", "ppid") else r"\S.*?" for name in names]
    return re.compile(r"\s*" + r"\s+".join(shape) + r"\s*")
