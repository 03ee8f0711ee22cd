"""What all pages of one language have in common: change it, and every page is made anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pages.digests import digest, digest_of_files, digest_of_programs

# Where the site is written and served is not in its pages.
_ELSEWHERE = {"site_dir", "dev_addr", "strict", "config_file_path"}
_RESOLVED = ("site_url", "site_name", "site_description", "copyright", "use_directory_urls", "nav")


def settings_digest(config: Any, language: str, terms: object) -> str:  # noqa: ANN401
    """Of MkDocs' ``config`` for one language, the marked ``terms``, templates and programs."""
    given = [{key: one[key] for key in one.keys() - _ELSEWHERE} for one in config.user_configs]
    resolved = [config[name] for name in _RESOLVED]
    templates = digest_of_files([Path(str(config.theme.custom_dir))])
    return digest(digest_of_programs(), language, given, resolved, terms, templates)
