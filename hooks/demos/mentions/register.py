"""Numbers for the things of a page, and a sentence on each.

The style sheet knows things by number, so that pointing at one lights its
other mentions where there is no JavaScript.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from demos.mentions.demo import Mentioned
from demos.mentions.things import Thing
from demos.recording import Facts
from demos.words import say


@dataclass(frozen=True)
class Register:
    """A demo's things on one page: the number of each key, the sentence on each."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)


def register_things(
    demos: Mapping[str, Mentioned], facts: Mapping[str, tuple[Facts, ...]], language: str
) -> dict[str, Register]:
    """A register for each demo; numbers count from 1 over the whole page, in its order."""
    registers: dict[str, Register] = {}
    count = 0
    for demo, mentioned in demos.items():
        drawn = [f"pid-{pid}" for item in facts.get(demo, ()) for pid in _pids(item.facts)]
        keys = list(dict.fromkeys([*_keys(mentioned), *drawn]))
        numbers = {key: count + place for place, key in enumerate(keys, start=1)}
        sentences = {key: describe(mentioned.known.thing(key), language) for key in keys}
        registers[demo] = Register(numbers, sentences, mentioned.values)
        count += len(keys)
    return registers


def _keys(mentioned: Mentioned) -> Iterator[str]:
    for step in mentioned.steps:
        yield from (mention.thing for mention in (*step.input, *step.output))
    yield from mentioned.values.values()


def _pids(facts: object) -> Iterator[int]:
    """Every host PID in a figure's facts, however deep."""
    if isinstance(facts, Mapping):
        if type(facts.get("pid")) is int and facts["pid"] > 0:  # True is an int, but no PID
            yield facts["pid"]
        for inner in facts.values():
            yield from _pids(inner)
    elif isinstance(facts, list):
        for inner in facts:
            yield from _pids(inner)


def describe(thing: Thing, language: str) -> str:
    """One short sentence on a thing, in the page's language."""
    if thing.id:
        return say(language, "thing_container", thing.container, thing.id[:12])
    if thing.is_shim:
        return say(language, "thing_shim", thing.pid, thing.container)
    if thing.pid and thing.inside:
        text = say(language, "thing_both", thing.pid, thing.container, thing.inside)
    elif thing.pid and thing.container:
        text = say(language, "thing_member", thing.pid, thing.container)
    elif thing.pid:
        text = say(language, "thing_host", thing.pid)
    else:
        text = say(language, "thing_inside", thing.container, thing.inside)
    return say(language, "thing_named", text, thing.name) if thing.name else text
