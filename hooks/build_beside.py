"""MkDocs hook: while a build makes the first language, a second process makes the others."""

from contextlib import nullcontext
from functools import partial
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from notes.live import session
from pages.kept import builds
from pages.settings import is_nested


@event_priority(500)  # the site's folder is empty now, and nobody has looked at the files yet
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Begin: what static-i18n does after a build, the second process does at once."""
    if is_nested(config):  # the sitemap and the page for missing addresses are there
        config.theme.static_templates.clear()
    else:
        i18n: Any = config.plugins["i18n"]
        with session[0].still() if session else nullcontext():
            builds[0].others = builds[0].beside(partial(i18n.on_post_build, config))
    return files


@event_priority(-50)  # before static-i18n, which now builds the languages that are left
def on_post_build(config: MkDocsConfig) -> None:
    """Wait for the second process; if it built all languages, leave none."""
    if not is_nested(config) and builds[0].others.done():
        i18n: Any = config.plugins["i18n"]
        for language in i18n.config.languages:
            language.build = language.default


def on_build_error(**_: object) -> None:
    """The second process may not go on with a site that the next build makes anew."""
    for build in builds:
        build.others.stop()
