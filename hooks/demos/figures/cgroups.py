"""``cgroups``: the control groups of processes as an outline, each with its limits.

Arguments: PIDs. Both versions are read, by the names that each gives its
files (cgroups(7), the kernel's admin-guide/cgroup-v1 and cgroup-v2). The root
group is shown without limits: it has none of its own.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from demos.figures.kind import Twin
from demos.figures.outline import Row, draw_outline, outline_text
from demos.figures.pids import read_pids, require_alive
from demos.processes import Run, take_processes
from demos.words import say

FILES: dict[str, dict[str, tuple[str, ...]]] = {
    "v1": {
        "memory": ("memory.limit_in_bytes",),
        "cpu": ("cpu.cfs_quota_us", "cpu.cfs_period_us"),
        "pids": ("pids.max",),
    },
    "v2": {"memory": ("memory.max",), "cpu": ("cpu.max",), "pids": ("pids.max",)},
}
_UNLIMITED = ("max", "-1", "")
# cgroup v1 writes "no limit" as the largest multiple of a page below 2**63.
_NO_MEMORY_LIMIT = 2**62
_ID = re.compile(r"[0-9a-f]{64}")


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The groups of the processes that ``arguments`` name, with all groups above them."""
    pids = list(dict.fromkeys(read_pids(arguments)))
    table = {process.pid: process for process in take_processes(run, names)}
    require_alive(pids, list(table.values()))
    version, mounts = read_mounts(run("grep cgroup /proc/mounts"))
    wanted: dict[str, dict[str, str]] = {}
    members: dict[str, list[dict[str, Any]]] = {}
    for pid in pids:
        paths = read_paths(run(f"cat /proc/{pid}/cgroup"), version)
        for controller, path in paths.items():
            if controller not in mounts:
                continue
            for above in ancestors(path):
                wanted.setdefault(above, {})[controller] = mounts[controller]
        container = _container(paths.values(), names)
        one = {"pid": pid, "name": table[pid].name, "container": container}
        for path in dict.fromkeys(paths.values()):
            members.setdefault(path, []).append(one)
    return {
        "version": version,
        "groups": [
            {
                "path": path,
                "container": _container([path.rpartition("/")[2]], names),
                "limits": _limits(run, version, path, wanted[path]) if path != "/" else {},
                "processes": members.get(path, []),
            }
            for path in wanted
        ],
    }


def read_mounts(text: str) -> tuple[str, dict[str, str]]:
    """The version ("v1" or "v2"), and where each controller is mounted, from ``/proc/mounts``.

    A host that has both keeps its controllers in version 1.
    """
    mounts: dict[str, str] = {}
    unified = ""
    for row in (line.split() for line in text.splitlines()):
        if row[2] == "cgroup2":
            unified = unified or row[1]
        elif row[2] == "cgroup":
            for controller in set(row[3].split(",")) & set(FILES["v1"]):
                mounts.setdefault(controller, row[1])
    return ("v1", mounts) if mounts else ("v2", dict.fromkeys(FILES["v2"], unified))


def read_paths(text: str, version: str) -> dict[str, str]:
    """The path of each controller that we show, from ``/proc/PID/cgroup``."""
    paths = {}
    for line in text.splitlines():
        number, controllers, path = line.split(":", 2)
        if version == "v2":
            if number == "0" and not controllers:
                return dict.fromkeys(FILES["v2"], path)
            continue
        paths.update({name: path for name in controllers.split(",") if name in FILES["v1"]})
    return paths


def ancestors(path: str) -> list[str]:
    """The path with all those above it, from the root."""
    parts = [part for part in path.split("/") if part]
    return ["/", *("/" + "/".join(parts[: end + 1]) for end in range(len(parts)))]


def _container(paths: Iterable[str], names: Mapping[str, str]) -> str:
    found = next(filter(None, map(_ID.search, paths)), None)
    return names.get(found.group(), found.group()[:12]) if found else ""


def _limits(run: Run, version: str, path: str, mounts: Mapping[str, str]) -> dict[str, Any]:
    """The text of each limit's file, by its name."""
    files = {
        name: f"{mounts[controller]}{path}/{name}"
        for controller, files in FILES[version].items()
        if controller in mounts
        for name in files
    }
    texts = {
        name: run(f"cat {shlex.quote(file)} 2>/dev/null || true").strip()
        for name, file in files.items()
    }
    return {name: text for name, text in texts.items() if text}


def limit_lines(limits: Mapping[str, str], language: str) -> list[str]:
    """Each limit in words, under the name of its file."""
    lines = []
    for name, text in limits.items():
        if name == "cpu.cfs_period_us":
            continue
        words = text.split()
        if name == "cpu.cfs_quota_us":
            words.append(limits.get("cpu.cfs_period_us", ""))
        lines.append(_limit_line(name, words, language))
    return lines


def _limit_line(name: str, words: Sequence[str], language: str) -> str:
    value = words[0]
    memory = name.startswith("memory.")
    if value in _UNLIMITED or (memory and int(value) >= _NO_MEMORY_LIMIT):
        return say(language, "no_limit", name)
    if memory:
        value = say(language, "memory_size", value, size(int(value)))
    elif name.startswith("cpu."):
        share = f"{int(value) / int(words[1]):g}"
        value = say(language, "cpu_share", f"{value} / {words[1]}", share)
    return say(language, "limit", name, value)


def size(count: int) -> str:
    """A number of bytes in the largest unit that it is at least one of."""
    amount = float(count)
    for unit in ("B", "KiB", "MiB"):
        if amount < 1024:
            return f"{amount:.4g} {unit}"
        amount /= 1024
    return f"{amount:.4g} GiB"


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the outline."""
    return draw_outline(_rows(facts, language))


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """The outline in words."""
    processes = [process for group in facts["groups"] for process in group["processes"]]
    names = dict.fromkeys(process["container"] or process["name"] for process in processes)
    return Twin(
        title=say(language, "cgroups", say(language, "join").join(names)),
        about=say(language, "cgroups_about", facts["version"]),
        text=outline_text(_rows(facts, language)),
    )


def _rows(facts: Mapping[str, Any], language: str) -> list[Row]:
    rows = []
    for group in facts["groups"]:
        path = group["path"]
        above = path.rpartition("/")[0] or "/"
        limits = limit_lines(group["limits"], language)
        title = _title(group, language)
        text = f"{title} [{say(language, 'join').join(limits)}]" if limits else title
        parent = "" if path == "/" else above
        rows.append(Row(path, parent, [title, *limits], "cgroup", text, path))
        for process in group["processes"]:
            pid = process["pid"]
            lines = [f"{process['name']} · PID {pid}"]
            rows.append(Row(f"{path} {pid}", path, lines, f"process pid-{pid}", lines[0]))
    return rows


def _title(group: Mapping[str, Any], language: str) -> str:
    if group["path"] == "/":
        return say(language, "root_group")
    last = str(group["path"].rpartition("/")[2])
    short = _ID.sub(lambda match: match.group()[:12], last)
    if not group["container"] or group["container"] == short:
        return short
    return f"{short} · {say(language, 'container', group['container'])}"
