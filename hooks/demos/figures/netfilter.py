"""Which iptables rules decide about one packet, from what ``iptables-save`` prints.

Knows the matches that Docker writes; a rule with another one in the packet's
way is an error, because a guess would draw something that did not happen
(iptables(8), iptables-extensions(8)).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network

from demos.errors import DemoError

Tables = Mapping[str, Mapping[str, Sequence[str]]]
_FINAL = {"ACCEPT", "DROP", "REJECT", "MASQUERADE", "DNAT", "SNAT"}


@dataclass(frozen=True)
class Packet:
    """The first packet of a connection; interfaces are "" where it has none yet."""

    source: str
    destination: str
    port: int
    protocol: str = "tcp"
    inside: str = ""
    outside: str = ""
    local: bool = True


@dataclass(frozen=True)
class Step:
    """One rule that took effect, in its table and chain, as iptables writes it."""

    table: str
    chain: str
    rule: str


def read_tables(text: str) -> dict[str, dict[str, list[str]]]:
    """The rules of each chain of each table; built-in chains without rules are empty."""
    tables: dict[str, dict[str, list[str]]] = {}
    chains: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("*"):
            chains = tables.setdefault(line[1:].strip(), {})
        elif line.startswith(":"):
            chains[line[1:].split()[0]] = []
        elif line.startswith("-A "):
            chains.setdefault(line.split()[1], []).append(line)
    return tables


def follow(tables: Tables, table: str, chain: str, packet: Packet) -> tuple[str, list[Step]]:
    """What becomes of the packet in a chain: the verdict, and the rules that led there.

    The verdict is the deciding target with its options ("DNAT
    --to-destination …"), "" when the chain ends undecided.
    """
    for rule in tables.get(table, {}).get(chain, ()):
        words = shlex.split(rule)[2:]
        target = words.index("-j") if "-j" in words else len(words)
        if not _matches(words[:target], packet, rule):
            continue
        name, *options = words[target + 1 :] or [""]
        step = Step(table, chain, rule)
        if name in _FINAL:
            return " ".join([name, *options]), [step]
        if name == "RETURN":
            return "", []
        if name in tables[table]:
            verdict, steps = follow(tables, table, name, packet)
            if verdict:
                return verdict, [step, *steps]
    return "", []


def _matches(words: Sequence[str], packet: Packet, rule: str) -> bool:
    at = 0
    while at < len(words):
        negated = words[at] == "!"
        at += negated
        option, value = words[at], words[at + 1] if at + 1 < len(words) else ""
        at += 2
        if option in ("-m", "--comment"):
            continue
        if _holds(option, value, packet, rule) == negated:
            return False
    return True


def _holds(option: str, value: str, packet: Packet, rule: str) -> bool:
    if option in ("-s", "-d"):
        address = packet.source if option == "-s" else packet.destination
        return ip_address(address) in ip_network(value, strict=False)
    if option in ("-i", "-o"):
        name = packet.inside if option == "-i" else packet.outside
        return name.startswith(value[:-1]) if value.endswith("+") else name == value
    if option == "-p":
        return value in (packet.protocol, "all")
    if option in ("--dport", "--dports"):
        return _has_port(value, packet.port)
    if option == "--dst-type" and value == "LOCAL":
        return packet.local
    if option in ("--ctstate", "--state"):
        return "NEW" in value.split(",")
    raise DemoError(
        f"this figure cannot judge “{option}” in the rule {rule}",
        hint="it knows what Docker writes; leave rules of your own out of the packet's way",
    )


def _has_port(value: str, port: int) -> bool:
    ranges = (part.partition(":") for part in value.split(","))
    return any(int(low) <= port <= int(high or low) for low, _, high in ranges)


@dataclass(frozen=True)
class Journey:
    """A packet's way: the rules that took effect, where it ends, whether it got there."""

    steps: tuple[Step, ...]
    destination: str
    port: int
    arrived: bool


def translated(packet: Packet, verdict: str) -> Packet | None:
    """The packet after a DNAT ``verdict``, None when it is another one."""
    found = re.match(r"DNAT --to-destination ([\d.]+)(?::(\d+))?", verdict)
    if found is None:
        return None
    port = int(found[2] or packet.port)
    return replace(packet, destination=found[1], port=port, local=False)


def travel(tables: Tables, packet: Packet, outside: Mapping[str, str]) -> Journey | None:
    """The way of a packet that comes from outside to a published port.

    ``outside`` tells the interface behind which each container's address is.
    None when no rule sends it on to a container.
    """
    raw, steps = follow(tables, "raw", "PREROUTING", packet)
    if raw.startswith("DROP"):
        return Journey(tuple(steps), packet.destination, packet.port, arrived=False)
    verdict, steps = follow(tables, "nat", "PREROUTING", packet)
    changed = translated(packet, verdict)
    if changed is None:
        return None
    changed = replace(changed, outside=outside.get(changed.destination, ""))
    verdict, more = follow(tables, "filter", "FORWARD", changed)
    arrived = not verdict.startswith(("DROP", "REJECT"))
    if arrived:
        more = [*more, *follow(tables, "nat", "POSTROUTING", replace(changed, inside=""))[1]]
    return Journey((*steps, *more), changed.destination, changed.port, arrived)
