"""Build the site as one zip, to be unpacked and opened from a disk.

The same commit gives the same bytes.
"""

import os
import re
import sys
import tempfile
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from build_site import BuildError, build
from files import CACHE, ROOT

TARGET = ROOT / ".cache" / "docker-notes.zip"
FOLDER = "docker-notes"
LINK = re.compile(r'(?P<before>\shref=")(?P<path>[^"#?:]*)(?P<after>[#?][^"]*)?"')


def main() -> None:
    """Write the archive."""
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="archive-") as work:
        site = Path(work) / FOLDER
        try:
            make_offline(site)
        except BuildError as error:
            sys.exit(f"archive: {error} (see above)")
        files = pack(site, TARGET)
    size = TARGET.stat().st_size / 1e6
    print(f"archive: {files} files, {size:.1f} MB in {TARGET.relative_to(ROOT)}; open index.html")


def make_offline(site: Path) -> None:
    """Build a site in which every link names a file."""
    os.environ["DIRECTORY_URLS"] = "false"
    try:
        build(site)
    finally:
        del os.environ["DIRECTORY_URLS"]
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        page.write_text(with_index_files(html, page.parent), encoding="utf-8")


def with_index_files(html: str, folder: Path) -> str:
    """A page in ``folder`` whose links to a folder name its index.html instead."""

    def named(link: re.Match[str]) -> str:
        path = link["path"]
        if not path or not (folder / path).is_dir():
            return link.group()
        whole = f"{path.rstrip('/')}/index.html"
        return f'{link["before"]}{whole}{link["after"] or ""}"'

    return LINK.sub(named, html)


def pack(site: Path, target: Path) -> int:
    """Put all files of a site into a zip, without their dates; how many they are."""
    paths = sorted(path for path in site.rglob("*") if path.is_file())
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path in paths:
            entry = ZipInfo(path.relative_to(site.parent).as_posix())
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return len(paths)


if __name__ == "__main__":
    main()
