"""A site of a few notes, built with this repository's own configuration, hooks and templates."""

import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from files import ROOT


def lay_out(folder: Path, notes: Mapping[str, str | bytes]) -> Path:
    """Write a repository with these files below docs/; its folder."""
    (folder / "docs").mkdir()
    for name in ("hooks", "overrides", "demo-host"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "docs" / "assets").symlink_to(ROOT / "docs" / "assets")
    for name, text in notes.items():
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    settings = (ROOT / "mkdocs.yml").read_text()
    start, end = settings.index("\nnav:\n"), settings.index("\n# Anything that does not lead")
    originals = [name for name in notes if name.endswith(".md") and ".en." not in name]
    nav = "\nnav:\n" + "".join(f"  - {name}\n" for name in originals)
    (folder / "mkdocs.yml").write_text(settings[:start] + nav + settings[end:])
    return folder


def free_port() -> int:
    """A port of this machine that nobody serves at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def build(folder: Path, mode: str = "replay") -> subprocess.CompletedProcess[str]:
    """Build the site of ``folder`` strictly into its folder ``site``; what MkDocs said."""
    environment = os.environ | {
        "DEMOS": mode,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "SOURCE_DATE_EPOCH": "1767323045",
    }
    return subprocess.run(
        [str(Path(sys.executable).with_name("mkdocs")), "build", "--strict"],
        cwd=folder,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
