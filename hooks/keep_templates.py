"""MkDocs hook: a page that is made of the same is not rendered again."""

from pathlib import Path
from typing import Any, cast

from jinja2 import Environment, FileSystemBytecodeCache, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from pages.kept import builds, templates_folder
from pages.navigation import Navigation
from pages.output import Block, Pages


class KeptTemplate(Template):
    """A template that first looks for the page among those that are kept."""

    def render(self, *given: Any, **named: Any) -> str:  # noqa: ANN401 (as Jinja has it)
        """Render a page, or take what an earlier build made of the same."""
        pages, render = cast("Pages", self.environment.globals["kept_pages"]), super().render
        return pages.html(dict(*given, **named), lambda: render(*given, **named))


@event_priority(-300)  # behind whatever else gives the templates something to ask
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Let the templates be compiled, and pages be rendered, only once."""
    compiled = templates_folder(Path(config.config_file_path).parent)
    env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    added = sorted(env.globals.keys() - config.theme.get_env().globals.keys())
    pages = Pages(builds[0], (cast("Block", env.globals[name]) for name in added))
    env.globals.update(kept_pages=pages, navigation=Navigation().html)
    env.template_class, env.auto_reload = KeptTemplate, False  # a template is read once
    return env


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG001
    """Let go of what is written: a thousand notes in two languages fill the memory."""
    page.content = page.markdown = ""
    return output
