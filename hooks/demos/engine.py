"""The container engine of the recording machine, through its command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from demos.errors import DemoError

USER_NAMESPACE = "user namespace"
PLAIN = "plain"


class EngineMissing(DemoError):
    """No engine that could run a demo host: not installed, not running or no rights to it."""


@dataclass(frozen=True)
class Engine:
    """An engine that answers.

    ``program`` is "docker" or "podman"; ``isolation`` names how well a demo host
    is kept from the machine ("user namespace" or "plain"); ``version`` is for people.
    """

    program: str
    isolation: str
    version: str

    def run(
        self,
        *arguments: str,
        input: bytes | None = None,  # noqa: A002 (as subprocess calls it)
        timeout: float = 60,
        to_its_end: bool = False,
    ) -> str:
        """Run one command of the engine and return its standard output.

        Ctrl-C in our terminal does not reach one that is run ``to_its_end``. Raises
        DemoError with the engine's own words when it fails, or when it takes longer than
        ``timeout`` seconds.
        """
        return _run(self.program, arguments, input, timeout, alone=to_its_end)


def find_engine() -> Engine:
    """The engine to record with: DOCKER_NOTES_ENGINE if set, else Docker, else podman.

    Raises EngineMissing, which says for each of them what is wrong and what to do.
    """
    wanted = os.environ.get("DOCKER_NOTES_ENGINE")
    faults = []
    for program in [wanted] if wanted else ["docker", "podman"]:
        try:
            return _probe(program)
        except EngineMissing as fault:
            faults.append(fault)
    raise faults[0]


def _probe(program: str) -> Engine:
    if program not in ("docker", "podman"):
        raise EngineMissing(
            f"DOCKER_NOTES_ENGINE names {program!r}", hint="Set it to docker or to podman."
        )
    if shutil.which(program) is None:
        raise EngineMissing(
            f"No container engine: {program} is not installed, so no demo can be recorded.",
            hint="Install Docker (Debian, Ubuntu: apt-get install docker.io) and run this again.",
        )
    return _docker() if program == "docker" else _podman()


def _docker() -> Engine:
    try:
        facts = json.loads(_run("docker", ["info", "--format", "{{json .}}"]))
    except DemoError as fault:
        raise EngineMissing(fault.message, hint=_docker_remedy(fault.message)) from fault
    if not facts.get("ServerVersion"):
        words = " ".join(facts.get("ServerErrors") or ["Docker does not answer."])
        raise EngineMissing(words, hint=_docker_remedy(words))
    remapped = any("name=userns" in option for option in facts.get("SecurityOptions") or [])
    isolation = USER_NAMESPACE if remapped else PLAIN
    return Engine("docker", isolation, f"Docker {facts['ServerVersion']}")


def _docker_remedy(words: str) -> str:
    if "permission denied" in words.lower():
        return "You may not use Docker: add yourself to the group docker, or become root."
    return "Start Docker (systemctl start docker, or open Docker Desktop) and run this again."


def _podman() -> Engine:
    try:
        facts = json.loads(_run("podman", ["info", "--format", "json"]))
    except DemoError as fault:
        raise EngineMissing(fault.message, hint="Mend podman, or install Docker.") from fault
    if facts["host"]["security"]["rootless"]:
        raise EngineMissing(
            "podman runs without root here; a demo host needs it with root.",
            hint="Become root, or use Docker.",
        )
    return Engine("podman", USER_NAMESPACE, f"podman {facts['version']['Version']}")


def _run(
    program: str,
    arguments: Sequence[str],
    given: bytes | None = None,
    timeout: float = 30,
    *,
    alone: bool = False,
) -> str:
    command = [program, *arguments]
    # Buildx, where it is there: the engine's own builder, and plain images.
    environment = os.environ | {"BUILDX_BUILDER": "default", "BUILDX_NO_DEFAULT_ATTESTATIONS": "1"}
    try:
        done = subprocess.run(
            command,
            check=False,
            input=given,
            stdin=None if given else subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            env=environment,
            start_new_session=alone,
        )
    except subprocess.TimeoutExpired as late:
        raise DemoError(
            f"`{program} {arguments[0]}` did not end within {timeout:g} s.",
            hint="Is the machine very busy, or the engine stuck?",
        ) from late
    except OSError as fault:
        raise DemoError(f"`{program}` cannot be started: {fault.strerror}.") from fault
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}"
        raise DemoError(f"`{program} {arguments[0]}`: {_last_lines(words)}")
    return done.stdout.decode(errors="replace")


def _last_lines(words: str, count: int = 12) -> str:
    return "\n".join(words.splitlines()[-count:])
