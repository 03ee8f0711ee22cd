"""Serve the site on this machine, and say so plainly when the port is taken."""

import errno
import os
import shutil
import socket
import sys
from pathlib import Path

HOST = "127.0.0.1"
# Of Linux; a site of a thousand notes takes a third of a gigabyte.
_MEMORY, _ENOUGH = "/dev/shm", 2**30  # noqa: S108 (MkDocs makes a folder of its own there)


def complaint(port: str) -> str:
    """Why this port cannot be served at, "" when it can."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"serve: “{port}” is not a port\n    write make serve PORT=8001"
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            reason = "is taken by another program" if taken else f"cannot be used: {error.strerror}"
            return f"serve: port {port} {reason}\n    write make serve PORT={int(port) + 1}"
    return ""


def main(port: str) -> None:
    """Become `mkdocs serve` at this port."""
    if complaint(port):
        sys.exit(complaint(port))
    mkdocs = str(Path(sys.executable).with_name("mkdocs"))
    # Not --strict: a warning on the console must not keep a page from the author.
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    # Every page is written after every save: where it can, in memory.
    if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ENOUGH:
        os.environ.setdefault("TMPDIR", _MEMORY)
    os.execv(mkdocs, [mkdocs, "serve", "--livereload", "--dev-addr", f"{HOST}:{port}"])  # noqa: S606


if __name__ == "__main__":
    main(sys.argv[1])
