"""MkDocs hook: recordings go to the site as they are, past everything that MkDocs does to files."""

import shutil
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from notes.live import session
from pages.settings import is_nested

_FOLDER = "recordings"


def on_files(files: Files, config: MkDocsConfig) -> Files:  # noqa: ARG001
    """Before static-i18n, which takes its time over each file, in each language."""
    for file in [file for file in files if file.src_uri.startswith(f"{_FOLDER}/")]:
        files.remove(file)
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Copy the recordings, once for all languages; the preview shows the originals."""
    source, target = Path(config.docs_dir) / _FOLDER, Path(config.site_dir) / _FOLDER
    if is_nested(config) or not source.is_dir():
        return
    if session and not target.exists():
        target.symlink_to(source)
    if not session:
        # Times and rights of the files take ten times as long as their content.
        plainly, hidden = shutil.copyfile, shutil.ignore_patterns(".*")
        try:
            shutil.copytree(
                source, target, ignore=hidden, copy_function=plainly, dirs_exist_ok=True
            )
        except OSError as error:
            raise PluginError(f"the recordings cannot be copied to the site: {error}") from error
