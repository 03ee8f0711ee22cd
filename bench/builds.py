"""Builds as the suites measure them: what each takes of time, processor and memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread

import psutil
from demos.errors import DemoError

BUILT = "built"
PROGRAMS = Path(sys.executable).parent
# The same for every build, as byte for byte the same output is asked of them.
_EPOCH = "1767323045"
_GLANCE = 0.25
_MEGABYTE = 1e6
# ru_maxrss (getrusage(2)): kilobytes on Linux, bytes on macOS.
_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Spent:
    """What a program and its children took: seconds, seconds of processor, megabytes at most.

    The memory of several processes is the highest sum of their shares (PSS) at
    one moment; that of one is its highest resident size.
    """

    seconds: float
    processor: float
    memory: float


def environment(demos: str = "replay") -> dict[str, str]:
    """What a build by hand has: this Python's programs, and what is to be done about demos."""
    return os.environ | {
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
        "DEMOS": demos,
        "NO_MKDOCS_2_WARNING": "1",
        "SOURCE_DATE_EPOCH": _EPOCH,
    }


def build(folder: Path, programs: Path = PROGRAMS) -> Spent:
    """Build the site of ``folder`` strictly into its folder ``built``, with these programs."""
    command = [str(programs / "mkdocs"), "build", "--strict", "--quiet", "--site-dir", BUILT]
    return spend(command, folder, environment())


def spend(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Spent:
    """Run a program to its end; raises :class:`DemoError` with its words when it fails."""
    with tempfile.TemporaryFile() as words:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=variables, stdout=words, stderr=words)
        with _Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            told = words.read().decode()
            raise DemoError(f"{Path(command[0]).name} failed in {folder.name}: {told}")
    return Spent(seconds, usage.ru_utime + usage.ru_stime, max(_highest(usage), watch.highest))


def _highest(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss * _UNIT / _MEGABYTE


class _Watch:
    """Looks now and then at how much memory a program and its children have together."""

    def __init__(self, number: int) -> None:
        self.highest = 0.0
        self._process = psutil.Process(number)
        self._ended = Event()
        self._thread = Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_GLANCE):
            self.highest = max(self.highest, self._shares())

    def _shares(self) -> float:
        """The sum of shares, 0 for one process alone or when one of them is ending."""
        try:
            children = self._process.children(recursive=True)
            if not children:
                return 0.0
            everyone = [self._process, *children]
            return sum(float(one.memory_full_info().pss) for one in everyone) / _MEGABYTE
        except psutil.Error:
            return 0.0


def digests(folder: Path) -> dict[str, str]:
    """A digest of every file below ``folder``, by its path there."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
