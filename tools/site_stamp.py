"""Whether site/ is still what a build would make now, told by all that went in and came out."""

import os
import sys
from pathlib import Path

from files import CACHE, ROOT, git_says

sys.path.insert(1, str(ROOT / "hooks"))

from pages.digests import digest, digest_of_files, digest_of_programs

STAMP = CACHE / "site.stamp"
_SOURCES = ("docs", "overrides", "demo-host", "mkdocs.yml")
_SETTINGS = ("DEMOS", "SITE_URL", "DIRECTORY_URLS", "SOURCE_DATE_EPOCH")


def is_current(site: Path) -> bool:
    """Whether nothing has changed since the build that made ``site``, neither there nor here."""
    try:
        known = STAMP.read_text(encoding="utf-8")
    except OSError:
        return False
    # To run every demo is asked for, whatever has changed.
    return os.environ.get("DEMOS") != "all" and known == _stamp(site)


def remember(site: Path) -> None:
    """Note down what a build has just made ``site`` of."""
    STAMP.write_text(_stamp(site), encoding="utf-8")


def _stamp(site: Path) -> str:
    sources = digest_of_files(ROOT / name for name in _SOURCES)
    # Its history tells when notes changed.
    commit = git_says("rev-parse", "HEAD")
    settings = [os.environ.get(name) for name in _SETTINGS]
    made = [(str(path), path.lstat()) for path in sorted(site.rglob("*"))]
    shape = [(name, found.st_size, found.st_mtime_ns) for name, found in made]
    return digest(sources, settings, digest_of_programs(), commit, shape)
