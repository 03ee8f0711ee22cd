"""What would betray the machine that records: its names, addresses, secrets and programs."""

from __future__ import annotations

import getpass
import ipaddress
import os
import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil

from demos.leaks import Secret

_SHORTEST = 4
_SHORTEST_VALUE = 8
# Names that a demo host has of its own or that thousands of machines have: they betray nobody.
_COMMON = {
    "root", "/root", "localhost", "docker", "debian", "ubuntu", "user", "users", "home", "/home",
    "admin", "build", "runner", "test", "nobody", "daemon",
}  # fmt: skip
_SECRET_NAME = re.compile(
    r"TOKEN|SECRET|PASSW|PASSPHRASE|CREDENTIAL|APIKEY|(?:^|_)(?:KEY|KEYS|AUTH|PASS|PAT)(?:_|$)",
    re.IGNORECASE,
)
# A demo host's own bridges have the same addresses as those of the engine here.
_BRIDGE = re.compile(r"docker\d|docker_gwbridge|br-[0-9a-f]{12}|veth|podman\d|cni-?\w*\d|lo\d?$")
# The wire between a demo host and its mirror, and nobody's on the internet (RFC 5737).
_WIRE = ipaddress.ip_network("192.0.2.0/24")
# Programs that run in a demo host, too, with the arguments they have here.
_SHARED = re.compile(
    r"systemd|\(?sd-|init$|dbus|agetty|cron|dockerd|docker|containerd|runc|podman|conmon|nginx|"
    r"redis|postgres|sleep$|tail$|(?:ba|da|a)?sh$|login$|su$|sudo$"
)
_ARGUMENTS_SHOWN = 40


def secrets_of_this_machine(repository: Path) -> list[Secret]:
    """All that no recording made here may show; ``repository`` is where the notes are."""
    found = [
        Secret("the host name", socket.gethostname()),
        Secret("the user name", _user()),
        Secret("the home folder", _home()),
        Secret("the folder of the repository", str(repository.resolve())),
        Secret("the kernel's command line", _kernel_arguments()),
    ]
    named = [
        secret
        for secret in found
        if len(secret.text) >= _SHORTEST and secret.text.lower() not in _COMMON
    ]
    return [*named, *_addresses(), *secret_values(os.environ), *_processes()]


def secret_values(environment: Mapping[str, str]) -> list[Secret]:
    """The values of variables whose names say that nobody should know them."""
    return [
        Secret(f"the value of ${name}", value, masked=True)
        for name, value in environment.items()
        if _SECRET_NAME.search(name) and len(value) >= _SHORTEST_VALUE
    ]


def command_secret(name: str, arguments: str) -> Secret:
    """A process of this machine, as ``ps`` and ``pstree`` print it, perhaps cut off."""
    shown = arguments[:_ARGUMENTS_SHOWN]
    expression = rf"(?<![\w.-]){re.escape(name)}(?:,\d+)? +{re.escape(shown)}"
    return Secret("a process", f"{name} {shown}", expression)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A number without a name, as in many a container.
        return ""


def _kernel_arguments() -> str:
    """What the boot loader gave: it names disks and more (proc(5), /proc/cmdline)."""
    path = Path("/proc/cmdline")
    text = path.read_text(encoding="utf-8", errors="replace").strip() if path.exists() else ""
    # A mere `quiet` tells nothing, and would be found everywhere.
    return text if "=" in text else ""


def _home() -> str:
    try:
        return str(Path.home())
    except RuntimeError:
        return ""


def _addresses() -> Iterator[Secret]:
    """Those of all interfaces, hardware addresses too, but the engine's own bridges."""
    for interface, addresses in psutil.net_if_addrs().items():
        if _BRIDGE.match(interface):
            continue
        for address in addresses:
            text = address.address.partition("%")[0]
            if address.family == psutil.AF_LINK:
                if text.strip("0:-"):
                    yield Secret("an address", text)
            elif _is_telling(text):
                yield Secret("an address", text)


def _is_telling(text: str) -> bool:
    address = ipaddress.ip_address(text)
    return not address.is_loopback and address not in _WIRE


def _processes() -> list[Secret]:
    """The processes of this machine that no demo host has: not in a container, not its programs."""
    own = _namespace(os.getpid())
    found = {}
    for process in psutil.process_iter(["pid", "cmdline"]):
        line = process.info["cmdline"] or []
        name = os.path.basename(line[0]) if line else ""  # noqa: PTH119 (may be no path)
        arguments = " ".join(line[1:]).strip()
        if len(arguments) < _SHORTEST_VALUE or _SHARED.match(name):
            continue
        if _namespace(process.info["pid"]) == own:
            found[name, arguments] = command_secret(name, arguments)
    return list(found.values())


def _namespace(process: int) -> str:
    """The PID namespace of a process, "" where that is not to be known."""
    try:
        return str(Path(f"/proc/{process}/ns/pid").readlink())
    except OSError:
        return ""
