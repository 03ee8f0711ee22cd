"""MkDocs hook: a page that is made of the same is not rendered again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, Template
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from pages.kept import FILE, builds
from pages.navigation import Navigation
from pages.output import Pages


class KeptTemplate(Template):
    """A template that first looks for the page among those that are kept."""

    def render(self, *given: Any, **named: Any) -> str:  # noqa: ANN401 (as Jinja has it)
        """Render a page, or take what an earlier build made of the same."""
        pages: Pages = self.environment.globals["kept_pages"]
        render = super().render
        return pages.html(dict(*given, **named), lambda: render(*given, **named))


@event_priority(-300)  # behind whatever else gives the templates something to ask
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Let the templates be read, and pages be rendered, only once."""
    compiled = Path(config.config_file_path).parent / Path(FILE).with_name("templates")
    compiled.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    added = sorted(env.globals.keys() - config.theme.get_env().globals.keys())
    blocks = {name: once_for_each_page(env.globals[name]) for name in added}
    env.globals.update(blocks, kept_pages=Pages(builds[0], blocks), navigation=Navigation().html)
    env.template_class = KeptTemplate
    return env


def once_for_each_page(block: Callable[[Page], Any]) -> Callable[[Page], Any]:
    """The same function, which remembers what it gave for each page."""
    made: dict[str, Any] = {}

    def remembered(page: Page) -> Any:  # noqa: ANN401 (whatever a template is shown)
        if page.url not in made:
            made[page.url] = block(page)
        return made[page.url]

    return remembered
