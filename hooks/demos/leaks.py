"""Refuses a recording that tells about the machine it was made on."""

from __future__ import annotations

import getpass
import json
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demos.cast import Track
from demos.errors import DemoError, Place
from demos.recording import Recording
from demos.script import Script

_SHORTEST = 4
# Names that a demo host has of its own, so that they betray nobody.
_COMMON = {"root", "/root", "localhost", "docker", "debian", "user", "home", "/home"}
# This machine to itself, and the net of every demo host (RFC 5737: set aside for documentation).
_NOBODYS = ("127.", "192.0.2.")


@dataclass(frozen=True)
class Secret:
    """Something of the recording machine that no page may show."""

    what: str
    text: str


def secrets_of_this_machine(repository: Path) -> list[Secret]:
    """The host name, user, home folder, repository path and addresses of this machine."""
    found = [
        Secret("the host name", socket.gethostname()),
        Secret("the user name", getpass.getuser()),
        Secret("the home folder", str(Path.home())),
        Secret("the folder of the repository", str(repository.resolve())),
        *(Secret("an address", address) for address in _addresses()),
    ]
    return [
        secret
        for secret in found
        if len(secret.text) >= _SHORTEST and secret.text.lower() not in _COMMON
    ]


def _addresses() -> list[str]:
    """The address this machine would use towards the outside; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        address = str(probe.getsockname()[0])
    return [] if address.startswith(_NOBODYS) else [address]


def check_leaks(
    script: Script, recording: Recording, tracks: Mapping[str, Track], secrets: list[Secret]
) -> None:
    """Raise :class:`DemoError`, naming the line, when the recording or a cast shows a secret."""
    for command, step in zip(script.commands, recording.steps, strict=True):
        for line in step.output:
            _check(line.text, secrets, command.place, step.input)
    for name, value in recording.values.items():
        _check(value, secrets, script.place, f"@let {name}")
    for facts in recording.facts:
        _check(
            json.dumps(facts.facts, ensure_ascii=False),
            secrets,
            script.place,
            f"the figure {facts.kind}",
        )
    for terminal, track in tracks.items():
        shown = b"".join(chunk for _, chunk in track.chunks).decode(errors="replace")
        _check(shown, secrets, script.place, f"the terminal {terminal}")


def _check(text: str, secrets: list[Secret], place: Place, where: str) -> None:
    for secret in secrets:
        found = re.search(
            rf"^.*(?<![\w.-]){re.escape(secret.text)}(?![\w-]).*$", text, re.MULTILINE
        )
        if found:
            shown = found.group().strip()[:200]
            message = f"“{where}” shows {secret.what} of the recording machine: {shown}"
            raise DemoError(message, place, "leave it out of the output; nothing was written")
