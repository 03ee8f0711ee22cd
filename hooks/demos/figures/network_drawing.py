"""How a network is shown: the host on the left, containers on the right, a packet below."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demos.figures.sheet import PADDING, TITLE, Area, Sheet, around
from demos.words import say

_GAP = 8.0
_ACROSS = 48.0
_INDENT = 18.0
_RULE_COLUMNS = 36
_GLUE = "\N{NO-BREAK SPACE}"

_JOIN = " · "

Block = tuple[list[str], str]


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the wiring, and of the packet's way below it."""
    sheet = Sheet()
    ends, areas = _draw_bridges(sheet, facts, language)
    for lines, classes in host_blocks(facts, language):
        top = areas[-1].bottom + _GAP if areas else TITLE
        areas.append(sheet.box((PADDING, top), lines, classes))
    right = bottom = 0.0
    if areas:
        host = sheet.frame(around(areas), say(language, "host"), "half")
        right, bottom = host.right + _ACROSS, host.bottom
    bottom = max(bottom, _draw_spaces(sheet, facts, language, ends, right))
    for blocks in way_blocks(facts["way"], language):
        bottom = _draw_chain(sheet, blocks, bottom + 2 * _GAP)
    return sheet.source()


def _draw_bridges(
    sheet: Sheet, facts: Mapping[str, Any], language: str
) -> tuple[dict[int, Area], list[Area]]:
    """The host's ends of the veth pairs by index, and everything placed."""
    ends: dict[int, Area] = {}
    areas: list[Area] = []
    for bridge in facts["bridges"]:
        top = areas[-1].bottom + _GAP if areas else TITLE
        above = sheet.box((PADDING, top), bridge_lines(bridge, language), "bridge")
        areas.append(above)
        stem = above.left + _INDENT / 2
        for end in bridge["ends"]:
            corner = (PADDING + _INDENT, areas[-1].bottom + _GAP)
            area = sheet.box(corner, [_interface(end, language)], "veth")
            middle = area.center[1]
            points = [(stem, above.bottom), (stem, middle), (area.left, middle)]
            sheet.line(points, "branch", arrow=False)
            ends[end["index"]] = area
            areas.append(area)
    return ends, areas


def _draw_spaces(
    sheet: Sheet, facts: Mapping[str, Any], language: str, ends: Mapping[int, Area], left: float
) -> float:
    """The frames of the containers and the pairs' lines to them; where they end."""
    top = bottom = 0.0
    for space in facts["spaces"]:
        if space["host"]:
            continue
        inner: list[Area] = []
        at = top + TITLE
        for lines, classes in space_blocks(space, language):
            inner.append(sheet.box((left + PADDING, at), lines, classes))
            at = inner[-1].bottom + _GAP
        for area, link in zip(inner, space["interfaces"], strict=False):
            if link["peer"] in ends:
                end = ends[link["peer"]]
                edge = (left - _ACROSS, end.center[1])
                line = [(end.right, edge[1]), edge, (area.left, area.center[1])]
                sheet.line(line, "pair", arrow=False)
        bottom = sheet.frame(around(inner), space_title(space, language), "container").bottom
        top = bottom + _GAP
    return bottom


def _draw_chain(sheet: Sheet, blocks: Sequence[Block], top: float) -> float:
    """Boxes one below the other with arrows between them; where they end."""
    before = None
    for lines, classes in blocks:
        area = sheet.box((0, top), lines, classes)
        if before:
            stem = before.left + _INDENT
            sheet.line([(stem, before.bottom), (stem, area.top)], "packet")
        before = area
        top = area.bottom + 2 * _GAP
    return top - 2 * _GAP


def _interface(link: Mapping[str, Any], language: str) -> str:
    return say(language, "interface", link["name"], link["index"])


def bridge_lines(bridge: Mapping[str, Any], language: str) -> list[str]:
    """A bridge: its name and index, its address, its Docker network."""
    lines = [_interface(bridge, language), say(language, "bridge", bridge["address"])]
    if bridge["network"]:
        lines.append(say(language, "docker_network", bridge["network"]))
    return lines


def host_blocks(facts: Mapping[str, Any], language: str) -> Iterator[Block]:
    """What else is on the host: containers without a network of their own, published ports."""
    for space in facts["spaces"]:
        if space["host"]:
            for name in space["containers"]:
                yield [say(language, "uses_host_network", name)], "process"
    for port in facts["ports"]:
        address = port["host_address"]
        host = f"{f'[{address}]' if ':' in address else address}:{port['host_port']}"
        lines = [f"{host} → {port['container']} {port['port']}/{port['protocol']}"]
        if port["proxy"]:
            lines.append(say(language, "proxies", port["proxy"]))
        yield lines, "port"


def space_title(space: Mapping[str, Any], language: str) -> str:
    """The containers in a network namespace."""
    return say(language, "container", say(language, "join").join(space["containers"]))


def space_blocks(space: Mapping[str, Any], language: str) -> Iterator[Block]:
    """The interfaces in a network namespace, and its default gateway."""
    for link in space["interfaces"]:
        yield [_interface(link, language), *filter(None, [link["address"]])], "veth"
    if not space["interfaces"]:
        yield [say(language, "only_loopback")], "remark"
    if space["gateway"]:
        yield [say(language, "gateway", space["gateway"])], "remark"


def way_blocks(way: Mapping[str, Any] | None, language: str) -> Iterator[list[Block]]:
    """A packet's way from outside, and that from the host itself through docker-proxy."""
    if way is None:
        return
    journey = way["journey"]
    address = f"{way['address']}:{way['port']}"
    blocks: list[Block] = [([say(language, "from_outside", address)], "packet")]
    if journey is None:
        blocks.append(([say(language, "not_outside")], "packet dropped"))
    else:
        blocks += [_rule_block(step) for step in journey["steps"]]
        end = f"{journey['destination']}:{journey['port']}"
        words = say(language, "to_container", way["container"], end)
        lost = say(language, "dropped")
        last = ([words], "packet") if journey["arrived"] else ([lost], "packet dropped")
        blocks.append(last)
    if way["address"]:
        yield blocks
    if way["proxy"] and way["loopback"]:
        yield _proxy_blocks(way, language)


def _proxy_blocks(way: Mapping[str, Any], language: str) -> list[Block]:
    return [
        ([say(language, "from_loopback", f"{way['loopback']}:{way['port']}")], "packet"),
        ([say(language, "proxies", way["proxy"])], "process"),
        ([say(language, "to_container", way["container"], way["proxy_target"])], "packet"),
    ]


def _rule_block(step: Mapping[str, Any]) -> Block:
    rule = step["rule"].removeprefix(f"-A {step['chain']} ")
    # An option stays on a line with its value.
    glued = re.sub(r" (?!!|-)|(?<=!) ", _GLUE, rule)
    wrapped = textwrap.wrap(glued, _RULE_COLUMNS, break_on_hyphens=False)
    lines = [line.replace(_GLUE, " ") for line in wrapped]
    return [f"{step['table']} {step['chain']}", *lines], "rule"


def network_text(facts: Mapping[str, Any], language: str) -> str:
    """Everything that is drawn, in words."""
    return "\n".join(_text_lines(facts, language))


def _text_lines(facts: Mapping[str, Any], language: str) -> Iterator[str]:
    yield from _host_lines(facts, language)
    for space in facts["spaces"]:
        if not space["host"]:
            yield space_title(space, language)
            for lines, _ in space_blocks(space, language):
                yield f"   {_JOIN.join(lines)}"
    for blocks in way_blocks(facts["way"], language):
        yield ""
        for number, (lines, _) in enumerate(blocks, 1):
            yield f"{number}. {lines[0]}{': ' if lines[1:] else ''}{' '.join(lines[1:])}"


def _host_lines(facts: Mapping[str, Any], language: str) -> Iterator[str]:
    yield say(language, "host")
    for bridge in facts["bridges"]:
        yield f"   {_JOIN.join(bridge_lines(bridge, language))}"
        for end in bridge["ends"]:
            yield f"      {_interface(end, language)}{_other_end(facts, end, language)}"
    for lines, _ in host_blocks(facts, language):
        yield f"   {_JOIN.join(lines)}"


def _other_end(facts: Mapping[str, Any], end: Mapping[str, Any], language: str) -> str:
    """Where the other end of a veth pair is."""
    for space in facts["spaces"]:
        for link in space["interfaces"]:
            if link["peer"] == end["index"]:
                return f" ↔ {space_title(space, language)} {_interface(link, language)}"
    return ""
