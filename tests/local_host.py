"""A demo host for tests: this machine's own bash, with the demo host's settings.

It starts nothing but harmless commands, and shows the recorder only the
processes of its own terminals.
"""

import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from demos.recorder import Recorder
from demos.recording import Key, Recording
from writing import console, scripts_of_text

KEY = Key("script", "host")
DATE = "2026-01-02T03:04:05+00:00"
PYTHON = f"$ {sys.executable} -q"
BASHRC = Path(__file__).parents[1] / "demo-host" / "bashrc"
_CALL = re.compile(r"cat /proc/(\d+)/syscall ")
_PARENT = re.compile(r"^(\d+) \(.*\) \S (\d+) ", re.DOTALL)


class LocalHost:
    """What the recorder needs of a host; ``files`` is its working folder.

    ``answers`` are the daemon's answers by path, for as long as each list lasts.
    """

    def __init__(self, files: Path, answers: Mapping[str, str] | None = None) -> None:
        self.files = files
        self.answers = dict(answers or {})
        self.commands: list[str] = []
        self._terminals = files / ".terminals"

    def terminal_command(self, nonce: str) -> list[str]:
        """A shell in a clean environment that notes its own PID before it starts."""
        note = f'echo $$ >> "{self._terminals}"'
        shell = f'exec bash --noprofile --rcfile "{BASHRC}" -i'
        settings = ["TERM=xterm-256color", "LANG=C.UTF-8", "PYTHON_BASIC_REPL=1"]
        path = "PATH=/usr/local/bin:/usr/bin:/bin"
        mark = f"DOCKER_NOTES_MARK={nonce}"
        return ["env", "-i", path, *settings, mark, "bash", "-c", f"{note}; {shell}"]

    def run(self, command: str, timeout: float = 10) -> str:
        """Answer from ``/proc`` and for the daemon here, run everything else."""
        self.commands.append(command)
        call = _CALL.match(command)
        if call:
            # Read here: a program's parent may, where a stranger may not.
            return _text(Path("/proc", call[1], "syscall"))
        if "/stat " in command:
            return "".join(self._stats())
        if "--unix-socket" in command:
            path = command.partition("http://docker")[2].partition(" ")[0]
            return self.answers.get(path, "")
        done = subprocess.run(
            ["bash", "-c", command], capture_output=True, timeout=timeout, check=True, text=True
        )
        return done.stdout

    def write_file(self, path: str, text: str) -> None:
        """Write a file below ``files``."""
        (self.files / path).write_text(text, encoding="utf-8")

    def provenance(self) -> Mapping[str, Any]:
        """Versions that no machine has."""
        return {"docker": "28.5.2", "distribution": "Debian 13", "cgroup": 2}

    def _stats(self) -> list[str]:
        """The processes that descend from this host's terminals, oldest number first."""
        stats = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            text = _text(path)
            match = _PARENT.match(text)
            if match:
                stats[int(match[1])] = (int(match[2]), text)
        ours = {int(line) for line in _text(self._terminals).split()}
        while born := {pid for pid, (parent, _) in stats.items() if parent in ours} - ours:
            ours |= born
        return [stats[pid][1] for pid in sorted(ours) if pid in stats]


def _text(path: Path) -> str:
    with suppress(OSError):
        return path.read_text(encoding="utf-8", errors="replace")
    return ""


def record_text(host: LocalHost, text: str) -> Recording:
    """Record the one demo in a note's text."""
    (script,) = scripts_of_text(text)
    recording, _ = Recorder(host, script, lambda *_: None).record(KEY, DATE)
    return recording


def record(folder: Path, *lines: str) -> Recording:
    """Record the commands of one console fence, with the working folder ``folder``."""
    return record_text(LocalHost(folder), console(*lines))
