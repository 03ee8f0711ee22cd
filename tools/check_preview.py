"""Look at a site that a stranger built before it is copied to the previews.

It is data and stays data: only plain files of the kinds that a site has, no
links, no hidden names, no more than so many bytes. Runs on any Python 3.
"""

import os
import sys
from pathlib import Path

KINDS = frozenset(
    f".{kind}"
    for kind in (
        *("html", "css", "js", "map", "json", "xml", "txt", "gz", "cast", "wasm"),
        *("svg", "png", "jpg", "webp", "ico", "woff", "woff2"),
    )
)
LARGEST = 20_000_000
TOTAL = 200_000_000
FILES = 5_000


def complaints(folder: Path) -> list[str]:
    """What speaks against publishing the files in ``folder``."""
    # os.walk follows no links and names them among files and folders.
    paths = [
        Path(place, name) for place, folders, files in os.walk(folder) for name in folders + files
    ]
    found = [f"{path.relative_to(folder)}: {why}" for path in paths if (why := _reason(path))]
    if not (folder / "index.html").is_file():
        found.append("there is no index.html")
    total = sum(path.lstat().st_size for path in paths)
    if total > TOTAL or len(paths) > FILES:
        found.append(f"{len(paths):,} files with {total:,} bytes are too many")
    return found


def _reason(path: Path) -> str:
    """What speaks against one file or folder, "" when nothing does."""
    if path.is_symlink():
        return "is a link"
    if path.name.startswith("."):
        return "has a hidden name"
    if path.is_dir():
        return ""
    if path.suffix not in KINDS:
        return "a site has no files of this kind"
    return f"is larger than {LARGEST:,} bytes" if path.lstat().st_size > LARGEST else ""


def main(arguments: list[str]) -> int:
    """Check the folder that is named; 1 when something speaks against it."""
    found = complaints(Path(arguments[0]))
    for line in found:
        print(line, file=sys.stderr)
    print(f"preview: {len(found) or 'no'} complaints")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
