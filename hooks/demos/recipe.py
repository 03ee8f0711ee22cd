"""What a demo host is made of: the folder demo-host/, its digest, and image names."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from demos.errors import DemoError, Place

FOLDER = Path(__file__).resolve().parents[2] / "demo-host"
BASE = "docker-notes-base:trixie"


@dataclass(frozen=True)
class InnerImage:
    """One image inside the demo host: its folder and the names it can be pulled by."""

    folder: Path
    tags: tuple[str, ...]

    @property
    def reference(self) -> str:
        """Its name on the recording machine while the demo host is built."""
        return f"docker-notes-inner-{self.folder.name}:{recipe_digest()[:12]}"


@cache
def recipe_digest() -> str:
    """SHA-256 over demo-host/: each file's name, executable bit and bytes, in order."""
    digest = hashlib.sha256()
    for path in sorted(path for path in FOLDER.rglob("*") if path.is_file()):
        executable = bool(path.stat().st_mode & 0o100)
        content = path.read_bytes()
        name = path.relative_to(FOLDER).as_posix()
        digest.update(f"{name}\0{executable:d}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def host_image() -> str:
    """The name of the demo host's image for the present recipe."""
    return f"docker-notes-host:{recipe_digest()[:12]}"


def empty_host_image() -> str:
    """The name of the same host without images."""
    return f"docker-notes-host-empty:{recipe_digest()[:12]}"


def mirror_image() -> str:
    """The name of the image of the registry that a demo host pulls from."""
    return f"docker-notes-mirror:{recipe_digest()[:12]}"


def inner_images() -> list[InnerImage]:
    """Every folder of demo-host/images/: to add an image is to add a folder.

    Its Dockerfile begins with `# tags: NAME:TAG …` (the names to pull it by), and goes
    on `ARG BASE` and `FROM ${BASE}`, which is Debian trixie.
    Raises DemoError for a Dockerfile that names no tags.
    """
    images = []
    for recipe in sorted((FOLDER / "images").glob("*/Dockerfile")):
        first = recipe.read_text().splitlines()[0]
        found = re.fullmatch(r"# tags: (\S+:\S+(?: \S+:\S+)*)", first)
        if found is None:
            name = recipe.relative_to(FOLDER.parent).as_posix()
            raise DemoError("The image has no names", Place(name, 1), "Write: # tags: NAME:TAG")
        images.append(InnerImage(recipe.parent, tuple(found[1].split())))
    return images
