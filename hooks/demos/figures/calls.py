r"""``calls``: who ran which program, in order, from a trace that the demo made.

Its one argument is the trace's file in the demo's working folder. The trace
must hold the births of processes, too, or nobody's parent is known, so::

    strace -f -qq --pidns-translation -e trace=execve,clone,clone3,fork,vfork,prctl \
        -o trace -p $(pidof containerd)

It need not end: what is there when the figure looks is drawn. What was traced
has to run still when the figure looks, or it goes without a box of its own.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from demos.errors import DemoError
from demos.figures.kind import Twin
from demos.figures.outline import Row, draw_outline, outline_text
from demos.figures.strace import CALLS, Execution, read_executions
from demos.processes import Run
from demos.words import say

_ID = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{4,52}\b")
_VERBS = ("create", "start", "delete", "kill", "run", "exec", "init", "state", "update", "pause")
_RUNTIMES = ("runc", "crun", "containerd-shim-runc-v2")
_SHOWN = 30
_HINT = (
    "name the file that this demo's strace wrote: "
    "strace -f -qq --pidns-translation -e trace=execve,clone,clone3,fork,vfork,prctl -o trace …"
)


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The programs run in the trace that ``arguments`` names, and who was traced."""
    del names
    if len(arguments) != 1:
        raise DemoError("this figure needs the name of one trace file", hint=_HINT)
    executions = read_executions(run(f"grep -E '({CALLS})' -- {shlex.quote(arguments[0])}"))
    if not executions:
        raise DemoError(f"“{arguments[0]}” holds no execve call", hint=_HINT)
    threads = sorted({one.traced for one in executions if one.traced})
    traced = {thread: _owner(run, thread) for thread in threads}
    return {
        "traced": [
            {"pid": pid, "name": name}
            for pid, name in dict.fromkeys(owner for owner in traced.values() if owner[0])
        ],
        "calls": [_fact(one, traced.get(one.traced, (0, ""))[0]) for one in executions],
    }


def _fact(execution: Execution, traced: int) -> dict[str, Any]:
    told = {**asdict(execution), "traced": traced, "words": telling(execution)}
    del told["arguments"]
    return told


def _owner(run: Run, thread: int) -> tuple[int, str]:
    """The process of a thread, and its name; (0, "") when it has gone."""
    text = run(f"grep -E '^Tgid:' /proc/{thread}/status 2>/dev/null || true")
    pid = text.partition(":")[2].strip()
    return (int(pid), run(f"cat /proc/{pid}/comm").strip()) if pid else (0, "")


def telling(execution: Execution) -> str:
    """The arguments that say what is done, ids cut to 12 characters."""
    if execution.program in _RUNTIMES:
        return " ".join(word for word in execution.arguments if word in (*_VERBS, "--force"))
    words = _ID.sub(r"\1", " ".join(execution.arguments))
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1].rstrip()}…"


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the outline."""
    return draw_outline(_rows(facts, language))


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """The outline in words."""
    names = [process["name"] for process in facts["traced"]]
    related = any(call["by"] or call["traced"] for call in facts["calls"])
    about = "calls_about" if related else "calls_flat_about"
    first = say(language, "join").join(names) or facts["calls"][0]["program"]
    return Twin(
        title=say(language, "calls", first),
        about=say(language, about, len(facts["calls"])),
        text=outline_text(_rows(facts, language)),
    )


def _rows(facts: Mapping[str, Any], language: str) -> Sequence[Row]:
    rows = [_traced_row(process, language) for process in facts["traced"]]
    return [*rows, *(_row(call, language) for call in facts["calls"])]


def _traced_row(process: Mapping[str, Any], language: str) -> Row:
    name, pid = process["name"], process["pid"]
    lines = [name, f"PID {pid} · {say(language, 'already_there')}"]
    return Row(f"pid{pid}", "", lines, f"process pid-{pid}", f"{lines[0]} ({lines[1]})")


def _row(call: Mapping[str, Any], language: str) -> Row:
    notes = [f"PID {call['pid']}"]
    if call["same"]:
        notes.append(say(language, "same_process"))
    if call["was"]:
        notes.append(say(language, "was_named", call["was"]))
    if call["subreaper"]:
        notes.append("subreaper")
    if call["error"]:
        notes.append(say(language, "failed", call["error"]))
    lines = [f"{call['number']}. {call['program']} {call['words']}".rstrip(), " · ".join(notes)]
    parent = f"call{call['by']}" if call["by"] else f"pid{call['traced']}"
    classes = f"process pid-{call['pid']}" + (" failed" if call["error"] else "")
    return Row(f"call{call['number']}", parent, lines, classes, f"{lines[0]} ({lines[1]})")
