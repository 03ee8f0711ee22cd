"""MkDocs hook: shows how the notes hang together, under each of them and on one page."""

import posixpath
from functools import partial
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, write_file
from notes.graph import read_graph
from notes.graph_page import GraphPages, graph_json, original_note
from notes.search import folder_of
from pages.kept import builds
from pages.output import Block


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let the templates ask for what a page shows of the graph; write the graph as data."""
    language = str(config.theme["language"])
    graph = read_graph(Path(config.docs_dir), language, builds[0].files, builds[0].fact)
    ending = "/" if config.use_directory_urls else ".html"
    pages = [file.page for file in files.documentation_pages() if file.page]
    sections = {posixpath.dirname(p.file.src_uri): p.parent.title for p in pages if p.parent}
    places = {original_note(p.file.src_uri): p.url for p in pages}

    def address(page: str, note: str) -> str:
        return get_relative_url(folder_of(language) + note.removesuffix(".md") + ending, page)

    shown = GraphPages(graph, language, sections, places, address, builds[0].once)

    def html(page: Page) -> str:
        data = get_relative_url(f"{folder_of(language)}graph.json", page.url)
        return shown.html(page.file.src_uri, data)

    env.globals["note_graph"] = Block(lambda page: shown.parts(page.file.src_uri), html)
    data = graph_json(graph, partial(address, folder_of(language)))
    write_file(data.encode(), str(Path(config.site_dir) / folder_of(language) / "graph.json"))
    return env
