"""MkDocs hook: opens what earlier builds kept, and says what all pages of this one share."""

import logging
from pathlib import Path

from demos.library import DEFAULT_LANGUAGE
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from notes.glossary import glossary_terms
from pages.digests import digest, digest_of_files, digest_of_programs
from pages.kept import Kept, builds

# Where the site is written and served is not in its pages.
_ELSEWHERE = {"site_dir", "dev_addr", "strict", "config_file_path"}
_SHARED = ("site_url", "site_name", "site_description", "copyright", "use_directory_urls", "nav")


@event_priority(-200)  # behind static-i18n, which sets the language of each build
def on_config(config: MkDocsConfig) -> None:
    """Called again for each language."""
    root, docs = Path(config.config_file_path).parent, Path(config.docs_dir)
    if not builds:
        builds.append(Kept(root, logging.getLogger("mkdocs.pages").info))
    language = str(config.theme["language"] or DEFAULT_LANGUAGE)
    given = [{**settings} for settings in config.user_configs]
    written = [{name: one[name] for name in one.keys() - _ELSEWHERE} for one in given]
    resolved = [config[name] for name in _SHARED]
    terms = glossary_terms(docs, language)
    templates = digest_of_files([Path(str(config.theme.custom_dir))])
    settings = digest(digest_of_programs(), language, written, resolved, terms, templates)
    builds[0].begin(settings, docs / "recordings")


@event_priority(-300)  # behind whatever may still keep something
def on_post_build(config: MkDocsConfig) -> None:  # noqa: ARG001
    """Write it down once a language is done: what follows may fail."""
    builds[0].store.save()


def on_shutdown() -> None:
    """Let the file go."""
    while builds:
        builds.pop().store.close()
