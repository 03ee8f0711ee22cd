"""Prose like that of the notes: their sentences, halves of them joined anew, and new ones.

What is made makes little sense, but its words, marks and lengths are those of the
notes, and no two notes have the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from demos.fences import scan_fences
from demos.front_matter import read_front_matter
from notes.glossary import Term

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_NO_PROSE = re.compile(r"\s|[#|<!{>*-]|\d+\. |$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BORDER = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])", re.ASCII
)
_END = {"zh": re.compile(r"(?<=[。！？])"), "en": re.compile(r"(?<=[.!?])\s+(?=[A-Z`])")}
_COMMA = {"zh": "，", "en": ", "}
_SHORTEST, _LONGEST = 12, 260
_HALF_A_SENTENCE = {"zh": 13, "en": 8}
_PAIRS = ("``", "“”", "（）", "()", '""', "[]")

# With a term, another one, a container's name, a number and a small one.
_NEW = {
    "zh": (
        "在 `{name}` 这台主机上，{term}一共出现了 {number} 次，其中 {small} 次和{other}有关。",
        "{term}花了 {number} 毫秒，比上一次多 {small} 毫秒。",
        "容器 `{name}` 的{term}和{other}是分开的，编号 {number} 只在里面有效。",
        "如果{other}先停下，{term}最多再等 {small} 秒。",
        "把 `{name}` 的上限改成 {number} MB 之后，{term}没有变化，{other}却慢了。",
        "第 {small} 次运行时，{term}写下了 {number} 行日志。",
    ),
    "en": (
        "On the host `{name}`, the {term} came up {number} times, {small} of them with {other}.",
        "It took {number} ms until the {term} was there, {small} ms more than before.",
        "The container `{name}` keeps its {term} apart from the {other}; {number} is known inside.",
        "When the {other} stops first, the {term} waits for {small} seconds at most.",
        "After the limit of `{name}` went to {number} MB, the {other} was slower than the {term}.",
        "In run number {small}, the {term} wrote {number} lines into the log.",
    ),
}


@dataclass(frozen=True)
class Prose:
    """What one language's prose is made of."""

    language: str
    sentences: tuple[str, ...]
    terms: tuple[Term, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]

    def sentence(self, chance: Random) -> str:
        """One sentence."""
        kind = chance.random()
        if kind < 0.4:
            return chance.choice(self.sentences)
        if kind < 0.75:
            return chance.choice(self.heads) + _COMMA[self.language] + chance.choice(self.tails)
        if kind < 0.8:
            sentence = chance.choice(self.terms).sentence
            return sentence[0].upper() + sentence[1:]
        return self._new(chance)

    def paragraphs(self, amount: int, chance: Random) -> list[str]:
        """Paragraphs of some sentences, each on its line: ``amount`` words, give or take a few."""
        found: list[list[str]] = [[]]
        length = chance.randint(2, 5)
        while amount > _HALF_A_SENTENCE[self.language]:
            if len(found[-1]) == length:
                found.append([])
                length = chance.randint(2, 5)
            found[-1].append(self.sentence(chance))
            amount -= count_words(found[-1][-1], self.language)
        return ["\n".join(paragraph) for paragraph in found]

    def _new(self, chance: Random) -> str:
        term, other = chance.sample(self.terms, 2)
        sentence = chance.choice(_NEW[self.language]).format(
            term=term.name,
            other=other.name,
            name=f"{chance.choice(self.terms).id}-{chance.randrange(1000)}",
            number=chance.randrange(100, 100_000),
            small=chance.randrange(2, 100),
        )
        return spaced(sentence)


def read_prose(language: str, texts: Iterable[str], terms: Sequence[Term]) -> Prose:
    """The prose of the notes with these ``texts``, all in one language."""
    lines = {line for text in texts for line in _prose_lines(text)}
    sentences = sorted({one for line in lines for one in _sentences(line, language)})
    halves = [one.rpartition(_COMMA[language]) for one in sentences]
    heads = sorted({head for head, comma, _ in halves if comma and _is_whole(head)})
    tails = sorted({tail for _, comma, tail in halves if comma and _is_whole(tail)})
    return Prose(language, tuple(sentences), tuple(terms), tuple(heads), tuple(tails))


def spaced(text: str) -> str:
    """Text with a space wherever Chinese stands beside Latin letters or digits."""
    return _BORDER.sub(" ", text)


def count_words(text: str, language: str) -> int:
    """The words of English text; the signs of Chinese text, and each other word in it."""
    if language == "en":
        return len(text.split())
    return len(_CHINESE.findall(text)) + len(re.findall(r"[\w./:-]+", text, re.ASCII))


def _prose_lines(text: str) -> Iterator[str]:
    fenced = {
        line
        for fence in scan_fences(text, "note")[0]
        for line in range(fence.place.line - 1, fence.end)
    }
    start = read_front_matter(text, "note").lines
    for at, line in enumerate(text.split("\n")):
        if at >= start and at not in fenced and not _NO_PROSE.match(line) and "{" not in line:
            yield _LINK.sub(r"\1", line)


def _sentences(line: str, language: str) -> Iterator[str]:
    for sentence in _END[language].split(line):
        found = sentence.strip()
        if _SHORTEST <= len(found) <= _LONGEST and found[-1] in "。！？.!?" and _is_whole(found):
            yield found


def _is_whole(text: str) -> bool:
    """Whether no mark of a pair stands alone, so that it can stand beside any other text."""
    return "*" not in text and all(
        text.count(pair[0]) % 2 == 0
        if pair[0] == pair[1]
        else text.count(pair[0]) == text.count(pair[1])
        for pair in _PAIRS
    )
