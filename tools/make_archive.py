"""Build the site as one zip, to be unpacked and opened from a disk.

The same commit gives the same bytes.
"""

import json
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
# What only a server or a search engine reads.
FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
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
    for name in FOR_SERVERS:
        (site / name).unlink()
    for page in site.rglob("*.html"):
        html = with_index_files(page.read_text(encoding="utf-8"), page.parent)
        page.write_text(html.replace("<html ", '<html data-casts="scripts" ', 1), encoding="utf-8")
    for cast in site.glob("recordings/*.cast"):
        script = as_script(cast.name, cast.read_text(encoding="utf-8"))
        cast.with_name(f"{cast.name}.js").write_text(script, encoding="utf-8")


def as_script(name: str, text: str) -> str:
    """A script that has the ``text`` of a cast: pages from a disk can read no other file."""
    return f"(window.casts ??= {{}})[{json.dumps(name)}] = {json.dumps(text)};\n"


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
