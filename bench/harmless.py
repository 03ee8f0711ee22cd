"""Changes that another run could have brought: a comparison must accept every one."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from demos.recording import Recording
from demos.recording_json import from_json, to_json
from sites import Change

_SORTED = r"\bvolume ls\b|\| sort\b"


def _everywhere(change: Callable[[str, Random], str], only: str = "") -> Change:
    """Rewrite every text of the recording (outputs, inputs, values, facts, anchors) alike.

    ``only`` narrows it to the outputs of these commands.
    """

    def apply(recording: Recording, chance: Random) -> Recording | None:
        rewrite = _deep(change, chance.random())
        data = json.loads(to_json(recording))
        for step in data["steps"]:
            if re.search(only, str(step["input"])):
                _rewrite_output(step, rewrite)
            if not only:
                step["input"] = rewrite(step["input"])
        if not only:
            data |= {part: rewrite(data[part]) for part in ("values", "facts", "anchors")}
        return from_json(json.dumps(data), "changed.json")

    return apply


def _deep(change: Callable[[str, Random], str], seed: float) -> Callable[[object], object]:
    """The change applied to every text in a value, each time with the same chance."""

    def rewrite(value: object) -> object:
        if isinstance(value, str):
            return change(value, Random(seed))  # noqa: S311
        if isinstance(value, list):
            return [rewrite(item) for item in value]
        return {k: rewrite(v) for k, v in value.items()} if isinstance(value, dict) else value

    return rewrite


def _rewrite_output(step: dict[str, object], rewrite: Callable[[object], object]) -> None:
    lines = [_line(line, rewrite) for line in list(step["output"])]  # type: ignore[call-overload]
    step["output"] = _sorted_again(lines) if re.search(_SORTED, str(step["input"])) else lines


def _line(line: object, rewrite: Callable[[object], object]) -> object:
    if isinstance(line, dict):
        return {**line, "text": rewrite(line["text"])}
    return rewrite(line)


def _sorted_again(lines: list[object]) -> list[object]:
    head = lines[:1] if lines and str(lines[0]).isupper() else []
    return head + sorted(lines[len(head) :], key=str)


def _hex(length: str) -> Callable[[str, Random], str]:
    pattern = re.compile(rf"(?<![0-9a-zA-Z]){length}(?![0-9a-zA-Z])")

    def change(text: str, chance: Random) -> str:
        salt = str(chance.random())
        return pattern.sub(lambda match: _renamed(match.group(), salt), text)

    return change


def _renamed(name: str, salt: str) -> str:
    """Another id; short and long forms of one id stay short and long forms of one id."""
    if name.isdecimal() and len(name) != 12:
        return name
    head = sha256((salt + name[:12]).encode()).hexdigest()[:12]
    return head + "".join(format((int(digit, 16) + 5) % 16, "x") for digit in name[12:])


def _pattern(
    pattern: str, new: Callable[[re.Match[str], Random], str]
) -> Callable[[str, Random], str]:
    regex = re.compile(pattern)
    return lambda text, chance: regex.sub(lambda match: new(match, chance), text)


def _shifted(days: int) -> Callable[[str, Random], str]:
    def change(text: str, _: Random) -> str:
        return re.sub(
            r"\b(2026-11-2\d)(?=[T ]\d\d:\d\d:\d\d)",
            lambda match: str((datetime.fromisoformat(match[1]) + timedelta(days=days)).date()),
            text,
        )

    return change


def _other_pids(recording: Recording, chance: Random) -> Recording | None:
    """Every PID that the daemon or a figure knows gets another number, in the same order."""
    pids = {anchor.pid for anchor in recording.anchors} | {a.shim for a in recording.anchors}
    for facts in recording.facts:
        if isinstance(facts.facts, dict):
            pids |= {item["pid"] for item in facts.facts.get("processes", [])}
    pids -= {0, 1}
    shown = to_json(recording)
    free = [pid for pid in pids if not re.search(rf"(?:sleep|[=:.]) ?{pid}\b|\.{pid}", shown)]
    if len(free) < len(pids) or not pids:
        return None
    if any(
        re.search(r"\bps (?:-?a|-ef|-e)|pstree -a?p|top -b|/proc/", s.input)
        for s in recording.steps
    ):
        return None
    largest, offset = 1000, chance.randrange(3, 9)
    texts = {str(pid): str(pid * 10 + offset + largest) for pid in pids}
    regex = re.compile(rf"(?<![\w.:-])({'|'.join(texts)})(?![\w.:-])")
    changed = regex.sub(lambda match: texts[match[1]], _without_times(shown))
    return _with_times(from_json(changed, "changed.json"), recording)


def _without_times(text: str) -> str:
    return re.sub(
        r'"(start|duration)": [\d.]+', r'"\1": 0.0', re.sub(r"\[\d+, \d+, ", "[0, 0, ", text)
    )


def _with_times(changed: Recording, like: Recording) -> Recording:
    steps = [
        replace(step, start=old.start, duration=old.duration)
        for step, old in zip(changed.steps, like.steps, strict=True)
    ]
    return replace(changed, steps=tuple(steps), provenance=like.provenance)


def _slower(recording: Recording, _: Random) -> Recording:
    steps = (
        replace(step, start=step.start * 2, duration=step.duration * 2) for step in recording.steps
    )
    return replace(recording, steps=tuple(steps))


def _later(recording: Recording, _: Random) -> Recording | None:
    changed = _everywhere(_shifted(3))(recording, Random(1))  # noqa: S311
    if changed is None:
        return None
    date = datetime.fromisoformat(recording.provenance["date"]) + timedelta(days=3)
    return replace(changed, provenance={**recording.provenance, "date": date.isoformat()})


HARMLESS: dict[str, Change] = {
    "other PIDs": _other_pids,
    "other ids": _everywhere(_hex(r"(?:[0-9a-f]{12}|(?=\d*[a-f])[0-9a-f]{13,64})")),
    "other addresses": _everywhere(_pattern(r"\b172\.1(?=[789]\.)", lambda *_: "172.2")),
    "other MAC addresses": _everywhere(
        _pattern(r"\b(?!ff|00)[0-9a-f]{2}(?=(?::[0-9a-f]{2}){5}\b)", lambda *_: "0a")
    ),
    "other ephemeral ports": _everywhere(_pattern(r"\b3276(?=\d\b)", lambda *_: "3288")),
    "other interface names": _everywhere(_pattern(r"\bveth(?=[0-9a-f]{7})", lambda *_: "veth0")),
    "other generated names": _everywhere(
        _pattern(r"\b[a-z]{4,}_(?=[a-z]{4,}\b)", lambda m, _: m.group()), "ls$"
    ),
    "other inodes": _everywhere(
        _pattern(r"\b40265(3\d{4})\b", lambda m, _: str(int(m.group()) + 111))
    ),
    "other ages": _everywhere(
        _pattern(r"\b(\d) seconds ago\b", lambda m, _: f"{int(m[1]) + 2} seconds ago")
    ),
    "older after less than a second": _everywhere(
        _pattern(r"\bUp Less than a second\b", lambda *_: "Up 1 second")
    ),
    "three days later": _later,
    "other sizes in stats": _everywhere(
        _pattern(r"\b\d+(?=KiB)", lambda m, _: str(int(m.group()) + 70)), "stats"
    ),
    "other percentages": _everywhere(
        _pattern(r"\b(\d)\.\d\d%", lambda m, _: f"{m[1]}.99%"), "stats"
    ),
    "other durations": _everywhere(_pattern(r"\b0\.(\d)s\b", lambda m, _: f"0.{9 - int(m[1])}s")),
    "other counters": _everywhere(
        _pattern(r"(\d+) packets, (\d+) bytes", lambda *_: "17 packets, 1020 bytes"), "iptables"
    ),
    "other layer links": _everywhere(
        _pattern(r"\b(?=[A-Z]*\d)[A-Z0-9]{26}\b", lambda m, _: m.group()[::-1])
    ),
    "other terminals": _everywhere(_pattern(r"\bpts/\d", lambda m, _: m.group() + "4")),
    "other CPU use": _everywhere(
        _pattern(r"(?<= )\d+\.\d(?= +\d+\.\d +\d)", lambda *_: "9.9"), "ps aux"
    ),
    "slower": _slower,
}
"""Each kind of harmless change by its name."""
