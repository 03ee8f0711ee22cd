"""MkDocs hook: recordings go to the site as they are, past everything that MkDocs does to files."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from notes.live import session
from pages.copied import Copied

_FOLDER = "recordings"
_underway: list[Copied] = []


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Before static-i18n, which takes its time over each file, in each language."""
    for file in [file for file in files if file.src_uri.startswith(f"{_FOLDER}/")]:
        files.remove(file)
    source, target = Path(config.docs_dir) / _FOLDER, Path(config.site_dir) / _FOLDER
    if session and source.is_dir() and not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(source)  # the preview shows the originals
    elif not session and source.is_dir() and not _underway:
        _underway.append(Copied(source, target))
    return files


@event_priority(-300)  # behind static-i18n, which builds the other languages in this event
def on_post_build(config: MkDocsConfig) -> None:
    """Wait until the recordings are there, once every language is built."""
    if not getattr(config.plugins["i18n"], "building", False):
        while _underway:
            try:
                _underway.pop().finish()
            except OSError as error:
                raise PluginError(
                    f"the recordings cannot be copied to the site: {error}"
                ) from error
