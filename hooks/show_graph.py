"""MkDocs hook: shows how the notes hang together, under each of them and on one page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.utils import get_relative_url
from notes.graph import read_graph
from notes.graph_page import graph_json, neighbourhood_html, whole_html
from notes.search import folder_of


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG001
    """Let the templates ask for what a page shows of the graph; write the graph as data."""
    language = str(config.theme["language"])
    graph = read_graph(Path(config.docs_dir), language)
    ending = "/" if config.use_directory_urls else ".html"

    def address(page: str, note: str) -> str:
        return get_relative_url(folder_of(language) + note.removesuffix(".md") + ending, page)

    def shown(page: str, note: str) -> str:
        if note in ("graph.md", "graph.en.md"):
            data = get_relative_url(f"{folder_of(language)}graph.json", page)
            return whole_html(graph, partial(address, page), language, data)
        original = note.replace(".en.md", ".md")
        return neighbourhood_html(graph, original, partial(address, page), language)

    env.globals["note_graph"] = shown
    data = Path(config.site_dir) / folder_of(language) / "graph.json"
    data.parent.mkdir(parents=True, exist_ok=True)
    data.write_text(graph_json(graph, partial(address, folder_of(language))), encoding="utf-8")
    return env
