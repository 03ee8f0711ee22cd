"""The configuration of a site with the corpus: ours, stock Material's, and Zensical's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from corpus_notes import Place
from corpus_prose import Prose

_KEY = re.compile(r"^(?=[a-z])", re.MULTILINE)
_TRANSLATIONS = re.compile(r"^ +nav_translations:\n", re.MULTILINE)
# What is ours alone: our templates, what lies beside them, and a short navigation.
_OURS = re.compile(r"^ +(?:(?:custom_dir|logo):.*|- navigation\.prune)\n", re.MULTILINE)
_I18N = "  - i18n:\n"
_RECONFIGURE = re.compile(r"^ +reconfigure_search:.*\n", re.MULTILINE)
# The theme's own search, set up for both languages.
_SEARCH = r"""plugins:
  - search:
      lang: [zh, en]
      separator: '[\s\u200b\u3000\-_/:=,;!?()\[\]{}<>"`、。，．？！；：（）《》“”‘’…—]+|\.(?!\d)'
      pipeline: [stopWordFilter]
"""
_NOTES_FIRST, _NOTES_LAST = "index.md", "graph.md"

Titles = tuple[str, str]


def our_config(config: str, places: Sequence[Place], prose: Mapping[str, Prose]) -> str:
    """The text of our ``mkdocs.yml`` with the navigation of these notes."""
    titles: dict[str, str] = {}

    def title(kind: str, number: int) -> str:
        chinese, english = _title(prose, kind, number)
        titles[chinese] = english
        return chinese

    config = _replace(config, "nav", _nav(_blocks(config)["nav"], places, title))
    match = _TRANSLATIONS.search(config)
    assert match is not None
    indent = " " * (len(match.group()) - len(match.group().lstrip()) + 2)
    lines = "".join(f"{indent}{chinese}: {english}\n" for chinese, english in titles.items())
    return config[: match.end()] + lines + config[match.end() :]


def stock_config(config: str, places: Sequence[Place], prose: Mapping[str, Prose]) -> str:
    """The same for a site without anything of ours: no hooks, templates, styles or scripts."""
    blocks = _blocks(our_config(config, places, prose))
    for name in ("hooks", "extra_css", "extra_javascript"):
        del blocks[name]
    blocks["theme"] = _OURS.sub("", blocks["theme"])
    languages = blocks["plugins"].partition(_I18N)[2]
    blocks["plugins"] = f"{_SEARCH}{_I18N}{_RECONFIGURE.sub('', languages)}"
    return "".join(blocks.values())


def without_hooks(config: str, names: Sequence[str]) -> str:
    """The configuration without the hooks of these names."""
    for name in names:
        config = config.replace(f"  - hooks/{name}.py\n", "")
    return config


def zensical_config(
    config: str, places: Sequence[Place], prose: Mapping[str, Prose], language: str
) -> str:
    """The same for Zensical, and for one language: it builds no two into one site."""
    blocks = _blocks(stock_config(config, places, prose))
    index = 0 if language == "zh" else 1
    blocks["nav"] = _nav(
        _blocks(config)["nav"], places, lambda kind, number: _title(prose, kind, number)[index]
    )
    blocks["plugins"] = blocks["plugins"].partition(_I18N)[0]
    blocks["theme"] = blocks["theme"].replace("language: zh", f"language: {language}")
    return "".join(blocks.values())


def _blocks(config: str) -> dict[str, str]:
    """The text below each key at the left; comments above a key go with what is before them."""
    _, *parts = _KEY.split(config)
    return {part.partition(":")[0]: part for part in parts}


def _replace(config: str, key: str, text: str) -> str:
    return "".join({**_blocks(config), key: text}.values())


def _title(prose: Mapping[str, Prose], kind: str, number: int) -> Titles:
    chinese, english = (
        prose[name].terms[number % len(prose[name].terms)].name for name in ("zh", "en")
    )
    words = {"part": ("第 {} 部分 {}", "Part {} {}"), "section": ("第 {} 节 {}", "Section {} {}")}
    one, other = words[kind]
    return one.format(number + 1, chinese), other.format(number + 1, english)


def _nav(old: str, places: Sequence[Place], title: Callable[[str, int], str]) -> str:
    """The old navigation with these notes in the place of its own."""
    lines = old.rstrip("\n").split("\n")
    first = next(at for at, line in enumerate(lines) if line.endswith(_NOTES_FIRST)) + 1
    last = next(at for at, line in enumerate(lines) if line.endswith(_NOTES_LAST))
    return "\n".join([*lines[:first], *_entries(places, title), *lines[last:], "", ""])


def _entries(places: Sequence[Place], title: Callable[[str, int], str]) -> Iterator[str]:
    """Parts of ten sections of ten notes."""
    for place in places:
        if place.number % 100 == 0:
            yield f"  - {title('part', place.number // 100)}:"
        if place.number % 10 == 0:
            yield f"      - {title('section', place.number // 10)}:"
        yield f"          - {place.path}.md"
