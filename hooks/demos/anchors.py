"""What the demo's Docker daemon itself knows of its containers.

Read from the Engine API over the daemon's socket (``GET /containers/json``
and ``GET /containers/ID/json``), because that takes a tenth of the time of
the command line. A daemon that is down has no answer, and that is fine: a
demo may be about just that. It is not asked at all, for a question would have
systemd, which listens at the socket for it, start it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from demos.recording import Anchor

_GET = (
    "pidof dockerd > /dev/null && "
    "curl --silent --fail --max-time 2 --unix-socket /run/docker.sock http://docker"
)


class AnchorLog:
    """Every container that was seen running, with each PID that it had."""

    def __init__(self, run: Callable[[str], str]) -> None:
        self._run = run
        self._anchors: dict[Anchor, None] = {}
        self._pids: dict[str, int] = {}

    def look(self) -> None:
        """Ask the daemon which containers run now and keep what is new.

        One that lives on with the same names and addresses is not asked about again.
        """
        for container in self._get("/containers/json") or []:
            listed = [container.get(part) for part in ("Id", "Names", "NetworkSettings")]
            known = json.dumps(listed)
            if self._lives(self._pids.get(known, 0)):
                continue
            details = self._get(f"/containers/{container['Id']}/json")
            # Between the two questions it may have gone.
            if details and details.get("State", {}).get("Pid"):
                anchor = self._anchor(details)
                self._anchors.setdefault(anchor)
                self._pids[known] = anchor.pid

    def all(self) -> tuple[Anchor, ...]:
        """What was seen, in the order of seeing."""
        return tuple(self._anchors)

    def names(self) -> dict[str, str]:
        """The name of each container, by its full id."""
        return {anchor.id: anchor.name for anchor in self._anchors}

    def _get(self, path: str) -> Any:  # noqa: ANN401 (JSON data)
        answer = self._run(f"{_GET}{path} || true")
        return json.loads(answer) if answer.strip() else None

    def _lives(self, pid: int) -> bool:
        return pid > 0 and bool(self._run(f"[ -d /proc/{pid} ] && echo yes || true"))

    def _anchor(self, details: Mapping[str, Any]) -> Anchor:
        pid = int(details["State"]["Pid"])
        status = self._run(f"grep PPid: /proc/{pid}/status || true")
        networks = details["NetworkSettings"]["Networks"].values()
        return Anchor(
            name=details["Name"].lstrip("/"),
            id=details["Id"],
            pid=pid,
            shim=int(status.split()[-1]) if status else 0,
            address=next((net["IPAddress"] for net in networks if net["IPAddress"]), ""),
        )
