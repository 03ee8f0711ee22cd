"""Hands the cgroups of a container with a user namespace over to its root.

Engines leave them to the machine's root; systemd inside needs to make its own below.
"""

from __future__ import annotations

import os
from pathlib import Path

from demos.engine import Engine
from demos.errors import DemoError

ROOT = Path("/sys/fs/cgroup")
CGROUP_V2 = ROOT / "cgroup.controllers"


def hand_over(engine: Engine, name: str) -> None:
    """Give the folders and files of a container's cgroups to its root.

    Formats: cgroups(7), /proc/PID/cgroup; user_namespaces(7), /proc/PID/uid_map.
    Raises DemoError when this process may not.
    """
    process = Path("/proc") / engine.run("inspect", "--format={{.State.Pid}}", name).strip()
    try:
        owner = int((process / "uid_map").read_text().split()[1])
        for line in (process / "cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            _give(_hierarchy(controllers) / path.lstrip("/"), owner)
    except OSError as fault:
        raise DemoError(
            f"The demo host's cgroups cannot be handed over: {fault}",
            hint="With a user namespace the recorder must be root on the engine's machine.",
        ) from fault


def _hierarchy(controllers: str) -> Path:
    if controllers:
        return ROOT / controllers.removeprefix("name=")
    return ROOT if CGROUP_V2.exists() else ROOT / "unified"


def _give(folder: Path, owner: int) -> None:
    if folder.exists():
        for path in [folder, *folder.iterdir()]:
            os.chown(path, owner, owner)
