"""Saved images → the folder that a registry serves, the same bytes for the same files.

Reads what `docker save` and `podman save` write (manifest.json names configurations
and layers) and writes the file system layout of the registry (distribution 2.x,
registry/storage/paths.go). Dates, owners' names and the traces of the builder are
left out, so that a digest changes only when the content does.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

EPOCH = 1793491200
CREATED = "2026-11-01T00:00:00Z"
_CONFIG = "application/vnd.docker.container.image.v1+json"
_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
_SETTINGS = (
    "User",
    "ExposedPorts",
    "Env",
    "Entrypoint",
    "Cmd",
    "Volumes",
    "WorkingDir",
    "Labels",
    "StopSignal",
    "Healthcheck",
)


def write_registry(archive: Path, tags: Mapping[str, Sequence[str]], root: Path) -> None:
    """Put the images of a saved archive into the registry below ``root``.

    ``tags`` maps each image's name in the archive to those it shall be pulled by.
    """
    with tarfile.open(archive) as saved:
        layers: dict[str, dict[str, Any]] = {}
        for image in json.load(_member(saved, "manifest.json")):
            for path in image["Layers"]:
                if path not in layers:
                    layers[path] = _layer(_member(saved, path), root)
            config = json.load(_member(saved, image["Config"]))
            own = [layers[path] for path in image["Layers"]]
            manifest = _manifest(config, own, root)
            names = [tag for name in image["RepoTags"] for tag in tags[_short(name)]]
            for name in names:
                _publish(name, manifest, [layer["digest"] for layer in own], root)


def write_archive(folder: Path, target: Path) -> None:
    """Pack a folder into a tar file, sorted and with fixed dates and owners."""
    with tarfile.open(target, "w", format=tarfile.PAX_FORMAT) as archive:
        for path in [folder, *sorted(folder.rglob("*"))]:
            member = archive.gettarinfo(path, path.relative_to(folder.parent).as_posix())
            _settle(member)
            member.uid = member.gid = 0
            with path.open("rb") if member.isreg() else io.BytesIO() as content:
                archive.addfile(member, content)


def _short(name: str) -> str:
    return name.removeprefix("localhost/").removeprefix("docker.io/library/")


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    """A file of the archive; a link in it is followed (older Docker links equal layers)."""
    member = archive.getmember(name)
    content = archive.extractfile(member)
    assert content is not None, name
    return content


def _layer(content: IO[bytes], root: Path) -> dict[str, Any]:
    """Rewrite one layer with settled dates; store it compressed."""
    plain = io.BytesIO()
    with (
        tarfile.open(fileobj=content, mode="r:*") as source,
        tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as target,
    ):
        for member in source:
            if member.isdev():
                continue  # A user namespace may not make them; /dev is the runtime's.
            _settle(member)
            target.addfile(member, source.extractfile(member) if member.isreg() else None)
    data = plain.getvalue()
    packed = gzip.compress(data, compresslevel=1, mtime=0)
    return {"digest": _store(packed, root), "size": len(packed), "diff_id": _digest(data)}


def _settle(member: tarfile.TarInfo) -> None:
    member.mtime = min(int(member.mtime), EPOCH)
    member.uname = member.gname = ""
    member.pax_headers = {
        key: value for key, value in member.pax_headers.items() if key.startswith("SCHILY.xattr.")
    }


def _manifest(config: dict[str, Any], layers: list[dict[str, Any]], root: Path) -> bytes:
    """The image's manifest, after its configuration was cleaned and stored."""
    history = [entry | {"created": CREATED} for entry in config.get("history", [])]
    clean = {
        "architecture": config["architecture"],
        "os": config["os"],
        "created": CREATED,
        "config": {key: config["config"][key] for key in _SETTINGS if config["config"].get(key)},
        "history": history,
        "rootfs": {"type": "layers", "diff_ids": [layer["diff_id"] for layer in layers]},
    }
    data = json.dumps(clean, sort_keys=True).encode()
    manifest = {
        "schemaVersion": 2,
        "mediaType": _MANIFEST,
        "config": {"mediaType": _CONFIG, "size": len(data), "digest": _store(data, root)},
        "layers": [
            {"mediaType": _LAYER, "size": layer["size"], "digest": layer["digest"]}
            for layer in layers
        ],
    }
    return json.dumps(manifest, indent=2).encode()


def _publish(name: str, manifest: bytes, layers: Sequence[str], root: Path) -> None:
    """Make a manifest known by ``name`` ("nginx:latest"), as an official image."""
    repository, _, tag = name.partition(":")
    folder = _v2(root) / "repositories" / "library" / repository
    digest = _store(manifest, root)
    hexadecimal = digest.partition(":")[2]
    for layer in [*layers, json.loads(manifest)["config"]["digest"]]:
        _link(folder / "_layers" / "sha256" / layer.partition(":")[2], layer)
    _link(folder / "_manifests" / "revisions" / "sha256" / hexadecimal, digest)
    _link(folder / "_manifests" / "tags" / tag / "current", digest)
    _link(folder / "_manifests" / "tags" / tag / "index" / "sha256" / hexadecimal, digest)


def _link(folder: Path, digest: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "link").write_text(digest)


def _store(data: bytes, root: Path) -> str:
    digest = _digest(data)
    hexadecimal = digest.partition(":")[2]
    folder = _v2(root) / "blobs" / "sha256" / hexadecimal[:2] / hexadecimal
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "data").write_bytes(data)
    return digest


def _v2(root: Path) -> Path:
    return root / "docker" / "registry" / "v2"


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()
