"""What all pages of one language have in common: change it, and every page is made anew."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from pages.digests import digest, digest_of_files, digest_of_programs

_RESOLVED = ("site_url", "site_name", "site_description", "copyright", "use_directory_urls", "nav")
# A value of mkdocs.yml that is taken from the environment.
_VARIABLE = re.compile(r"!ENV \[?\s*(\w+)")


def settings_digest(config: Any, language: str, terms: object) -> str:  # noqa: ANN401
    """Of MkDocs' ``config`` for one language, the marked ``terms``, templates and programs."""
    text = Path(config.config_file_path).read_text(encoding="utf-8")
    given = {name: os.environ.get(name) for name in _VARIABLE.findall(text)}
    resolved = [config[name] for name in _RESOLVED]
    templates = digest_of_files([Path(str(config.theme.custom_dir))])
    return digest(digest_of_programs(), language, text, given, resolved, terms, templates)


def is_nested(config: Any) -> bool:  # noqa: ANN401 (MkDocs' configuration)
    """Whether this build is of a further language, inside that of the first (static-i18n)."""
    return bool(getattr(config.plugins["i18n"], "building", False))
