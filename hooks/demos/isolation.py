"""How a demo host is kept from the machine it runs on: the engine's options for it.

Never `--privileged`, never the engine's socket, never a path of the machine. The
network is none at all: the mirror lays a wire to the host, and that is its world.
"""

from __future__ import annotations

from dataclasses import dataclass

from demos.engine import Engine
from demos.recipe import FOLDER


@dataclass(frozen=True)
class Limits:
    """What one demo host may use: memory (tmpfs included), processes, and disks in memory."""

    memory: str = "3g"
    processes: int = 2048
    docker_disk: str = "2g"
    small_disk: str = "512m"


DEFAULT_LIMITS = Limits()


def host_options(engine: Engine, limits: Limits) -> list[str]:
    """The options of `run` for a demo host.

    SYS_ADMIN is for mounts and namespaces, NET_ADMIN for bridges and firewall rules;
    the seccomp profile is podman's (the stock one and keyctl, which runc needs).
    """
    return [
        "--hostname=docker",
        "--network=none",
        "--cgroupns=private",
        "--cap-add=SYS_ADMIN",
        "--cap-add=NET_ADMIN",
        f"--security-opt=seccomp={FOLDER / 'seccomp.json'}",
        "--security-opt=apparmor=unconfined",
        f"--memory={limits.memory}",
        f"--memory-swap={limits.memory}",
        f"--pids-limit={limits.processes}",
        "--log-driver=none",
        "--tmpfs=/run:exec,mode=755,size=256m",
        "--tmpfs=/run/lock:size=8m",
        f"--tmpfs=/tmp:exec,mode=1777,size={limits.small_disk}",
        f"--tmpfs=/var/lib/docker:exec,suid,dev,mode=711,size={limits.docker_disk}",
        f"--tmpfs=/var/lib/containerd:exec,suid,dev,mode=711,size={limits.small_disk}",
    ]


def mirror_options(engine: Engine, host: str) -> list[str]:
    """The options of `run` for the mirror of ``host``: it starts inside its network.

    It needs the two capabilities to lay the wire, then drops all and serves as nobody.
    """
    return [
        f"--network=container:{host}",
        "--read-only",
        "--log-driver=none",
        "--cap-drop=ALL",
        "--cap-add=SYS_ADMIN",
        "--cap-add=NET_ADMIN",
        "--cap-add=SETUID",
        "--cap-add=SETGID",
        "--cap-add=SETPCAP",
        "--memory=256m",
        "--pids-limit=64",
    ]
