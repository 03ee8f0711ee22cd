"""Whose a demo host is, and the removal of those whose recorder was killed.

Labels say which process of which machine made a container; a process is known by its
number and start, as numbers are used again (proc(5), /proc/PID/stat, field 22).
"""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path

from demos.engine import Engine

LABEL = "docker-notes.host"
_OWNER = "docker-notes.owner"


def owner_labels() -> list[str]:
    """The options of `run` that say that this process made the container."""
    return [f"--label={_OWNER}={_owner(os.getpid())}"]


def remove_containers(engine: Engine, label: str) -> None:
    """Remove every container with this label (NAME=VALUE), running or not."""
    listed = engine.run("ps", "--all", f"--filter=label={label}", "--format={{.Names}}").split()
    if engine.program == "podman":
        # One by one, the mirror first, as it uses the host's network; and without the
        # time for an orderly end.
        for name in sorted(listed, key=len, reverse=True):
            engine.run("rm", "--force", "--volumes", "--time=0", name)
    elif listed:
        engine.run("rm", "--force", "--volumes", *listed)


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
    """When a process started, in whatever words; empty when there is none."""
    stat = Path(f"/proc/{process}/stat")
    if Path("/proc/self/stat").exists():
        try:
            return stat.read_text().rpartition(")")[2].split()[19]
        except FileNotFoundError:
            return ""
    command = ["ps", "-o", "lstart=", "-p", str(process)]
    found = subprocess.run(command, check=False, capture_output=True, text=True)
    return found.stdout.strip()
