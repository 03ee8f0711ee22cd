"""Converts a page, or takes what an earlier build made of the same text.

Pages and files are MkDocs' own; here they are only used by their attributes.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from pages.conversion import Conversion, heading_tokens
from pages.conversions import Conversions, Source

# MkDocs says here what is wrong with a link.
_LOG = logging.getLogger("mkdocs.structure.pages")


class Asked:
    """The site's files, with a memory of what was asked for."""

    def __init__(self, files: Any) -> None:  # noqa: ANN401 (MkDocs' Files)
        self._files = files
        self.found: dict[str, Any] = {}

    def get_file_from_path(self, path: str) -> Any:  # noqa: ANN401 (MkDocs' File, or None)
        """The file at a path."""
        self.found[path] = file = self._files.get_file_from_path(path)
        return file


def answer(file: Any) -> str:  # noqa: ANN401 (MkDocs' File, or None)
    """What a link makes of a file: "" where there is none."""
    return f"{file.src_uri} {file.url} {file.inclusion.name}" if file else ""


def convert(
    page: Any,  # noqa: ANN401 (MkDocs' Page)
    files: Any,  # noqa: ANN401 (MkDocs' Files)
    conversions: Conversions,
    render: Callable[[Asked], Mapping[str, str]],
) -> Conversion | None:
    """Convert ``page`` by ``render``, or give the conversion that is kept.

    ``render`` gives the digest of each demo's recording that it has shown.
    A page that something is said of is not kept: it has to be said in every build.
    """
    # Whether links are looked at, and anything is said, depends on how much is to be told.
    told = _LOG.getEffectiveLevel()
    source = Source(f"{told} {page.markdown}", page.file.src_uri, page.file.url)

    def answer_now(path: str) -> str:
        if path not in conversions.files:
            file = files.get_file_from_path(path)
            conversions.files[path] = (file, answer(file))
        return conversions.files[path][1]

    found = conversions.find(source, answer_now)
    if found:
        return found
    asked, said = Asked(files), _Listener()
    _LOG.addHandler(said)
    try:
        recordings = render(asked)
    finally:
        _LOG.removeHandler(said)
    if not said.lines and "" not in map(answer, asked.found.values()):
        conversions.keep(source, _taken(page, asked, recordings))
    return None


def put(found: Conversion, page: Any, toc: Any, conversions: Conversions) -> None:  # noqa: ANN401
    """Let ``page`` have the conversion that was found; ``toc`` is MkDocs' table of contents."""
    page.content, page.toc = found.html, toc
    page._title_from_render, page.present_anchor_ids = found.title, set(found.anchors)
    page.links_to_anchors = {
        conversions.files[path][0] if path else page.file: dict(links)
        for path, links in found.links.items()
    }


def _taken(
    page: Any,  # noqa: ANN401 (MkDocs' Page)
    asked: Asked,
    recordings: Mapping[str, str],
) -> Conversion:
    paths = {id(file): path for path, file in asked.found.items()}
    return Conversion(
        html=page.content,
        title=page._title_from_render,
        headings=heading_tokens(page.toc),
        anchors=sorted(page.present_anchor_ids),
        links={
            "" if file is page.file and id(file) not in paths else paths[id(file)]: links
            for file, links in (page.links_to_anchors or {}).items()
        },
        asked={path: answer(file) for path, file in asked.found.items()},
        recordings=recordings,
    )


class _Listener(logging.Handler):
    """Counts what is said."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002
        """One line more."""
        self.lines += 1
