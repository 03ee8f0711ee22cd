"""Reads the layers of a container or an image and what files each of them has.

Layers are folders that overlayfs lays over each other; a file that an upper
one deletes is there a character device 0,0, the whiteout (the kernel's
filesystems/overlayfs). Docker tells the folders in ``GraphDriver.Data``.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import PurePosixPath
from typing import Any

from demos.errors import DemoError
from demos.processes import Run

_ID = re.compile(r"[0-9a-f]{64}")
_WHITEOUT = "character special file 0:0 "
_SHORT = 12


def inspect(run: Run, name: str) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Which kind it is (container or image), what Docker knows of it, and of its image."""
    word = shlex.quote(name)
    for kind in ("container", "image"):
        found = _known(run, kind, word)
        if found:
            image = _known(run, "image", found["Image"]) if kind == "container" else found
            return kind, found, image
    raise DemoError(f"there is no container and no image “{name}” at this point of the demo")


def _known(run: Run, kind: str, word: str) -> dict[str, Any]:
    """What Docker knows of one thing, as far as we need it; nothing when there is none."""
    kept = "{Image, GraphDriver, RootFS, State: {Pid: .State.Pid}}"
    found = json.loads(run(f"docker {kind} inspect -- {word} | jq -c 'map({kept})'") or "[]")
    return dict(found[0]) if found else {}


def folders(run: Run, name: str, details: Mapping[str, Any]) -> list[str]:
    """The folders of the layers, the uppermost first."""
    data = (details.get("GraphDriver") or {}).get("Data") or {}
    if "UpperDir" in data:
        return [data["UpperDir"], *filter(None, data.get("LowerDir", "").split(":"))]
    pid = (details.get("State") or {}).get("Pid")
    mounted = run(f"grep ' / / .* - overlay ' /proc/{pid}/mountinfo") if pid else ""
    options = dict(part.partition("=")[::2] for part in mounted.strip().split(" ")[-1].split(","))
    if "lowerdir" not in options:
        hint = "a container has to run, or Docker has to store images with overlay2"
        raise DemoError(f"the layers of “{name}” are in no folder that Docker tells", hint=hint)
    found = [options["upperdir"], *options["lowerdir"].split(":")]
    return run(f"readlink -f -- {' '.join(map(shlex.quote, found))}").split()


def changed_files(run: Run, folder: str) -> list[str]:
    """The paths of all files in ``folder`` that are not mere folders, in order."""
    found = run(f"find {shlex.quote(folder)} -mindepth 1 ! -type d -printf '/%P\\n'")
    return sorted(found.splitlines())


def look(run: Run, layers: Sequence[str], paths: Sequence[str]) -> list[dict[str, str]]:
    """For each layer which of ``paths`` it has: "there", or "deleted" with all below it."""
    wanted = {path: [path, *above(path)] for path in paths}
    words = " ".join(shlex.quote(f".{one}") for one in dict.fromkeys(chain(*wanted.values())))
    found: list[dict[str, str]] = []
    for layer in layers if paths else ():
        text = run(f"cd {shlex.quote(layer)} && stat --format '%F %t:%T %n' -- {words}")
        whiteouts, others = read_stats(text)
        found.append({})
        for path, names in wanted.items():
            if whiteouts & set(names):
                found[-1][path] = "deleted"
            elif path in others:
                found[-1][path] = "there"
    return found or [{} for _ in layers]


def above(path: str) -> list[str]:
    """The folders above an absolute path, the root left out."""
    return [str(folder) for folder in PurePosixPath(path).parents][:-1]


def read_stats(text: str) -> tuple[set[str], set[str]]:
    """The whiteouts and the other files in lines of ``stat --format '%F %t:%T %n'``."""
    names = {line: line.rpartition(" .")[2] for line in text.splitlines()}
    whiteouts = {name for line, name in names.items() if line.startswith(_WHITEOUT)}
    return whiteouts, set(names.values()) - whiteouts


def deleted_files(run: Run, name: str) -> set[str]:
    """What ``docker diff`` calls deleted: it also sees folders that were made anew."""
    lines = run(f"docker container diff -- {shlex.quote(name)}").splitlines()
    return {line.removeprefix("D ") for line in lines if line.startswith("D ")}


def short(folder: str) -> str:
    """A layer's folder as 12 characters of its name."""
    found = _ID.search(folder)
    return found.group()[:_SHORT] if found else folder.rstrip("/").rpartition("/")[2]
