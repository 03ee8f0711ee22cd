"""The demo host: a small server of its own for one demo, thrown away after it."""

from __future__ import annotations

import json
import secrets
import shlex
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self

from demos.control import ControlShell
from demos.engine import Engine
from demos.errors import DemoError
from demos.isolation import DEFAULT_LIMITS, Limits, start_host, start_mirror
from demos.leftovers import LABEL, owner_labels, remove_containers, remove_leftovers
from demos.recipe import empty_host_image, host_image, mirror_image
from demos.stop import Stop

__all__ = ["DemoHost", "Limits", "remove_leftovers"]

_START_SECONDS = 60.0
_ANSWERS = """
until [ -S /run/docker.sock ]; do sleep 0.01; done
until curl --silent --fail --unix-socket /run/docker.sock http://docker/_ping; do sleep 0.01; done
until curl --silent --fail http://192.0.2.1:5000/v2/; do sleep 0.01; done
"""
_FACTS = r"""
. /etc/os-release
version() { "$@" --version | grep --only-matching --max-count=1 '[0-9][0-9.]*[0-9]' | head -n 1; }
[ "$(stat --file-system --format=%T /sys/fs/cgroup)" = cgroup2fs ] && cgroup=v2 || cgroup=v1
docker image ls --digests --format '{{.Repository}}:{{.Tag}} {{.Digest}}' | LC_ALL=C sort |
jq --raw-input --null-input --compact-output --arg docker "$(version dockerd)" \
  --arg containerd "$(version containerd)" --arg runc "$(version runc)" --arg cgroup "$cgroup" \
  --arg systemd "$(version systemctl)" --arg kernel "$(uname -r)" \
  --arg distribution "$PRETTY_NAME" \
  '$ARGS.named + {images: [inputs | split(" ") | {(.[0]): .[1]}] | add}'
"""


class DemoHost:
    """A booted demo host; a context manager that removes it in the end.

    Each has a Docker of its own, no network but a registry to pull from, and
    nothing in common with other hosts. Made by :meth:`start`.
    """

    def __init__(self, engine: Engine, name: str, stop: Stop | None = None) -> None:
        self._engine = engine
        self.name = name
        self._control = ControlShell(
            [engine.program, "exec", "--interactive", "--workdir=/root", name, "bash"], stop
        )

    @classmethod
    def start(
        cls,
        engine: Engine,
        *,
        preloaded: bool = True,
        limits: Limits = DEFAULT_LIMITS,
        stop: Stop | None = None,
    ) -> Self:
        """Boot a host and return when the Docker inside answers and can pull.

        ``preloaded``: the images are there before the first pull; else the store is
        empty. ``stop`` ends its commands early. Raises DemoError, and leaves nothing
        behind, when it does not start.
        """
        image = host_image() if preloaded else empty_host_image()
        host = cls(engine, f"docker-notes-{secrets.token_hex(4)}", stop)
        try:
            host._create(image, limits)
        except BaseException:
            host.stop()
            raise
        return host

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def terminal_command(self, nonce: str) -> list[str]:
        """What to start under a terminal of this machine to get a reader's shell inside.

        A bash below the host's systemd with the prompt `$ `; ``nonce`` is in its marks
        (see demo-host/bashrc), so that no program can fake them.
        """
        # Docker would swallow Ctrl-P: its way out of a terminal gets keys nobody types.
        return [
            self._engine.program,
            "exec",
            "--interactive",
            "--tty",
            "--detach-keys=ctrl-@,ctrl-@,ctrl-@,ctrl-@",
            f"--env=DOCKER_NOTES_MARK={nonce}",
            "--env=TERM=xterm-256color",
            self.name,
            "systemd-run",
            "--pty",
            "--quiet",
            "--collect",
            "--setenv=DOCKER_NOTES_MARK",
            "bash",
        ]

    def run(self, command: str, timeout: float = 10) -> str:
        """Run a bash command beside the terminals and return its standard output.

        Its exit status does not matter. Raises DemoError when the host died or
        ``timeout`` seconds have passed.
        """
        return self._control.run(command, timeout).output

    def write_file(self, path: str, text: str) -> None:
        """Write a file on the host, with the folders above it; relative to /root.

        Raises DemoError when it can't be written.
        """
        name = shlex.quote(path)
        words = f'mkdir -p "$(dirname {name})" && printf %s {shlex.quote(text)} > {name}'
        if self._control.run(words, timeout=10).status:
            raise DemoError(f"{path} cannot be written on the demo host.")

    def provenance(self) -> dict[str, Any]:
        """What the host is made of.

        docker, containerd, runc, systemd, kernel, cgroup ("v1" or "v2"), distribution;
        and images, the digest of each image in its store by name.
        """
        facts: dict[str, Any] = json.loads(self.run(_FACTS))
        facts["images"] = facts["images"] or {}
        return facts

    def stop(self) -> None:
        """Remove the host and all that belongs to it; does nothing when it is gone."""
        self._control.close()
        remove_containers(self._engine, f"{LABEL}={self.name}")

    def _create(self, image: str, limits: Limits) -> None:
        labels = [f"--label={LABEL}={self.name}", *owner_labels()]
        start_host(self._engine, labels, self.name, image, limits)
        with ThreadPoolExecutor() as pool:
            mirror = pool.submit(start_mirror, self._engine, labels, self.name, mirror_image())
            self._control.run(_ANSWERS, _START_SECONDS)
            mirror.result()
