"""The network interfaces of the demo host and of containers, and how they are joined.

From ``ip -json address`` (ip-address(8)) on the host and in each container's
network namespace: ``link_index`` of one end of a veth pair is the index of
the other (veth(4)).
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from typing import Any

from demos.errors import DemoError
from demos.processes import Run

_KEPT = "{Name, Pid: .State.Pid} + (.NetworkSettings | {Ports, SandboxKey})"


def host_interfaces(run: Run) -> list[dict[str, Any]]:
    """What ``ip`` tells of the host's interfaces."""
    return list(json.loads(run("ip -json address") or "[]"))


def docker_networks(run: Run) -> dict[str, str]:
    """The name of each Docker network by that of its bridge."""
    text = run("docker network ls --filter driver=bridge --format '{{.ID}} {{.Name}}'")
    pairs = (line.split() for line in text.splitlines())
    return {"docker0" if name == "bridge" else f"br-{number}": name for number, name in pairs}


def inspect_containers(run: Run, names: Sequence[str]) -> list[dict[str, Any]]:
    """What Docker knows of these containers; they must be running."""
    found = []
    for name in names:
        command = f"docker container inspect -- {shlex.quote(name)} | jq -c 'map({_KEPT})'"
        answer = json.loads(run(command) or "[]")
        if not answer:
            raise DemoError(f"there is no container “{name}” at this point of the demo")
        if not answer[0]["Pid"]:
            hint = "a container has interfaces only while it runs"
            raise DemoError(f"the container “{name}” is not running", hint=hint)
        found.append(answer[0])
    return found


def container_interfaces(run: Run, key: str) -> list[dict[str, Any]]:
    """What ``ip`` tells of the interfaces in the network namespace behind the file ``key``.

    By Docker's file, as ``/proc/PID/ns`` of a process that changed its user can't be opened.
    """
    found = json.loads(run(f"{_inside(key)} ip -json address") or "[]")
    if not found:
        raise DemoError(f"the network namespace {key} cannot be entered")
    return list(found)


def namespace_of(run: Run, key: str) -> str:
    """The number of the network namespace behind the file ``key``."""
    return run(f"stat --dereference --format %i -- {shlex.quote(key)}").strip()


def gateway_of(run: Run, key: str) -> str:
    """The default gateway in the network namespace behind the file ``key``, "" for none."""
    routes = json.loads(run(f"{_inside(key)} ip -json route show default") or "[]")
    return str(routes[0].get("gateway", "")) if routes else ""


def _inside(key: str) -> str:
    return f"nsenter --net={shlex.quote(key)}"


def address_of(interface: dict[str, Any]) -> str:
    """The first IPv4 address of an interface with its prefix length, "" for none."""
    found = (
        f"{address['local']}/{address['prefixlen']}"
        for address in interface["addr_info"]
        if address["family"] == "inet"
    )
    return next(found, "")
