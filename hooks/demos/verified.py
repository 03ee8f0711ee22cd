"""When each demo was last verified, and on what: one small file beside the recordings.

It stands apart from the recordings so that verifying changes none of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from demos.errors import DemoError, Place
from demos.shelf import write_whole

# No demo's name begins with an underscore.
FILE = "_verified.json"
VERSIONS = ("docker", "containerd", "runc", "kernel", "distribution")


@dataclass(frozen=True)
class Verified:
    """A verification that found a demo true: its day (ISO 8601, UTC) and the versions."""

    date: str
    versions: Mapping[str, str]


def read_verified(folder: Path) -> dict[str, Verified]:
    """The last verification of each demo; {} while there was none.

    Raises :class:`DemoError` when the file is damaged, by a merge conflict for example.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return {demo: Verified(**found) for demo, found in data.items()}
    except (ValueError, TypeError, AttributeError) as error:
        hint = f"run: git checkout HEAD -- {path} (or remove it); then: make verify"
        raise DemoError(
            "the list of verifications is damaged", Place(str(path), 1), hint
        ) from error


def verified_by(provenance: Mapping[str, Any]) -> Verified:
    """What is kept of a take that was found equal."""
    versions = {key: str(provenance[key]) for key in VERSIONS if key in provenance}
    return Verified(str(provenance["date"])[:10], versions)


def write_verified(folder: Path, found: Mapping[str, Verified], demos: set[str]) -> None:
    """Add what was ``found`` now; a demo that is none of ``demos`` any more is forgotten.

    Sorted by demo, so that the same verifications give the same bytes.
    """
    everything = {**read_verified(folder), **found}
    data = {demo: asdict(everything[demo]) for demo in sorted(everything) if demo in demos}
    write_whole(folder / FILE, json.dumps(data, indent=1, ensure_ascii=False) + "\n")
