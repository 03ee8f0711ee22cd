"""Which demos a build shows next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile
from pathlib import Path
from typing import Any

from demos.unchanged import demos_of
from pages.kept import Kept


def demos_from(file: Any, files: Any, docs: Path, kept: Kept) -> Iterator[str]:  # noqa: ANN401 (MkDocs')
    """The names of the demos with a recording that fits, on the page of ``file`` and behind it."""
    for page in dropwhile(lambda other: other is not file, files.documentation_pages()):
        demos = demos_of(docs, Path(page.abs_src_path), kept.files, kept.fact)
        yield from (demo for demo, script, _, key in demos or () if key and key[0] == script)
