"""How a demo host is kept from the machine it runs on: the engine's options for it.

Never `--privileged`, never the engine's socket, never a path of the machine. The
network is none at all: the mirror lays a wire to the host, and that is its world.
With a user namespace, root inside is nobody outside.
"""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass

from demos.cgroups import CGROUP_V2, hand_over
from demos.engine import PLAIN, USER_NAMESPACE, Engine
from demos.errors import DemoError, did_you_mean
from demos.recipe import FOLDER

FLOOR = "DEMOS_ISOLATION"
# From the lowest to the highest; SECURITY.md says what each of them stops.
LEVELS = (PLAIN, USER_NAMESPACE)


@dataclass(frozen=True)
class Limits:
    """What one demo host may use.

    Memory (tmpfs included), processes, disks in memory, and the bytes of one file,
    as the machine's own disk, which has the host's other files, knows no other limit.
    """

    memory: str = "3g"
    processes: int = 2048
    docker_disk: str = "2g"
    small_disk: str = "512m"
    file_bytes: int = 2 << 30


DEFAULT_LIMITS = Limits()


def require_isolation(engine: Engine) -> None:
    """Refuse an engine below the level that the variable DEMOS_ISOLATION asks for.

    Without it any level will do, as for one's own notes; where strangers' notes
    are run, it says `user namespace`. Raises DemoError.
    """
    wanted = os.environ.get(FLOOR, "").replace("-", " ") or PLAIN
    if wanted not in LEVELS:
        raise DemoError(f"{FLOOR}={wanted} is no level", hint=did_you_mean(wanted, LEVELS))
    if LEVELS.index(engine.isolation) < LEVELS.index(wanted):
        raise DemoError(
            f"{engine.version} isolates at the level “{engine.isolation}”, "
            f"and {FLOOR} asks for “{wanted}”",
            hint="use podman as root (DOCKER_NOTES_ENGINE=podman) or Docker with userns-remap; "
            "see SECURITY.md",
        )


def start_host(engine: Engine, labels: list[str], name: str, image: str, limits: Limits) -> None:
    """Start a demo host; with a user namespace, hand its cgroups over to its root.

    Its commands are not cut short: what an engine was told to create comes even when
    whoever told it was killed, and by then nobody removes it. Raises DemoError with the
    engine's words.
    """
    options = ["--pull=never", *labels, f"--name={name}", *_host_options(engine, limits), image]
    if engine.program == "docker":
        engine.run("run", "--detach", *options, to_its_end=True)
        if engine.isolation == USER_NAMESPACE:
            hand_over(engine, name)
        return
    engine.run(*_podman_runtime(), "create", *options, to_its_end=True)
    engine.run("init", name, to_its_end=True)
    if not CGROUP_V2.exists():
        hand_over(engine, name)
    engine.run("start", name, to_its_end=True)


def start_mirror(engine: Engine, labels: list[str], host: str, image: str) -> None:
    """Start the mirror of ``host``, inside its network; it needs the host to run.

    It has the two capabilities to lay the wire, then drops all and serves as nobody.
    Raises DemoError with the engine's words.
    """
    runtime = [] if engine.program == "docker" else _podman_runtime()
    engine.run(
        *runtime, "run", "--detach", "--pull=never", *labels, f"--name={host}-mirror",
        f"--network=container:{host}", "--read-only", "--log-driver=none", "--cap-drop=ALL",
        "--cap-add=SYS_ADMIN", "--cap-add=NET_ADMIN", "--cap-add=SETUID", "--cap-add=SETGID",
        "--cap-add=SETPCAP", "--memory=256m", "--pids-limit=64",
        *([f"--userns=container:{host}", *_podman_limits()] if runtime else []), image,
        to_its_end=True,
    )  # fmt: skip


def _host_options(engine: Engine, limits: Limits) -> list[str]:
    """The options of `run`; SYS_ADMIN is for mounts and namespaces, NET_ADMIN for bridges.

    SYS_PTRACE reads /proc/PID/ns of processes with another user or fewer rights, as
    `docker run --user` and `--network container:` do; it reaches no process outside.
    The seccomp profile is podman's: the stock one and keyctl, which runc needs.
    """
    return [
        "--hostname=docker", "--network=none", "--cgroupns=private",
        "--cap-add=SYS_ADMIN", "--cap-add=NET_ADMIN", "--cap-add=SYS_PTRACE",
        f"--security-opt=seccomp={FOLDER / 'seccomp.json'}", "--security-opt=apparmor=unconfined",
        f"--memory={limits.memory}", f"--memory-swap={limits.memory}",
        f"--pids-limit={limits.processes}", "--log-driver=none",
        f"--ulimit=fsize={limits.file_bytes}:{limits.file_bytes}",
        "--tmpfs=/run:exec,mode=755,size=256m", "--tmpfs=/run/lock:size=8m",
        f"--tmpfs=/tmp:exec,mode=1777,size={limits.small_disk}",
        f"--tmpfs=/var/lib/docker:exec,suid,dev,mode=711,size={limits.docker_disk}",
        f"--tmpfs=/var/lib/containerd:exec,suid,dev,mode=711,size={limits.small_disk}",
        *_user_namespace_options(engine),
    ]  # fmt: skip


def _user_namespace_options(engine: Engine) -> list[str]:
    """What a user namespace needs besides.

    The kernel lets containers inside mount /proc only where no part of it is masked
    (mount_namespaces(7)); what the masks hide, root of the namespace may not read.
    """
    if engine.isolation != USER_NAMESPACE:
        return []
    if engine.program == "docker":
        return ["--security-opt=systempaths=unconfined"]
    # podman leaves out of its default what Docker inside hands to containers.
    capabilities = [f"--cap-add={name}" for name in ("MKNOD", "NET_RAW", "AUDIT_WRITE")]
    common = ["--security-opt=unmask=ALL", "--tmpfs=/dev/shm:mode=1777,size=64m"]
    common += [*capabilities, *_podman_limits()]
    if CGROUP_V2.exists():
        return [*common, "--userns=auto:size=65536", "--systemd=always"]
    maps = ["--uidmap=0:1000000:65536", "--gidmap=0:1000000:65536"]
    return [*common, *maps, "--systemd=false"]


def _podman_runtime() -> list[str]:
    """On cgroup v1 runc: crun refuses the layout that has both versions."""
    return [] if CGROUP_V2.exists() else ["--runtime=runc"]


def _podman_limits() -> list[str]:
    """Limits that need no right to raise them, as podman's own defaults are higher.

    And no /dev/shm of podman's: two of its processes race to remove it in the end.
    """
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    processes = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    wanted = {"nofile": (files, 1048576), "nproc": (processes, 32768)}
    low = {name: most if hard < 0 else min(hard, most) for name, (hard, most) in wanted.items()}
    return ["--ipc=none", *[f"--ulimit={name}={most}:{most}" for name, most in low.items()]]
