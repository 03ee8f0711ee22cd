"""Changes that make a recording say something else: a comparison must catch every one."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from demos.recording import Facts, Line, Recording
from sites import Change, count_word, lines_of, rewrite, with_lines, with_step

_UNORDERED = r"\b(?:ss|top|diff|images?|pstree|volume|find|lsns|compose|strace)\b"
_WORD = r"(?<![\w/.@-])[A-Za-z][a-z]{3,}(?![\w/.-])"
# Words that are names or measures, not words.
_NOT_WORDS = r"seconds?|minutes?|About|Less|second|[a-f]+|than|user"
_HEX12 = r"(?<![0-9a-zA-Z])([0-9a-f]{12})(?![0-9a-zA-Z])"
_HEX64 = r"(?<![0-9a-zA-Z])([0-9a-f]{64})(?![0-9a-zA-Z])"
_IP = r"\b(172\.\d+\.\d+\.\d+)\b"
_MEASURING = r"\b(?:stats|free|top|uptime|vmstat|df|ps|loadavg|meminfo|iptables|status|limits)\b"


def _other_digits(text: str, chance: Random) -> str:
    digits = "0123456789abcdef" if re.search("[a-f]", text) else "23456789"
    at = chance.randrange(min(len(text), 12))
    return text[:at] + chance.choice([d for d in digits if d != text[at]]) + text[at + 1 :]


def _more(match: re.Match[str], chance: Random) -> str:
    """The match with its last group, a number, made larger."""
    group = match.lastindex or 0
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    text = match.group()
    return text[:start] + str(int(match[group]) + chance.choice([1, 2, 7])) + text[end:]


def _another_name(match: re.Match[str], chance: Random) -> str:
    group = match.lastindex or 0
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return match.group()[:start] + _other_digits(match[group], chance) + match.group()[end:]


def _swap(pattern: str, only: str = "") -> Change:
    """Two different matches in one output change places; both occur elsewhere, too."""
    regex = re.compile(pattern)

    def apply(recording: Recording, chance: Random) -> Recording | None:
        sites = []
        for number, step in enumerate(recording.steps):
            found = [
                (line, match)
                for line, shown in enumerate(step.output)
                for match in regex.finditer(shown.text)
                if re.search(only, step.input) and count_word(recording, match[1]) > 1
            ]
            sites += [(number, a, b) for a in found for b in found if a[1][1] < b[1][1]]
        if not sites:
            return None
        number, (one, first), (other, second) = chance.choice(sites)
        lines = list(recording.steps[number].output)
        if one == other:
            parts = sorted((first.span(1), second.span(1)))
            text = lines[one].text
            (a, b), (c, d) = parts
            swapped = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]
            lines[one] = replace(lines[one], text=swapped)
        else:
            for line, match, with_ in ((one, first, second), (other, second, first)):
                text = lines[line].text
                changed = text[: match.start(1)] + with_[1] + text[match.end(1) :]
                lines[line] = replace(lines[line], text=changed)
        return with_lines(recording, number, lines)

    return apply


def _edit(lines: list[Line], number: int, change: str) -> list[Line]:
    """The lines after one of them was changed."""
    line = lines[number]
    head, words = line.text.split()[:-1], line.text.split()
    kept = line.text[: line.text.rindex(words[-1])].rstrip() if head else ""
    following = lines[number + 1].text if number + 1 < len(lines) else ""
    parts = {
        "drop": [],
        "duplicate": [line, line],
        "truncate": [Line(kept)],
        "append": [replace(line, text=f"{line.text} extra")],
        "insert": [line, Line("Error response from daemon: conflict")],
        "swap": [*lines[number + 1 : number + 2], line],
        "join": [Line(line.text + following)],
    }
    taken = 2 if change in ("swap", "join") else 1
    return [] if change == "empty" else lines[:number] + parts[change] + lines[number + taken :]


def _lines(change: str) -> Change:
    def apply(recording: Recording, chance: Random) -> Recording | None:
        sites = [
            site
            for site in lines_of(recording)
            if site[2].strip()
            and not re.search(r"\{|attached", site[2])
            and (change != "swap" or _swappable(recording, site))
        ]
        if not sites:
            return None
        step, number, _ = chance.choice(sites)
        lines = list(recording.steps[step].output)
        return with_lines(recording, step, _edit(lines, number, change))

    return apply


def _swappable(recording: Recording, site: tuple[int, int, str]) -> bool:
    step, number, text = site
    lines = recording.steps[step].output
    if number + 1 == len(lines) or re.search(_UNORDERED, recording.steps[step].input):
        return False
    words = [re.findall(r"[A-Za-z]{3,}", line) for line in (text, lines[number + 1].text)]
    return words[0] != words[1] and "{" not in lines[number + 1].text


def _step(**changes: object) -> Change:
    def apply(recording: Recording, chance: Random) -> Recording | None:
        number = chance.randrange(len(recording.steps))
        step = recording.steps[number]
        if all(getattr(step, key) == value for key, value in changes.items()):
            return None
        return with_step(recording, number, replace(step, **changes))  # type: ignore[arg-type]

    return apply


def _status_up(recording: Recording, chance: Random) -> Recording | None:
    numbers = [n for n, step in enumerate(recording.steps) if step.status is not None]
    if not numbers:
        return None
    number = chance.choice(numbers)
    step = recording.steps[number]
    return with_step(recording, number, replace(step, status=(step.status or 0) + 1))


def _steps(change: str) -> Change:
    def apply(recording: Recording, chance: Random) -> Recording | None:
        steps = list(recording.steps)
        number = chance.randrange(len(steps))
        if change == "drop":
            del steps[number]
        elif change == "duplicate":
            steps.insert(number, steps[number])
        elif number + 1 < len(steps) and steps[number].input != steps[number + 1].input:
            steps[number], steps[number + 1] = steps[number + 1], steps[number]
        else:
            return None
        return replace(recording, steps=tuple(steps))

    return apply


def _input(pattern: str) -> Change:
    def apply(recording: Recording, chance: Random) -> Recording | None:
        sites = [
            (number, match)
            for number, step in enumerate(recording.steps)
            for match in re.finditer(pattern, step.input)
        ]
        if not sites:
            return None
        number, match = chance.choice(sites)
        text, word = match.string, match.group()
        new = str(int(word) + 1) if word.isdecimal() else word[::-1] + "x"
        changed = text[: match.start()] + new + text[match.end() :]
        return with_step(recording, number, replace(recording.steps[number], input=changed))

    return apply


def _value(change: str) -> Change:
    def apply(recording: Recording, chance: Random) -> Recording | None:
        values = dict(recording.values)
        names = sorted(values)
        if not names:
            return None
        name = chance.choice(names)
        if change == "drop":
            del values[name]
        elif change == "swap":
            others = [other for other in names if values[other] != values[name]]
            if not others:
                return None
            other = chance.choice(others)
            values[name], values[other] = values[other], values[name]
        else:
            values[name] = _other_digits(values[name], chance)
        return replace(recording, values=values)

    return apply


def _fact(key: str) -> Change:
    """Another value for one key of one process in a figure's facts."""

    def apply(recording: Recording, chance: Random) -> Recording | None:
        sites = [
            (number, index)
            for number, facts in enumerate(recording.facts)
            if isinstance(facts.facts, dict)
            for index, item in enumerate(facts.facts.get("processes", []))
            # What is told once has no relation that could be wrong.
            if key in item and (key != "inside" or item[key] in (0, 1))
        ]
        if not sites:
            return None
        number, index = chance.choice(sites)
        processes = [dict(item) for item in recording.facts[number].facts["processes"]]
        value = processes[index][key]
        if key == "pid" and count_word(recording, str(value)) < 2:
            return None
        processes[index][key] = value + 3 if isinstance(value, int) else f"{value}x"
        return _with_facts(recording, number, {"processes": processes})

    return apply


def _with_facts(recording: Recording, number: int, changes: dict[str, object]) -> Recording:
    facts = list(recording.facts)
    old = facts[number]
    facts[number] = Facts(old.kind, old.arguments, {**old.facts, **changes})
    return replace(recording, facts=tuple(facts))


def _process_gone(recording: Recording, chance: Random) -> Recording | None:
    if not recording.facts or "processes" not in recording.facts[0].facts:
        return None
    processes = list(recording.facts[0].facts["processes"])
    del processes[chance.randrange(len(processes))]
    return _with_facts(recording, 0, {"processes": processes})


def _figure_gone(recording: Recording, _: Random) -> Recording | None:
    return replace(recording, facts=recording.facts[1:]) if recording.facts else None


def _anchor(key: str) -> Change:
    """A container's anchor that contradicts what was printed."""

    def apply(recording: Recording, chance: Random) -> Recording | None:
        text = "\n".join(text for _, _, text in lines_of(recording))
        sites = [
            number
            for number, anchor in enumerate(recording.anchors)
            if re.search(rf"(?<!\w){re.escape(str(getattr(anchor, key))[:12])}(?!\d)", text)
            and str(getattr(anchor, key)) not in ("", "0", "1")
        ]
        if not sites:
            return None
        number = chance.choice(sites)
        anchors = list(recording.anchors)
        value = getattr(anchors[number], key)
        other = value + 5 if isinstance(value, int) else _other_digits(value, chance)
        if key == "address":
            other = value + "9"
        anchors[number] = replace(anchors[number], **{key: other})
        return replace(recording, anchors=tuple(anchors))

    return apply


def _style_gone(recording: Recording, chance: Random) -> Recording | None:
    sites = [
        (step, line)
        for step, recorded in enumerate(recording.steps)
        for line, found in enumerate(recorded.output)
        if found.spans and not re.search("pstree", recorded.input)
    ]
    if not sites:
        return None
    step, line = chance.choice(sites)
    lines = list(recording.steps[step].output)
    lines[line] = Line(lines[line].text)
    return with_lines(recording, step, lines)


def _text(words: str) -> Change:
    """``old → new``, once."""
    old, new = words.split(" → ")
    return rewrite(old, lambda match, _: match.expand(new))


MUTATIONS: dict[str, Change] = {
    "exit status raised": _status_up,
    "exit status missing": _step(status=None),
    "exit status 0": _step(status=0),
    "terminal swapped": _step(terminal="9"),
    "prompt changed": _step(prompt="# "),
    "step hidden": _step(hidden=True),
    "step dropped": _steps("drop"),
    "step duplicated": _steps("duplicate"),
    "steps reordered": _steps("swap"),
    "typed word changed": _input(r"[a-z]{4,}"),
    "typed number changed": _input(r"(?<![\w.-])\d{2,}(?![\w.-])"),
    "line dropped": _lines("drop"),
    "line duplicated": _lines("duplicate"),
    "lines reordered": _lines("swap"),
    "lines joined": _lines("join"),
    "last word lost": _lines("truncate"),
    "word appended": _lines("append"),
    "error line inserted": _lines("insert"),
    "output lost": _lines("empty"),
    "letter changed": rewrite(
        rf"(?!(?:{_NOT_WORDS})\b){_WORD}", lambda m, _: m.group()[:-1] + "qz"
    ),
    "word lost": rewrite(rf"(?!(?:{_NOT_WORDS})\b){_WORD} ", lambda *_: ""),
    "capital changed": rewrite(
        rf"(?!(?:{_NOT_WORDS})\b){_WORD}", lambda m, _: m.group().swapcase()
    ),
    "words swapped": rewrite(
        rf"({_WORD}) ({_WORD})", lambda m, _: f"{m[2]} {m[1]}", but=r"docker info"
    ),
    "Up to Exited": _text(r"\bUp (?=[LA\d]) → Exited (0) "),
    "Exited to Up": _text(r"Exited \(\d+\) (.*?) ago → Up \1"),
    "running to exited": _text(r"\brunning\b → exited"),
    "Paused lost": _text(r" \(Paused\) → "),
    "Created to Up": _text(r"\bCreated\b → Up"),
    "exit code in a table": rewrite(r"Exited \((\d+)\)", _more),
    "process stopped": _text(r"(?<=\s)[SR](?=[sl+]*\s+(?:\d\d:\d\d|[A-Z][a-z]\s+)) → T"),
    "state modifier": _text(r"(?<=\s)Ss(?=\+?\s) → SN"),
    "permission bit": _text(r"^([-dls])rw → \1r-"),
    "file type": _text(r"^l(?=rwx) → d"),
    "owner": _text(r"\broot +root\b → root nobody"),
    "file size": rewrite(r"^[-d][rwx-]{9} +\d+ \w+ +\w+ +(\d+)", _more),
    "PPID printed once": rewrite(
        r"^(?:\w+ +)?\d+ +(\d{2,})\b", _another_name, r"\bps\b|\btop\b", r"aux|\bstats|-b", True
    ),
    "PID printed once": rewrite(
        r"^(?:\w+ +)? *(\d{2,}) ", _another_name, r"\bps\b|top", "stats|exec", True
    ),
    "PID in a tree": rewrite(
        r"[a-z](?:,|\()(\d{2,})\b(?!.*\{)", _another_name, "pstree", "{", True
    ),
    "PID becomes 1": rewrite(r"(?<=[a-z],)\d{2,}", lambda *_: "1", "pstree"),
    "parent is 1 no more": rewrite(
        r"^(?:\w+ +)? *\d{2,} +(1) ", lambda m, _: m.group()[:-2] + "2 ", r"\bps -(?:e?f|o pid)"
    ),
    "PID 1 inside": rewrite(r"^ +1 (?=root)", lambda *_: "    2 ", r"exec .* ps|^ps$"),
    "NSpid inside": rewrite(r"^NSpid:\s+\d+\s+1$", lambda m, _: m.group()[:-1] + "2"),
    "PID and PPID swapped": _swap(
        r"(?<![\w.:-])([1-9]\d{2})(?![\w.:-])", r"\bps\b.*pid|\btop (?!-b)"
    ),
    "Pid in inspect": rewrite(r"^(\d{2,})$", _another_name, r"State\.Pid", repeated=True),
    "/proc/PID": rewrite(r"/proc/(\d{2,})", _another_name, repeated=True),
    "short id once": rewrite(_HEX12, _another_name, repeated=True),
    "long id once": rewrite(_HEX64, _another_name, repeated=True),
    "end of a long id": rewrite(
        r"\b([0-9a-f]{64})\b(?=.*$)", lambda m, _: m[0][:60] + "0f0f", repeated=True
    ),
    "ids swapped": _swap(_HEX12, r"\bls\b"),
    "long ids swapped": _swap(_HEX64, "inspect|events|ls"),
    "address once": rewrite(_IP, lambda m, _: m[1] + "7", repeated=True),
    "addresses swapped": _swap(_IP),
    "address of another network": rewrite(
        r"\b172\.1(?=[78]\.)", lambda *_: "172.2", repeated=False
    ),
    "network mask": _text(r"(\d\.\d+)/16\b → \1/24"),
    "loopback": _text(r"127\.0\.0\.1\b → 127.0.0.2"),
    "any address": _text(r"\b0\.0\.0\.0:(?=\d) → 127.0.0.1:"),
    "MAC once": rewrite(r"\b([0-9a-f]{2}(?::[0-9a-f]{2}){5})\b", _another_name, repeated=True),
    "ephemeral port once": rewrite(r"\b(3276\d|3277\d)\b", _more, repeated=True),
    "fixed port": _text(r"\b8080\b → 8081"),
    "container port": _text(r"\b80/tcp → 81/tcp"),
    "protocol": _text(r"/tcp\b → /udp"),
    "unit of an age": _text(r"\bseconds? ago → hours ago"),
    "absurd age": rewrite(r"\b\d+ seconds? ago", lambda *_: "5000 seconds ago"),
    "Up for weeks": rewrite(r"Up (?:\d+ seconds?|Less than a second)", lambda *_: "Up 2 weeks"),
    "unit of a size": _text(r"(\d)MB\b → \1GB"),
    "unit in stats": _text(r"(\d)KiB\b → \1GiB"),
    "unit of a duration": _text(r"(\d) ms\b → \1 s"),
    "year": rewrite(r"\b2026(?=[-/ :])", lambda *_: "2019", but="openssl|image inspect|version"),
    "month": _text(r"\bNov (?=\d\d \d\d:\d\d:\d\d) → Feb "),
    "packet loss": _text(r"\b0% packet loss → 50% packet loss"),
    "CPU limit": rewrite(r"\b[45]\d\.\d\d%", lambda *_: "198.50%", "stats"),
    "memory limit": _text(r"/ 64MiB → / 128MiB"),
    "bytes of a limit": rewrite(r"\b(67108864|134217728|500000000)\b", _more),
    "count": rewrite(
        r"\b(\d) (?:packets|references|processes|files)\b(?!,? \d+ bytes)",
        lambda m, _: f"9{m.group()[1:]}",
    ),
    "number alone on a line": rewrite(r"^(\d{1,3})$", _more, r"wc|wait|grep -c|RestartCount"),
    "version in prose": rewrite(r"nginx/1\.\d+", lambda *_: "nginx/1.99"),
    "kernel once": rewrite(r"\b6\.\d+\.\d+\b", lambda *_: "5.4.0", r"uname|logs"),
    "HTTP status": _text(r"\b200\b(?= OK) → 404"),
    "digest once": rewrite(r"sha256:([0-9a-f]{64})", _another_name, repeated=True),
    "generated name once": rewrite(
        r"\b([a-z]{4,}_[a-z]{3,})\b", lambda *_: "admiring_turing", "ls|inspect", repeated=True
    ),
    "veth once": rewrite(r"\b(veth[0-9a-f]{7})\b", lambda *_: "veth0000000", repeated=True),
    "inode once": rewrite(r":\[(402653\d+)\]", _more, repeated=True),
    "kind of namespace": _text(r"\bnet:\[ → mnt:["),
    "cgroup controller": _text(r":memory:/ → :pids:/"),
    "interface state": _text(r"state UP\b → state DOWN"),
    "mount option": _text(r"\brw,relatime → ro,relatime"),
    "branch of a tree": rewrite(r"^(\s+)└─", lambda m, _: m[1] + "    └─", "pstree -[^ ]*a"),
    "process moved in a tree": rewrite(r"^ {2,}(?=[├└])", lambda *_: "  ", "pstree -[^ ]*a"),
    "worker renamed": _text(r"nginx: worker process → nginx: cache manager"),
    "value changed": _value("change"),
    "value lost": _value("drop"),
    "values swapped": _value("swap"),
    "fact: parent": _fact("parent"),
    "fact: PID": _fact("pid"),
    "fact: inside": _fact("inside"),
    "fact: container": _fact("container"),
    "fact: name": _fact("name"),
    "fact: arguments": _fact("arguments"),
    "fact: process gone": _process_gone,
    "fact: figure gone": _figure_gone,
    "anchor: PID": _anchor("pid"),
    "anchor: shim": _anchor("shim"),
    "anchor: id": _anchor("id"),
    "anchor: address": _anchor("address"),
    "colour lost": _style_gone,
    "commands of another script": lambda recording, _: replace(
        recording, key=replace(recording.key, script="0" * 64)
    ),
}
"""Each kind of mutation by its name."""
