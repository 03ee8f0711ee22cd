"""A small copy of the repository in which tests may record, and runs of its command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from files import ROOT

BUILD = """
import sys
sys.path.insert(0, "hooks")
from pathlib import Path
from demos.errors import DemoError
from demos.modes import mode_from_environment, prepare_recordings
from demos.shelf import Shelf
docs = Path("docs").resolve()
shelf = Shelf(docs / "recordings")
try:
    for warning in prepare_recordings(mode_from_environment(), docs, shelf, print):
        print("warning:", warning)
except DemoError as error:
    sys.exit(str(error))
"""


class Workshop:
    """The code and the demo host's recipe in a folder of its own, with notes of the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.recordings = folder / "docs" / "recordings"
        for name in ("hooks", "demo-host"):
            shutil.copytree(ROOT / name, folder / name)
        (folder / "docs").mkdir()

    def write_note(self, text: str) -> None:
        """Make ``text`` the only note."""
        (self.folder / "docs" / "note.md").write_text(text, encoding="utf-8")

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start Python here with these arguments; ``settings`` go into the environment."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def record(self, *demos: str) -> subprocess.CompletedProcess[str]:
        """Run `python hooks record` to its end."""
        return _finished(self.start("hooks", "record", *demos))

    def build(self, mode: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """What a build does about demos in this mode."""
        return _finished(self.start("-c", BUILD, DEMOS=mode, **settings))

    def files(self) -> dict[str, bytes]:
        """Every file below the folder of recordings, hidden ones too."""
        return {path.name: path.read_bytes() for path in sorted(self.recordings.glob("*"))}


def _finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)
