r"""Reads what ``strace -f -o FILE`` wrote: who ran which program (strace(1)).

A line is ``PID  call(arguments) = result``. A call that another one
interrupts is split in two: ``… <unfinished ...>`` and ``<... call resumed> …``.
A container's process gets its child's number as the container counts, which
``--pidns-translation`` has strace translate.
The numbers are those of threads; a thread that was made with ``CLONE_THREAD``
belongs to its maker's process.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

CALLS = "execve|execveat|clone|clone3|fork|vfork|prctl"
_LINE = re.compile(rf"^(\d+)\s+(?:({CALLS})\(|<\.\.\. ({CALLS}) resumed>)(.*)$")
_UNFINISHED = " <unfinished ...>"
_TRANSLATED = re.compile(r"\) = \d+ /\* (\d+) in strace's PID NS \*/$")
_RESULT = re.compile(r"\)\s*= (-?\d+|\?)(?: (E[A-Z]+))?[^=]*$")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_REAPER = "PR_SET_CHILD_SUBREAPER, 1"
_SET_NAME = "PR_SET_NAME, "


@dataclass(frozen=True)
class Call:
    """One system call: the thread that made it, its text, its result and error name."""

    thread: int
    name: str
    text: str
    result: int | None = None
    error: str = ""


@dataclass(frozen=True)
class Execution:
    """One program that was run.

    ``number`` counts from 1; ``by`` is the number of the execution that did
    it, 0 for a process that was there before (``traced`` is then one of its
    threads, 0 when the trace doesn't say). ``same`` when it did so in its own
    process; ``was`` is the name it had given itself before; ``subreaper``
    when it adopts orphans; ``error`` when it failed.
    """

    number: int
    pid: int
    program: str
    arguments: tuple[str, ...]
    by: int = 0
    traced: int = 0
    same: bool = False
    was: str = ""
    subreaper: bool = False
    error: str = ""


@dataclass
class _Thread:
    process: int
    execution: int = 0
    traced: int = 0
    own: bool = False
    name: str = ""


@dataclass
class _Story:
    threads: dict[int, _Thread] = field(default_factory=dict)
    executions: list[Execution] = field(default_factory=list)

    def take(self, call: Call) -> None:
        """Go on by one call."""
        if call.name == "prctl":
            self._note(call)
        elif call.name.startswith("execve"):
            self._execute(call)
        elif call.result is not None and call.result > 0:
            self._bear(call, call.result)

    def _process(self, thread: int) -> _Thread:
        known = self.threads.setdefault(thread, _Thread(thread))
        return self.threads.setdefault(known.process, known)

    def _bear(self, call: Call, child: int) -> None:
        maker = self._process(call.thread)
        if "CLONE_THREAD" in call.text:
            self.threads[child] = _Thread(maker.process)
            return
        traced = maker.traced or (0 if maker.execution else call.thread)
        self.threads[child] = _Thread(child, maker.execution, traced)

    def _note(self, call: Call) -> None:
        process = self._process(call.thread)
        if call.text.startswith(_REAPER) and process.own:
            index = process.execution - 1
            self.executions[index] = replace(self.executions[index], subreaper=True)
        elif call.text.startswith(_SET_NAME):
            process.name = next(iter(_STRING.findall(call.text)), "")

    def _execute(self, call: Call) -> None:
        process = self._process(call.thread)
        path, _, rest = call.text.partition("[")
        arguments = tuple(_STRING.findall(rest.split("], ")[0]))
        program = next(iter(_STRING.findall(path)), "")
        if not program or program.startswith("/proc/self/"):
            program = arguments[0] if arguments else "?"
        execution = Execution(
            number=len(self.executions) + 1,
            pid=process.process,
            program=program.rpartition("/")[2],
            arguments=arguments[1:],
            by=process.execution,
            traced=0 if process.execution else process.traced,
            same=process.own,
            was="" if process.own else process.name,
            error=call.error,
        )
        self.executions.append(execution)
        if not call.error:
            process.execution, process.own, process.name = execution.number, True, ""


def read_executions(trace: str) -> list[Execution]:
    """The programs that were run, in their order; failed tries of one search left out."""
    story = _Story()
    for call in _without_searches(list(_calls(trace.splitlines()))):
        story.take(call)
    return story.executions


def _calls(lines: Iterable[str]) -> Iterator[Call]:
    """The calls in the order in which they began, split ones put together."""
    calls: list[Call] = []
    open_calls: dict[int, int] = {}
    for match in filter(None, map(_LINE.match, lines)):
        thread, text = int(match[1]), match[4]
        if match[2]:
            calls.append(Call(thread, match[2], text.removesuffix(_UNFINISHED)))
            index = len(calls) - 1
            if text.endswith(_UNFINISHED):
                open_calls[thread] = index
                continue
        elif (index := open_calls.pop(thread, -1)) < 0:
            continue
        else:
            calls[index] = replace(calls[index], text=calls[index].text + text)
        calls[index] = _with_result(calls[index])
    yield from calls


def _with_result(call: Call) -> Call:
    if translated := _TRANSLATED.search(call.text):
        return replace(call, result=int(translated[1]))
    found = _RESULT.search(call.text)
    if found is None or found[1] == "?":
        return call
    return replace(call, result=int(found[1]), error=found[2] or "")


def _without_searches(calls: list[Call]) -> Iterator[Call]:
    """Leave out failed tries that the same thread follows by one that works (``PATH``)."""
    worked: set[int] = set()
    kept = []
    for call in reversed(calls):
        if call.name.startswith("execve"):
            if call.error == "ENOENT" and call.thread in worked:
                continue
            if not call.error:
                worked.add(call.thread)
        kept.append(call)
    yield from reversed(kept)
