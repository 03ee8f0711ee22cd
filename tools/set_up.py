"""Make .venv hold what a requirement file names: set_up.py requirements.txt.

Safe to repeat, to interrupt and to run twice at once: a lock lets one run in
at a time, and the stamp that says "installed" is written last.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

from files import ROOT, only_one

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
BUILD_TOOLS = "requirements-build.txt"
# Installing a file installs these too, because it includes them.
INCLUDES = {"requirements-test.txt": ["requirements.txt"]}


def main() -> None:
    """Install the requirement file named on the command line, if .venv lacks it."""
    name = sys.argv[1]
    with only_one("set-up"):
        if not is_installed(name):
            print(f"set-up: installing {name} into .venv (a minute on a fresh machine)", flush=True)
            install(name)
    print(f"set-up: .venv has what {name} names")


def is_installed(name: str) -> bool:
    """Tell whether this very file was installed to the end into a .venv that still runs."""
    file = stamp(name)
    return file.exists() and file.read_text() == digest(name) and works()


def works() -> bool:
    """Tell whether .venv has a Python with pip that starts."""
    command = [str(PYTHON), "-c", "import pip"]
    return PYTHON.exists() and subprocess.run(command, check=False).returncode == 0


def install(name: str) -> None:
    """Install the build tools, then the file, then write the stamps."""
    if not works():
        venv.create(VENV, clear=True, with_pip=True)
    pip_install("-r", BUILD_TOOLS)
    pip_install("--use-pep517", "--no-build-isolation", "-r", name)
    for done in [name, *INCLUDES.get(name, [])]:
        stamp(done).write_text(digest(done))


def pip_install(*arguments: str) -> None:
    """Run pip so that only files with a listed hash get in; stop with its message if it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    result = subprocess.run([*command, "--require-hashes", *arguments], cwd=ROOT, check=False)
    if result.returncode:
        sys.exit("set-up: pip failed (its message is above); run the same command again to go on")


def digest(name: str) -> str:
    """Name the content that was installed: the file's and the build tools'."""
    content = (ROOT / name).read_bytes() + (ROOT / BUILD_TOOLS).read_bytes()
    return hashlib.sha256(content).hexdigest() + "\n"


def stamp(name: str) -> Path:
    """Return the file inside .venv that says what was installed from ``name``."""
    return VENV / f".installed-{name}"


if __name__ == "__main__":
    main()
