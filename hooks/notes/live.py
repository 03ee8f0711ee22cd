"""What `make serve` does about demos: records beside the server, and says so on the page.

A save is shown at once. A demo whose commands changed is recorded by a process
of its own while the page says “recording”; its new recording, or its error,
makes the server build once more. A mistake in one note stays on its own page.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread

from demos.errors import DemoError
from demos.freshness import current_key, judge
from demos.host_image import recipe_digest
from demos.library import scan_library, scripts_of
from demos.recording import Key
from demos.script import Script
from demos.shelf import Shelf, write_whole
from demos.stop import end_as_by_ctrl_c
from demos.studio import stale_scripts

_PATIENCE = 20.0


@dataclass(frozen=True)
class Underway:
    """A demo that cannot be shown yet; ``error`` is why not, "" while it is recorded."""

    demo: str
    file: str
    error: str = ""


class Live:
    """One session of `make serve` in ``repository``; ``tell`` is its console.

    ``record`` records one demo and gives the error, "" when it worked.
    """

    def __init__(
        self, repository: Path, tell: Callable[[str], None], record: Callable[[str], str]
    ) -> None:
        self._repository = repository
        self._tell = tell
        self._record = record
        self._wanted: dict[str, tuple[Script, Key]] = {}
        self._failed: dict[str, tuple[Key, str]] = {}
        self._mistakes: dict[str, list[str]] = {}
        self._news = Condition()
        self._ended = False
        self._code = self._code_times()
        # Watched by the server: a change in it builds the pages again.
        self.folder = repository / ".cache" / "live"
        self.folder.mkdir(parents=True, exist_ok=True)
        self._worker = Thread(target=self._work, daemon=True)
        self._worker.start()

    def refresh(self, *, in_order: bool = False) -> None:
        """Look at the notes before a build: what is wrong, and what has to be recorded.

        Nothing of both when it is known that all is ``in_order``.
        """
        stale, errors = ({}, []) if in_order else self._look()
        with self._news:
            self._mistakes = _by_file(errors)
            self._failed = {
                demo: failed
                for demo, failed in self._failed.items()
                if demo in stale and stale[demo][1] == failed[0]
            }
            self._wanted = stale
            self._news.notify_all()
        for error in errors:
            self._tell(str(error))
        self._say_when_code_changed()

    def _look(self) -> tuple[dict[str, tuple[Script, Key]], list[DemoError]]:
        """Every demo that has to be recorded, and every mistake."""
        notes, errors = scan_library(self._repository / "docs")
        shelf, host = Shelf(self._repository / "docs" / "recordings"), recipe_digest()
        stale = stale_scripts(judge(scripts_of(notes), shelf, host))
        return {script.demo: (script, current_key(script, host)) for script in stale}, errors

    def underway(self, page: str) -> list[Underway]:
        """The demos that wait for their recording on a page, by its path below docs."""
        file = f"docs/{page}"
        with self._news:
            return [
                Underway(demo, script.place.file, self._failed.get(demo, (None, ""))[1])
                for demo, (script, _) in self._wanted.items()
                if script.place.file in (file, file.replace(".en.md", ".md"))
            ]

    def mistakes(self, page: str) -> list[str]:
        """What is wrong in a note, by its path below docs, so that it cannot be shown."""
        with self._news:
            return list(self._mistakes.get(f"docs/{page}", ()))

    @contextmanager
    def still(self) -> Iterator[None]:
        """Let nothing change meanwhile: the process is copied, and a copy has no worker."""
        with self._news:
            yield

    def end(self) -> None:
        """The server stops: wait a little for a recorder to tidy up."""
        with self._news:
            self._ended = True
            self._news.notify_all()
        self._worker.join(_PATIENCE)

    def _work(self) -> None:
        while True:
            with self._news:
                self._news.wait_for(lambda: self._ended or self._next())
                if self._ended:
                    return
                demo = self._next()
                _, key = self._wanted[demo]
            self._tell(f"recording “{demo}” …")
            error = self._record(demo)
            with self._news:
                if error:
                    self._failed[demo] = (key, error)
                elif self._wanted.get(demo, (None, None))[1] == key:
                    self._wanted.pop(demo)
            if error:
                self._tell(f"“{demo}” was not recorded; the page says why")
                write_whole(self.folder / "failed", f"{demo}\n{key}\n{error}\n")

    def _next(self) -> str:
        """The first demo that is stale and has not failed as it is now, "" without one."""
        return next((demo for demo in self._wanted if demo not in self._failed), "")

    def _code_times(self) -> dict[Path, float]:
        folder = self._repository / "hooks"
        return {path: path.stat().st_mtime for path in folder.rglob("*.py")}

    def _say_when_code_changed(self) -> None:
        times = self._code_times()
        changed = sorted(set(times.items()) ^ set(self._code.items()))
        if changed:
            name = changed[-1][0].relative_to(self._repository)
            self._tell(f"{name} changed: stop make serve and start it again to see that")
            self._code = times


def _by_file(errors: Iterable[DemoError]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for error in errors:
        found.setdefault(error.place.file if error.place else "", []).append(str(error))
    return found


def record_in_a_process(repository: Path) -> Callable[[str], str]:
    """A function that records one demo by `python hooks record`, its progress on the console."""

    def record(demo: str) -> str:
        done = subprocess.run(
            [sys.executable, "hooks", "record", demo],
            cwd=repository,
            env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
            stderr=subprocess.PIPE,
            text=True,
        )
        sys.stderr.write(done.stderr)
        return done.stderr.strip() or "the recorder failed" if done.returncode else ""

    return record


session: list[Live] = []
"""The one session of this process, if it serves."""


def begin(repository: Path, tell: Callable[[str], None]) -> None:
    """Begin the session of a process that serves; however it ends, it tidies up."""
    end_as_by_ctrl_c()
    session[:] = [Live(repository, tell, record_in_a_process(repository))]
