"""Builds the demo host's image and its mirror, once for each recipe."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from demos.engine import Engine
from demos.errors import DemoError
from demos.host import DemoHost
from demos.recipe import (
    BASE,
    FOLDER,
    empty_host_image,
    host_image,
    inner_images,
    mirror_image,
    recipe_digest,
)
from demos.registry_store import write_archive, write_registry

__all__ = ["build_host_image", "recipe_digest"]

_BUILD_SECONDS = 1200.0
# What Docker Hub's slim images leave out, too (debuerreotype, .slimify-excludes).
_SLIM = ["/usr/share/doc/*", "/usr/share/man/*", "/usr/share/info/*", "/usr/share/locale/*"]


def build_host_image(engine: Engine, progress: Callable[[str], None]) -> str:
    """Build what the recipe describes unless it is there; return the image's name.

    Tells ``progress`` each step before it begins. Raises DemoError with the
    engine's words when one fails.
    """
    if _exists(engine, host_image()) and _exists(engine, mirror_image()):
        return host_image()
    progress("demo host: the base, Debian")
    _make_base(engine)
    progress("demo host: systemd, Docker and the images inside (two minutes)")
    _build_parts(engine)
    with tempfile.TemporaryDirectory(prefix="docker-notes-") as name:
        progress("demo host: the registry to pull from")
        _build_mirror(engine, Path(name))
        progress("demo host: the images that are there from the start")
        _build_preloaded(engine, Path(name))
    return host_image()


def _exists(engine: Engine, image: str) -> bool:
    return bool(engine.run("images", "--quiet", image).strip())


def _make_base(engine: Engine) -> None:
    """Debian trixie: from Docker Hub where it answers soon, else put together here."""
    if _exists(engine, BASE):
        return
    try:
        engine.run("pull", "--quiet", "docker.io/library/debian:trixie-slim", timeout=60)
        engine.run("tag", "docker.io/library/debian:trixie-slim", BASE)
    except DemoError as fault:
        if shutil.which("mmdebstrap") is None:
            raise DemoError(
                f"No base for the demo host: {fault.message}",
                hint="Install mmdebstrap (Debian, Ubuntu), which makes one without Docker Hub.",
            ) from fault
        _bootstrap(engine)


def _bootstrap(engine: Engine) -> None:
    with tempfile.TemporaryDirectory(prefix="docker-notes-") as name:
        archive = Path(name, "base.tar")
        slim = [f"--dpkgopt=path-exclude={path}" for path in _SLIM]
        command = [
            "mmdebstrap",
            "--quiet",
            "--variant=minbase",
            *slim,
            "--dpkgopt=path-include=/usr/share/doc/*/copyright",
            "trixie",
            str(archive),
            "http://deb.debian.org/debian",
        ]
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, timeout=_BUILD_SECONDS
        )
        if done.returncode:
            raise DemoError(f"mmdebstrap: {done.stderr.strip()}")
        engine.run("import", str(archive), BASE, timeout=_BUILD_SECONDS)


def _build_parts(engine: Engine) -> None:
    """All that needs only the base, several at a time."""
    with ThreadPoolExecutor(max_workers=3) as pool:
        jobs = [pool.submit(_build, engine, FOLDER, empty_host_image())]
        jobs += [
            pool.submit(_build, engine, image.folder, image.reference) for image in inner_images()
        ]
        jobs += [
            pool.submit(
                _build, engine, FOLDER / "mirror", mirror_image() + "-tools", "--target=tools"
            )
        ]
        for job in jobs:
            job.result()


def _build(engine: Engine, folder: Path, name: str, *options: str) -> None:
    engine.run(
        "build",
        "--quiet",
        f"--build-arg=BASE={BASE}",
        f"--tag={name}",
        *options,
        str(folder),
        timeout=_BUILD_SECONDS,
    )


def _build_mirror(engine: Engine, work: Path) -> None:
    """Save the images inside, lay them out as a registry, and build the mirror of it."""
    images = inner_images()
    saved = work / "images.tar"
    several = ["--multi-image-archive"] if engine.program == "podman" else []
    names = [image.reference for image in images]
    engine.run("save", *several, f"--output={saved}", *names, timeout=_BUILD_SECONDS)
    registry = work / "registry"
    write_registry(saved, {image.reference: image.tags for image in images}, registry)
    context = work / "mirror"
    shutil.copytree(FOLDER / "mirror", context)
    write_archive(registry, context / "registry.tar")
    _build(engine, context, mirror_image())


def _build_preloaded(engine: Engine, work: Path) -> None:
    """Pull every image once in a host, and keep its store."""
    context = work / "preloaded"
    shutil.copytree(FOLDER / "preloaded", context)
    names = [tag for image in inner_images() for tag in image.tags]
    pull = " && ".join(f"docker pull --quiet {name}" for name in names)
    keep = (
        "systemctl stop docker.socket docker containerd && umount -R /var/lib/docker/*/* ;"
        " tar --create --sort=name --exclude=./volumes/backingFsBlockDev"
        " --xattrs --xattrs-include='*' --file /usr/lib/demo-host/store.tar"
        " --directory /var/lib/docker . && echo kept"
    )
    with DemoHost.start(engine, preloaded=False) as host:
        if not host.run(f"{pull} >/dev/null && ({keep})", timeout=300).endswith("kept\n"):
            raise DemoError("The demo host could not pull its images from the mirror.")
        engine.run("cp", f"{host.name}:/usr/lib/demo-host/store.tar", str(context / "store.tar"))
    engine.run(
        "build",
        "--quiet",
        f"--build-arg=HOST={empty_host_image()}",
        f"--tag={host_image()}",
        str(context),
        timeout=_BUILD_SECONDS,
    )
