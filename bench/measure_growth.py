"""How builds grow with the number of notes, against stock MkDocs Material and Zensical.

``SIZES`` and ``RUNS`` in the environment say how many notes and how often, ``FOLDER``
where they are built (in memory: /dev/shm); all sites are built in turns within
one run. Sites are generated (see corpus.py): the others' have what a reader of
ours sees, in plain code blocks.
"""

from __future__ import annotations

import os
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import log
from pathlib import Path
from statistics import median

from corpus import make_corpus, middle_note
from files import CACHE
from growth_sites import (
    BARE,
    CHANGED,
    CHANGED_IN,
    COLD,
    MADE,
    PLAIN,
    STOCK,
    UNCHANGED,
    ZENSICAL,
    Sites,
    Spending,
)
from measure_serve import seen_after_saving
from measures import Measure
from others import find_others

# The most that ours may take of stock, at a thousand notes.
OF_STOCK = {COLD: 0.40, UNCHANGED: 0.03, MADE: 0.03, CHANGED: 0.05}
EXPONENT, DEMOS = 1.1, 1.1
FEW, FROM, TO = 24, 100, 1000
# The most seconds from saving to seeing, by the number of notes.
SERVED = {FEW: 1.0, TO: 3.0}
_SAVES = 5


def measure() -> list[Measure]:
    """Everything about growth; raises :class:`DemoError` when a warm build differs from a cold."""
    sizes = [int(size) for size in os.environ.get("SIZES", "10,100,300,1000").split(",")]
    runs = int(os.environ.get("RUNS", "3"))
    others = find_others()
    spending: Spending = defaultdict(list)
    more: list[Measure] = []
    CACHE.mkdir(exist_ok=True)
    # A disk that has just lost thousands of files is slow to make as many.
    folder = os.environ.get("FOLDER") or CACHE
    with tempfile.TemporaryDirectory(dir=folder, prefix="bench-") as work:
        sites = [Sites.lay_out(Path(work), size, others) for size in sizes]
        for _ in range(runs):
            for one in sites:
                one.build_all(spending)
        for one in sites:
            one.build_cold(spending)
            one.build_without(spending)
            more += one.first_loads()
        more += list(_served(sites, Path(work)))
    return [*_all_spent(spending), *_ratios(spending), *_growth(spending), *more]


def _all_spent(spending: Spending) -> Iterator[Measure]:
    for (name, size), spent in sorted(spending.items(), key=lambda item: item[0][1]):
        what = f"{size} notes: {name}"
        yield Measure(f"{what}, time", tuple(one.seconds for one in spent))
        yield Measure(f"{what}, processor", tuple(one.processor for one in spent))
        yield Measure(f"{what}, memory", tuple(one.memory for one in spent), unit="MB")


def _ratios(spending: Spending) -> Iterator[Measure]:
    """Ours against stock, run by run; with demos and all against without."""
    for size in sorted({size for _, size in spending}):
        for name, most in OF_STOCK.items():
            yield from _ratio(spending, size, (name, STOCK), most if size >= TO else None)
        yield _memory(spending, size)
        for name in (PLAIN, BARE):
            yield from _ratio(spending, size, (COLD, name), DEMOS)
            yield from _ratio(spending, size, (CHANGED, CHANGED_IN[name]), DEMOS)


def _ratio(
    spending: Spending, size: int, names: tuple[str, str], target: float | None
) -> Iterator[Measure]:
    ours, theirs = (spending[name, size] for name in names)
    # The last build stands beside those without demos, all others in the same run.
    pairs = list(zip(ours if names[1] == STOCK else ours[-1:], theirs, strict=False))
    what = f"{size} notes: {names[0]} / {names[1]}"
    times = tuple(one.seconds / other.seconds for one, other in pairs)
    processors = tuple(one.processor / other.processor for one, other in pairs)
    yield Measure(f"{what}, time", times, target, unit="")
    yield Measure(f"{what}, processor", processors, target, unit="")


def _memory(spending: Spending, size: int) -> Measure:
    ours = max(one.memory for name in OF_STOCK for one in spending[name, size])
    stock = median(one.memory for one in spending[STOCK, size])
    return Measure(f"{size} notes: most of ours / stock, memory", (ours / stock,), 1.0, unit="")


def _growth(spending: Spending) -> Iterator[Measure]:
    """The exponent of growth between a hundred notes and a thousand."""
    if not {FROM, TO} <= {size for _, size in spending}:
        return
    for name in (COLD, STOCK, ZENSICAL):
        for what in ("seconds", "processor"):
            small, large = (
                median(getattr(one, what) for one in spending[name, size]) for size in (FROM, TO)
            )
            exponent = log(large / small) / log(TO / FROM)
            title = f"growth of {name}, {'time' if what == 'seconds' else what}"
            yield Measure(title, (exponent,), EXPONENT if name == COLD else None, unit="")


def _served(sites: Sequence[Sites], work: Path) -> Iterator[Measure]:
    """The preview of a few notes, and of a thousand where they are there."""
    folders = {one.size: one.ours for one in sites}
    if FEW not in folders:
        folders[FEW] = work / "few"
        make_corpus(folders[FEW], FEW)
    for size, most in SERVED.items():
        if size in folders:
            seconds = seen_after_saving(folders[size], middle_note(folders[size]), _SAVES)
            yield Measure(f"{size} notes: seen after saving", seconds, most)
