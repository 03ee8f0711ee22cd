"""``network``: bridges, veth pairs and containers; published ports and a packet's way.

Arguments: names of containers, and if wanted a line ``port 8080`` (or ``port
53/udp``), for which the way of a packet to that port of the host is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from demos.errors import DemoError
from demos.figures.interfaces import (
    address_of,
    container_interfaces,
    docker_networks,
    gateway_of,
    host_interfaces,
    inspect_containers,
    namespace_of,
)
from demos.figures.kind import Twin
from demos.figures.netfilter import Journey, Packet, Tables, read_tables, travel
from demos.figures.network_drawing import draw, network_text
from demos.processes import Run
from demos.words import say

__all__ = ["describe", "draw", "probe"]

_PORT = re.compile(r"^(\d{1,5})(?:/(tcp|udp))?$")
_PROXY = re.compile(
    r"^(\d+) \S*docker-proxy -proto (\w+) -host-ip (\S+) -host-port (\d+)"
    r" -container-ip (\S+) -container-port (\d+)",
    re.MULTILINE,
)
# An address that is nobody's (RFC 5737): someone outside.
_SOMEONE = "198.51.100.1"
# What Docker writes for a port that is published on all addresses.
_EVERYWHERE = ("0.0.0.0", "")  # noqa: S104 (nothing is bound)


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The interfaces of the containers that ``arguments`` name, and what joins them."""
    del names
    wanted, port = _read(arguments)
    host = host_interfaces(run)
    details = inspect_containers(run, wanted)
    spaces = _spaces(run, details, host)
    facts: dict[str, Any] = {
        "bridges": _bridges(host, spaces, docker_networks(run)),
        "spaces": spaces,
        "ports": _ports(details, run("pgrep -a docker-proxy")),
        "way": None,
    }
    if port:
        facts["way"] = _way(facts, host, read_tables(run("iptables-save")), *port)
    return facts


def _read(arguments: Sequence[str]) -> tuple[list[str], tuple[int, str] | None]:
    """The containers' names, and the port with its protocol."""
    names: list[str] = []
    port = None
    for words in (argument.split() for argument in arguments):
        if words[0] == "port" and len(words) > 1:
            found = _PORT.match(words[1])
            if found is None or len(words) > 2:
                raise DemoError(f"“{' '.join(words)}” names no port", hint="write: port 8080")
            port = (int(found[1]), found[2] or "tcp")
        else:
            names.extend(words)
    if not names:
        raise DemoError("this figure names no container", hint="write names: web cli")
    return list(dict.fromkeys(names)), port


def _spaces(
    run: Run, details: Sequence[Mapping[str, Any]], host: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The network namespaces that the containers are in, each with its containers."""
    masters = {link["ifindex"]: link.get("master", "") for link in host}
    own = namespace_of(run, "/proc/self/ns/net")
    spaces: dict[str, dict[str, Any]] = {}
    for container in details:
        key = container["SandboxKey"]
        space = namespace_of(run, key)
        if space not in spaces:
            shared = space == own
            links = [] if shared else container_interfaces(run, key)
            spaces[space] = {
                "containers": [],
                "host": shared,
                "gateway": "" if shared else gateway_of(run, key),
                "interfaces": [
                    {
                        "name": link["ifname"],
                        "index": link["ifindex"],
                        "address": address_of(link),
                        "peer": link.get("link_index", 0),
                        "bridge": masters.get(link.get("link_index", 0), ""),
                    }
                    for link in links
                    if link["ifname"] != "lo"
                ],
            }
        spaces[space]["containers"].append(container["Name"].lstrip("/"))
    return list(spaces.values())


def _bridges(
    host: Sequence[dict[str, Any]], spaces: Sequence[Mapping[str, Any]], networks: Mapping[str, str]
) -> list[dict[str, Any]]:
    """The bridges that these namespaces hang on, with the host's ends of their veth pairs."""
    known = {link["ifindex"]: link for link in host if "master" in link}
    peers = [link["peer"] for space in spaces for link in space["interfaces"]]
    # In the containers' order, so that few lines cross.
    ends = [known[peer] for peer in peers if peer in known]
    bridges = {link["ifname"]: link for link in host}
    masters = dict.fromkeys(link["master"] for link in ends)
    return [
        {
            "name": bridge["ifname"],
            "network": networks.get(bridge["ifname"], ""),
            "index": bridge["ifindex"],
            "address": address_of(bridge),
            "ends": [
                {"name": link["ifname"], "index": link["ifindex"]}
                for link in ends
                if link["master"] == bridge["ifname"]
            ],
        }
        for bridge in map(bridges.__getitem__, masters)
    ]


def _ports(details: Sequence[Mapping[str, Any]], proxies: str) -> list[dict[str, Any]]:
    """The published ports as Docker knows them, each with its docker-proxy."""
    running = {
        tuple(found[1:4]): (int(found[0]), f"{found[4]}:{found[5]}")
        for found in _PROXY.findall(proxies)
    }
    ports = []
    for container in details:
        bindings = container["Ports"] or {}
        for inside, outsides in sorted(bindings.items()):
            number, _, protocol = inside.partition("/")
            for outside in outsides or ():
                key = (protocol, outside["HostIp"], outside["HostPort"])
                proxy, target = running.get(key, (0, ""))
                ports.append(
                    {
                        "container": container["Name"].lstrip("/"),
                        "port": int(number),
                        "protocol": protocol,
                        "host_address": outside["HostIp"],
                        "host_port": int(outside["HostPort"]),
                        "proxy": proxy,
                        "proxy_target": target,
                    }
                )
    return ports


def _way(
    facts: Mapping[str, Any],
    host: Sequence[dict[str, Any]],
    tables: Tables,
    number: int,
    protocol: str,
) -> dict[str, Any]:
    """The way of a packet to port ``number`` of the host, from outside and from the host."""
    published = [
        port
        for port in facts["ports"]
        if (port["host_port"], port["protocol"]) == (number, protocol)
        and ":" not in port["host_address"]
    ]
    if not published:
        hint = "name a container that publishes it: docker run -p 8080:80 …"
        raise DemoError(f"none of these containers publishes port {number}/{protocol}", hint=hint)
    port = published[0]
    behind = {
        link["address"].partition("/")[0]: link["bridge"]
        for space in facts["spaces"]
        for link in space["interfaces"]
    }
    name, address = _outside(host)
    if port["host_address"] not in _EVERYWHERE and not port["host_address"].startswith("127."):
        address = port["host_address"]
    packet = Packet(_SOMEONE, address, number, protocol, name)
    journey = travel(tables, packet, behind) if name else None
    loopback = "127.0.0.1" if port["host_address"] in _EVERYWHERE else port["host_address"]
    return {
        "address": address if name else "",
        "port": number,
        "journey": _journey_facts(journey) if journey else None,
        "container": port["container"],
        "loopback": loopback if loopback.startswith("127.") else "",
        "proxy": port["proxy"],
        "proxy_target": port["proxy_target"],
    }


def _journey_facts(journey: Journey) -> dict[str, Any]:
    """A packet's way as it comes back from a recording: with a list, as JSON has no tuples."""
    return {**asdict(journey), "steps": [asdict(step) for step in journey.steps]}


def _outside(host: Sequence[dict[str, Any]]) -> tuple[str, str]:
    """The host's interface to the outside and its address: no loop, no bridge, no port of one."""
    masters = {link.get("master") for link in host}
    for link in host:
        free = "master" not in link and link["ifname"] not in masters
        made = link["ifname"].startswith(("docker", "br-", "veth"))
        if free and not made and "LOOPBACK" not in link["flags"] and address_of(link):
            return link["ifname"], address_of(link).partition("/")[0]
    return "", ""


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """Everything drawn, in words."""
    names = [name for space in facts["spaces"] for name in space["containers"]]
    return Twin(
        title=say(language, "network", say(language, "join").join(names)),
        about=say(language, "network_path_about" if facts["way"] else "network_about"),
        text=network_text(facts, language),
    )
