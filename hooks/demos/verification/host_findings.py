"""How the hosts of two recordings differ: versions, digests, the kernel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from demos.recording import Recording
from demos.verification.findings import DRIFT, Finding, whole


def flat(provenance: Mapping[str, Any]) -> dict[str, str]:
    """The provenance without its date, the images' digests beside the rest."""
    images = provenance.get("images")
    named = images.items() if isinstance(images, Mapping) else ()
    plain = {key: str(value) for key, value in provenance.items() if key not in ("images", "date")}
    return plain | {f"image {name}": str(digest) for name, digest in named}


def replaced_versions(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each version or digest of the old host with what the new one has in its place."""
    one, other = flat(old), flat(new)
    for key in one.keys() & other.keys():
        if one[key] != other[key]:
            yield one[key], other[key]


def host_findings(old: Recording, new: Recording) -> Iterator[Finding]:
    """A drift for everything about the host that changed."""
    one, other = flat(old.provenance), flat(new.provenance)
    for key in sorted(one.keys() | other.keys()):
        if key in one and key in other and one[key] != other[key]:
            yield Finding(DRIFT, key, "", whole(one[key]), whole(other[key]))
    if old.key.host != new.key.host:
        digests = whole(old.key.host[:12]), whole(new.key.host[:12])
        yield Finding(DRIFT, "the demo host's recipe", "", *digests)
