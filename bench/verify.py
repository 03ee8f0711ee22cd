"""Measures the comparison: false rejects on real pairs, false accepts on mutations.

Pairs are takes of the same demo: the site's and those of ``bench/demos``,
recorded several times into ``.cache/pairs`` (what is there is not recorded
again). ``python bench/verify.py [TAKES]``.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(Path(__file__).parent)]

from demos.recording import Recording  # noqa: E402 (after the path)
from demos.recording_json import from_json  # noqa: E402
from demos.verification.compare import compare  # noqa: E402
from demos.verification.findings import DIFFERENT, verdict_of  # noqa: E402
from harmless import HARMLESS  # noqa: E402
from mutations import MUTATIONS  # noqa: E402
from takes import record_takes  # noqa: E402

CACHE = ROOT / ".cache" / "pairs"
TAKES = 3
_TRIES = 3

Takes = dict[str, list[Recording]]


def main() -> int:
    """Record what is missing, compare everything, print the figures."""
    takes = read_takes(int(sys.argv[1]) if len(sys.argv) > 1 else TAKES)
    pairs = measure_pairs(takes)
    mutations = measure_mutations(takes)
    harmless = measure_harmless(takes)
    print(f"verify: {pairs}; {mutations}; {harmless}")
    return 0


def read_takes(count: int) -> Takes:
    """All takes by demo, recorded now where they are missing; the committed ones come first."""
    record_takes(CACHE, count, ROOT)
    takes: Takes = defaultdict(list)
    for folder in (ROOT / "docs" / "recordings", CACHE):
        for path in sorted(folder.glob("*.json")):
            demo = path.name.partition(".")[0]
            if not path.name.startswith("_"):
                recording = from_json(path.read_text(encoding="utf-8"), str(path))
                if not takes[demo] or takes[demo][-1].key.script == recording.key.script:
                    takes[demo].append(recording)
    return {demo: found for demo, found in takes.items() if found}


def measure_pairs(takes: Takes) -> str:
    """Every unordered pair of takes must not be different."""
    rejected: Counter[str] = Counter()
    count = 0
    for demo, found in takes.items():
        for one, other in combinations(found, 2):
            count += 1
            findings = [item for item in compare(one, other) if item.verdict == DIFFERENT]
            for finding in findings:
                step = one.steps[finding.step].input[:60] if finding.step is not None else ""
                print(f"  false reject: {demo}: {step} {finding.what}: {finding.reason}")
                print(f"    {finding.old.text[:100]}\n    {finding.new.text[:100]}")
            rejected[demo] += bool(findings)
    return f"{sum(rejected.values())} false rejects in {count} pairs of {len(takes)} demos"


def measure_mutations(takes: Takes) -> str:
    """A mutated take beside an unmutated one must be different, whatever the kind."""
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for demo, found in takes.items():
        old, new = found[0], found[-1]
        for kind, mutate in MUTATIONS.items():
            for number in range(_TRIES):
                mutated = mutate(new, Random(f"{demo} {kind} {number}"))  # noqa: S311
                if mutated is not None and mutated != new:
                    tried[kind] += 1
                    if verdict_of(compare(old, mutated)) != DIFFERENT:
                        missed[kind] += 1
                        _tell(demo, kind, new, mutated)
    for kind in MUTATIONS.keys() - tried.keys():
        print(f"  nowhere to apply: {kind}")
    for kind, times in missed.most_common():
        print(f"  false accept: {kind}: {times} of {tried[kind]}")
    total, lost = sum(tried.values()), sum(missed.values())
    return f"{lost} false accepts in {total} mutations of {len(tried)} kinds ({lost / total:.2%})"


def _tell(demo: str, kind: str, old: Recording, new: Recording) -> None:
    for one, other in zip(old.steps, new.steps, strict=False):
        for a, b in zip(one.text.split("\n"), other.text.split("\n"), strict=False):
            if a != b:
                print(f"    {demo}: {kind}: {one.input[:40]}\n      - {a[:110]}\n      + {b[:110]}")
                return
    print(f"    {demo}: {kind}: {_rest(old, new)}")


def _rest(old: Recording, new: Recording) -> str:
    """What differs outside the outputs."""
    for part in ("values", "anchors", "facts", "steps"):
        one, other = getattr(old, part), getattr(new, part)
        if one != other:
            return f"{part}: {set(map(str, one)) ^ set(map(str, other)) or (one, other)}"[:300]
    return "?"


def measure_harmless(takes: Takes) -> str:
    """What another run might have shown must not be different."""
    tried: Counter[str] = Counter()
    rejected: Counter[str] = Counter()
    for demo, found in takes.items():
        for kind, change in HARMLESS.items():
            changed = change(found[0], Random(f"{demo} {kind}"))  # noqa: S311
            if changed is not None and changed != found[0]:
                tried[kind] += 1
                findings = compare(found[0], changed)
                wrong = next((item for item in findings if item.verdict == DIFFERENT), None)
                if wrong:
                    rejected[kind] += 1
                    print(f"  false reject: {demo}: {kind}: {wrong.what}: {wrong.reason}")
                    print(f"    {wrong.old.text[:110]}\n    {wrong.new.text[:110]}")
    total, lost = sum(tried.values()), sum(rejected.values())
    return f"{lost} false rejects in {total} harmless changes of {len(tried)} kinds"


if __name__ == "__main__":
    sys.exit(main())
