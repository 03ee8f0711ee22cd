"""Build the site strictly into site/.

A build that fails or is interrupted leaves the last good site in place; of
two at once the second waits.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from files import CACHE, ROOT, git_says, only_one
from site_stamp import is_current, remember

SITE = ROOT / "site"


class BuildError(Exception):
    """The site does not build; MkDocs has said why."""


def main() -> None:
    """Build the site; a build that fails ends with one line below its messages."""
    try:
        replace_site()
    except BuildError as error:
        sys.exit(f"site: {error} (see above); site/ is as it was before")
    pages = len(list(SITE.rglob("*.html")))
    print(f"site: {pages} pages in site/ (Chinese at index.html, English at en/index.html)")


def replace_site() -> None:
    """Build into a folder of its own, then put it where the last site was.

    A site that is as a build would make it stays.
    """
    with only_one("build"), tempfile.TemporaryDirectory(dir=CACHE, prefix="site-") as work:
        if is_current(SITE):
            print("site: nothing has changed since the last build")
            return
        new = Path(work) / "new"
        build(new)
        if SITE.exists():
            SITE.rename(Path(work) / "old")
        new.rename(SITE)
        remember(SITE)


def build(target: Path) -> None:
    """Run MkDocs strictly; its own messages say what is wrong."""
    programs = Path(sys.executable).parent
    environment = {
        "SOURCE_DATE_EPOCH": last_commit_date(),
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
    }
    command = [str(programs / "mkdocs"), "build", "--strict", "--site-dir", str(target)]
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if status:
        raise BuildError(f"mkdocs build ended with status {status}")


def last_commit_date() -> str:
    """Return the last commit's date, so that the same commit gives the same bytes.

    The start of 1980 stands in where there is no git, as in an unpacked archive.
    """
    return git_says("log", "-1", "--format=%ct") or "315532800"


if __name__ == "__main__":
    main()
