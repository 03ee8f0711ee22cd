"""``layers``: the layers of a container or an image, and some files in each.

Arguments: the name of a container or an image, then the paths of the files in
question, on the same line or on lines of their own. A container's figure
without paths shows what its writable layer holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from demos.errors import DemoError
from demos.figures.kind import Twin
from demos.figures.overlay import above, changed_files, deleted_files, folders, inspect, look, short
from demos.figures.sheet import Sheet, text_width
from demos.processes import Run
from demos.words import say

_MOST = 12
_GAP = 6.0
_SIGNS = {"added": "+", "changed": "~", "deleted": "−", "there": "•", "covered": "•"}


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The layers of the thing that ``arguments`` name, the uppermost first."""
    del names
    words = [word for argument in arguments for word in argument.split()]
    name, paths = _read(words)
    kind, details, image = inspect(run, name)
    found = folders(run, name, details)
    more = 0
    if kind == "container" and not paths:
        changed = changed_files(run, found[0])
        paths, more = changed[:_MOST], max(0, len(changed) - _MOST)
    own = look(run, found, paths)
    if kind == "container":
        gone = deleted_files(run, name)
        for path in paths:
            if gone & {path, *above(path)}:
                own[0][path] = "deleted"
    for path in paths:
        if all(layer.get(path) != "there" for layer in own):
            for layer in own:
                layer.pop(path, None)
    digests = image_digests(image)
    roles = _roles(kind, found)
    images = [index for index, role in enumerate(roles) if role == "image"]
    return {
        "name": name,
        "kind": kind,
        "more": more,
        "layers": [
            {
                "role": role,
                "folder": short(folder),
                "digest": digests[images.index(index)] if fits(digests, images, index) else "",
                "files": states(own, index, upper=role == "upper"),
            }
            for index, (role, folder) in enumerate(zip(roles, found, strict=True))
        ],
        "merged": {path: _merged(path, own) for path in paths},
    }


def _read(words: Sequence[str]) -> tuple[str, list[str]]:
    if not words or words[0].startswith(("/", "-")):
        hint = "write its name, then paths of files if you like: box /etc/hostname"
        raise DemoError("this figure names no container and no image", hint=hint)
    paths = list(dict.fromkeys(words[1:]))
    for path in paths:
        if not path.startswith("/"):
            raise DemoError(f"“{path}” is not a file's path", hint="it begins with a slash")
    return words[0], paths


def image_digests(image: Mapping[str, Any]) -> list[str]:
    """The digests of an image's layers, the uppermost first; 12 characters of each."""
    layers = (image.get("RootFS") or {}).get("Layers") or []
    return [layer.partition(":")[2][:12] for layer in reversed(layers)]


def fits(digests: Sequence[str], images: Sequence[int], index: int) -> bool:
    """Whether the digests belong to these layers one by one, and ``index`` is one of them."""
    return len(digests) == len(images) and index in images


def _roles(kind: str, found: Sequence[str]) -> list[str]:
    if kind == "image":
        return ["image"] * len(found)
    init = ["init" if "-init/" in folder else "image" for folder in found[1:]]
    return ["upper", *init]


def states(own: Sequence[Mapping[str, str]], index: int, *, upper: bool) -> dict[str, str]:
    """What a layer's files are to a reader.

    added, changed or deleted in the writable layer; there, deleted or covered
    (by a layer above) in one below.
    """
    told = {}
    for path, state in own[index].items():
        below = next((layer[path] for layer in own[index + 1 :] if path in layer), "deleted")
        if upper and state == "there":
            told[path] = "changed" if below == "there" else "added"
        elif state == "there" and any(path in layer for layer in own[:index]):
            told[path] = "covered"
        else:
            told[path] = state
    return told


def _merged(path: str, own: Sequence[Mapping[str, str]]) -> bool:
    """Whether the file is seen from above: the uppermost layer that has it decides."""
    return next((layer[path] for layer in own if path in layer), "deleted") == "there"


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the stack, what is seen on top."""
    sheet = Sheet()
    blocks = list(_blocks(facts, language))
    width = max(text_width(lines) for lines, _ in blocks)
    top = 0.0
    for lines, classes in blocks:
        top = sheet.box((0, top), lines, classes, width=width).bottom + _GAP
    return sheet.source()


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """The stack in words, what is seen first."""
    layers = facts["layers"]
    lower = sum(layer["role"] != "upper" for layer in layers)
    blocks = ("\n  ".join(lines) for lines, _ in _blocks(facts, language))
    return Twin(
        title=say(language, "layers", facts["name"]),
        about=say(language, f"layers_{facts['kind']}_about", lower),
        text="\n".join(blocks),
    )


def _blocks(facts: Mapping[str, Any], language: str) -> list[tuple[list[str], str]]:
    """The lines and classes of each box, the uppermost first."""
    title = "merged_layer" if facts["kind"] == "container" else "merged_image"
    seen = [_seen_line(path, there, language) for path, there in facts["merged"].items()]
    blocks = [([say(language, title), *seen], "layer merged")] if seen else []
    for layer in facts["layers"]:
        name = layer["digest"] or layer["folder"]
        lines = [say(language, f"{layer['role']}_layer", name)]
        lines += [_file_line(path, state, language) for path, state in layer["files"].items()]
        if layer["role"] == "upper":
            lines += _upper_notes(facts, layer, language)
        blocks.append((lines, f"layer {layer['role']}"))
    return blocks


def _upper_notes(facts: Mapping[str, Any], layer: Mapping[str, Any], language: str) -> list[str]:
    if facts["more"]:
        return [say(language, "more_files", facts["more"])]
    return [] if facts["merged"] or layer["files"] else [say(language, "no_changes")]


def _seen_line(path: str, there: bool, language: str) -> str:
    sign = "✓" if there else "✗"
    return f"{sign} {path} · {say(language, 'file_there' if there else 'file_missing')}"


def _file_line(path: str, state: str, language: str) -> str:
    line = f"{_SIGNS[state]} {path}"
    return line if state == "there" else f"{line} · {say(language, f'file_{state}')}"
