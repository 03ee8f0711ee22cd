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

_KEPT = "{Name, Pid: .State.Pid, Ports: .NetworkSettings.Ports}"


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


def container_interfaces(run: Run, pid: int) -> list[dict[str, Any]]:
    """What ``ip`` tells of the interfaces in the network namespace of ``pid``."""
    return list(json.loads(run(f"nsenter --target {pid} --net ip -json address") or "[]"))


def namespace_of(run: Run, pid: int) -> str:
    """The network namespace of ``pid``."""
    return run(f"readlink /proc/{pid}/ns/net").strip()


def gateway_of(run: Run, pid: int) -> str:
    """The default gateway in the network namespace of ``pid``, "" for none."""
    routes = json.loads(run(f"nsenter --target {pid} --net ip -json route show default") or "[]")
    return str(routes[0].get("gateway", "")) if routes else ""


def address_of(interface: dict[str, Any]) -> str:
    """The first IPv4 address of an interface with its prefix length, "" for none."""
    found = (
        f"{address['local']}/{address['prefixlen']}"
        for address in interface["addr_info"]
        if address["family"] == "inet"
    )
    return next(found, "")
