"""One note of the corpus in both languages: prose, demos, a table, admonitions and links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from random import Random

from corpus_demos import Sample
from corpus_prose import Prose, count_words, spaced
from demos.library import LANGUAGES

WORDS = {"zh": 1900, "en": 1200}
CONSOLES = 6
LINKS = 8
IDS = ("first-look", "trial", "numbers", "inside", "outside", "limits", "traps", "elsewhere")
# The words of a heading and of the sentence with a value, roughly.
_HEADING = 9
# The fewest sections of a note besides its first heading and its last, so that
# links may lead to any of their ids.
FEWEST = 3
_TITLES = {
    "zh": (
        "{}是什么",
        "试一试{}",
        "{}的数字",
        "里面看{}",
        "外面看{}",
        "{}的限度",
        "{}的陷阱",
        "别处的{}",
    ),
    "en": (
        "What is a {}",
        "Trying out the {}",
        "The {} in numbers",
        "The {} from inside",
        "The {} from outside",
        "Limits of the {}",
        "Traps around the {}",
        "The {} elsewhere",
    ),
}
_WORDS = {
    "zh": {
        "title": "{}与{}，其 {}",
        "value": "这一次，`{}` 是 @{{{}}}。",
        "see": "详见[{}]({})。",
        "related": "相关笔记",
        "item": "- [{}]({})：",
        "table": ("方面", "次数", "毫秒", "说明"),
        "tip": "提示",
        "note": "注意",
    },
    "en": {
        "title": "{} and {}, number {}",
        "value": "This time, `{}` is @{{{}}}.",
        "see": "More in [{}]({}).",
        "related": "Related notes",
        "item": "- [{}]({}): ",
        "table": ("Aspect", "Times", "Milliseconds", "Remark"),
        "tip": "A hint",
        "note": "Take care",
    },
}


@dataclass(frozen=True)
class Place:
    """Where a note stands: its number from 0, its address below docs, its titles by language."""

    number: int
    path: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Stock:
    """What notes are made of."""

    prose: Mapping[str, Prose]
    samples: Sequence[Sample]
    places: Sequence[Place]
    seed: int


@dataclass(frozen=True)
class Written:
    """A note: its text by language (without the state of its translation), its demos by name."""

    texts: Mapping[str, str]
    demos: Mapping[str, Sample]


def place_of(number: int, prose: Mapping[str, Prose], seed: int) -> Place:
    """The place of the note ``number``; ten notes share a folder."""
    chance = Random(f"{seed} place {number}")  # noqa: S311 (repeatable on purpose)
    one, other = chance.sample(range(min(len(prose[name].terms) for name in LANGUAGES)), 2)
    titles = {
        name: spaced(
            str(_WORDS[name]["title"]).format(
                prose[name].terms[one].name, prose[name].terms[other].name, number + 1
            )
        )
        for name in LANGUAGES
    }
    slug = f"{prose['zh'].terms[one].id}-{number + 1:04d}"
    return Place(number, f"section-{number // 10:03d}/{slug}", titles)


def write_note(place: Place, stock: Stock) -> Written:
    """The note at this place."""
    chance = Random(f"{stock.seed} note {place.number}")  # noqa: S311 (repeatable on purpose)
    demos = {
        f"{sample.script.demo}-{place.number + 1:04d}": sample
        for sample in _choose(stock.samples, chance)
    }
    plan = _plan(place, stock, demos, chance)
    texts = {name: _text(place, stock, plan, name) for name in LANGUAGES}
    return Written(texts, demos)


def _choose(samples: Sequence[Sample], chance: Random) -> list[Sample]:
    """One demo with one figure and others without, with six typed blocks together."""
    drawn = [one for one in samples if one.figures == 1 and one.consoles < CONSOLES]
    chosen = [chance.choice(drawn)]
    while (missing := CONSOLES - sum(one.consoles for one in chosen)) > 0:
        others = [one for one in samples if not one.figures and 0 < one.consoles <= missing]
        chosen.append(chance.choice([one for one in others if one not in chosen]))
    return chosen


@dataclass(frozen=True)
class _Plan:
    """What is the same in both languages.

    ``blocks`` are demo, number of its fence, and a value named below it, for
    each section; ``terms`` are the headings'; ``links`` are numbers of notes
    with a fragment.
    """

    blocks: Sequence[Sequence[tuple[str, int, str]]]
    demos: Mapping[str, Sample]
    terms: Sequence[int]
    links: Sequence[tuple[int, str]]
    table: Sequence[tuple[int, int, int]]
    special: Sequence[int]


def _plan(place: Place, stock: Stock, demos: Mapping[str, Sample], chance: Random) -> _Plan:
    sections = chance.randint(FEWEST + 1, len(IDS) - 1)
    fences = [
        (name, number, chance.choice([*sample.values(number), ""]))
        for name, sample in demos.items()
        for number in range(len(sample.fences["zh"]))
    ]
    cuts = [len(fences) * at // sections for at in range(sections + 1)]
    terms = len(stock.prose["zh"].terms)
    return _Plan(
        [fences[start:end] for start, end in pairwise(cuts)],
        demos,
        chance.sample(range(terms), sections),
        list(_links(place, stock, chance)),
        [
            (chance.randrange(terms), chance.randrange(9000), chance.randrange(90_000))
            for _ in range(5)
        ],
        chance.sample(range(sections), 3),
    )


def _links(place: Place, stock: Stock, chance: Random) -> Iterator[tuple[int, str]]:
    """Three lead to notes nearby, five to any; every other one to a section."""
    places = stock.places
    near = [one.number for one in places if one.number // 10 == place.number // 10]
    for at in range(LINKS):
        number = chance.choice(near if at < 3 else range(len(places)))
        if number == place.number:
            number = (number + 1) % len(places)
        yield number, f"#{chance.choice(IDS[:FEWEST])}" if at % 2 else ""


def _text(place: Place, stock: Stock, plan: _Plan, language: str) -> str:
    chance = Random(f"{stock.seed} {language} {place.number}")  # noqa: S311 (repeatable)
    words, prose = _WORDS[language], stock.prose[language]
    links = [_link(stock, number, fragment, language) for number, fragment in plan.links]
    ends: list[list[str]] = [[] for _ in plan.blocks]
    for at, link in enumerate(links[:3]):
        ends[at].append(str(words["see"]).format(*link))
    ends[plan.special[0]].append(_table(plan, prose, chance))
    for at, kind in zip(plan.special[1:], ("tip", "note"), strict=True):
        ends[at].append(f'!!! {kind} "{words[kind]}"\n    {prose.sentence(chance)}')
    related = [str(words["item"]).format(*link) + prose.sentence(chance) for link in links[3:]]
    others = "\n".join([*related, *chain.from_iterable(ends)])
    each = (WORDS[language] - count_words(others, language)) // (len(plan.blocks) + 1) - _HEADING
    head = [f"# {place.titles[language]} {{ #{place.path.partition('/')[2]} }}"]
    parts = [*head, *prose.paragraphs(each, chance)]
    for at, blocks in enumerate(plan.blocks):
        title = spaced(_TITLES[language][at].format(prose.terms[plan.terms[at]].name))
        parts += [f"## {title} {{ #{IDS[at]} }}"]
        parts += _section(blocks, plan.demos, prose, each, chance)
        parts += ends[at]
    parts += [f"## {words['related']} {{ #related }}", "\n".join(related)]
    return "\n\n".join(parts) + "\n"


def _section(
    blocks: Sequence[tuple[str, int, str]],
    demos: Mapping[str, Sample],
    prose: Prose,
    amount: int,
    chance: Random,
) -> Iterator[str]:
    """The parts of one section: about ``amount`` words, its demos' blocks between them."""
    paragraphs = prose.paragraphs(amount, chance)
    yield paragraphs[0]
    shown = [list(_block(block, demos, prose)) for block in blocks]
    for at, paragraph in enumerate(paragraphs[1:]):
        yield from shown[at] if at < len(shown) else ()
        yield paragraph
    yield from chain.from_iterable(shown[len(paragraphs) - 1 :])


def _block(block: tuple[str, int, str], demos: Mapping[str, Sample], prose: Prose) -> Iterator[str]:
    name, number, value = block
    yield demos[name].block(prose.language, number, name)
    if value:
        yield str(_WORDS[prose.language]["value"]).format(value, f"{name}.{value}")


def _link(stock: Stock, number: int, fragment: str, language: str) -> tuple[str, str]:
    target = stock.places[number]
    return target.titles[language], f"../{target.path}.md{fragment}"


def _table(plan: _Plan, prose: Prose, chance: Random) -> str:
    header = _WORDS[prose.language]["table"]
    rows = [header, ("---",) * len(header)]
    rows += [
        (prose.terms[term].name, f"{times}", f"{spent}", prose.sentence(chance).replace("|", "/"))
        for term, times, spent in plan.table
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
