"""Whose a demo host is, and the removal of those whose recorder was killed.

Labels say which process of which machine made a container; a process is known by its
number and start, as numbers are used again (proc(5), /proc/PID/stat, field 22).
"""

from __future__ import annotations

import os
import platform
import subprocess
import time
from pathlib import Path

from demos.engine import Engine
from demos.errors import DemoError

LABEL = "docker-notes.host"
_OWNER = "docker-notes.owner"
_PATIENCE = 30.0
# What engines say of a container that somebody else removes at the same time.
_RACED = ("already in progress", "No such container", "no such container", "no container with")


def owner_labels() -> list[str]:
    """The options of `run` that say that this process made the container."""
    return [f"--label={_OWNER}={_owner(os.getpid())}"]


def remove_containers(engine: Engine, label: str) -> None:
    """Remove every container with this label (NAME=VALUE), running or not.

    Another recorder may be removing the same ones: then this waits for it.
    """
    until = time.monotonic() + _PATIENCE
    while listed := _listed(engine, label):
        try:
            _remove(engine, listed)
        except DemoError as error:
            raced = any(words in error.message for words in _RACED)
            if not raced or time.monotonic() > until:
                raise
            time.sleep(0.05)


def _listed(engine: Engine, label: str) -> list[str]:
    by_label = ("--all", f"--filter=label={label}", "--format={{.Names}}")
    listed = engine.run("ps", *by_label, to_its_end=True)
    return listed.split()


def _remove(engine: Engine, listed: list[str]) -> None:
    if engine.program == "podman":
        # One by one, the mirror first, as it uses the host's network; and without the
        # time for an orderly end.
        for name in sorted(listed, key=len, reverse=True):
            engine.run("rm", "--force", "--volumes", "--time=0", name, to_its_end=True)
    else:
        engine.run("rm", "--force", "--volumes", *listed, to_its_end=True)


def remove_leftovers(engine: Engine) -> int:
    """Remove the hosts of recorders of this machine that live no more; how many."""
    field = "index .Labels" if engine.program == "podman" else ".Label"
    both = "\t".join(f'{{{{{field} "{label}"}}}}' for label in (LABEL, _OWNER))
    listed = engine.run("ps", "--all", f"--filter=label={LABEL}", f"--format={both}")
    owners = dict(line.split("\t") for line in listed.splitlines())
    dead = [host for host, owner in owners.items() if _is_dead(owner)]
    for host in dead:
        remove_containers(engine, f"{LABEL}={host}")
    return len(dead)


def _owner(process: int) -> str:
    return f"{platform.node()}:{process}:{_started(process)}"


def _is_dead(owner: str) -> bool:
    machine, process, _ = owner.rsplit(":", 2)
    return machine == platform.node() and _owner(int(process)) != owner


def _started(process: int) -> str:
    """When a process started, in whatever words; empty when there is none, or only a zombie."""
    stat = Path(f"/proc/{process}/stat")
    if Path("/proc/self/stat").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return ""
        return "" if fields[0] == "Z" else fields[19]
    command = ["ps", "-o", "lstart=", "-p", str(process)]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout.strip()
