"""MkDocs hook: gives every page its Content-Security-Policy.

Not under `make serve`, whose own script it would forbid, and not in the archive:
from a disk the search works only with an inline script.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from notes.live import session
from notes.policy import with_policy


@event_priority(-200)  # behind everything that may still change a page
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """A page."""
    return output if session or not config.use_directory_urls else with_policy(output)


@event_priority(-200)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG001
    """The page for every missing address."""
    is_page = template_name.endswith(".html") and not session
    return with_policy(output_content) if is_page else output_content
