"""``python bench [SUITE…]``: how long recording, demo hosts and builds take, against targets.

Without names: all but the long ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[1:1] = [str(ROOT / "hooks"), str(ROOT / "tools")]

import measure_builds  # noqa: E402 (the path comes first)
import measure_growth  # noqa: E402
import measure_hosts  # noqa: E402
import measure_mentions  # noqa: E402
import measure_pages  # noqa: E402
import measure_recorder  # noqa: E402
import measure_recordings  # noqa: E402
import measure_search  # noqa: E402
from demos.errors import DemoError, did_you_mean  # noqa: E402
from measures import Measure, table  # noqa: E402

SUITES: dict[str, Callable[[], list[Measure]]] = {
    "hosts": measure_hosts.measure,
    "recorder": measure_recorder.measure,
    "recordings": measure_recordings.measure,
    "builds": measure_builds.measure,
    "mentions": measure_mentions.measure,
    "pages": measure_pages.measure,
    "growth": measure_growth.measure,
    "search": measure_search.measure,
}
LONG = ("recordings", "growth", "search")


def main(names: list[str]) -> int:
    """Run the suites of these names, or all but long ones.

    0 when all ran, whether or not targets are met.
    """
    for name in names:
        if name not in SUITES:
            print(f"there is no suite “{name}”: {did_you_mean(name, tuple(SUITES))}")
            return 2
    measures, errors = [], []
    for name in names or [name for name in SUITES if name not in LONG]:
        print(f"bench: {name} …", file=sys.stderr, flush=True)
        try:
            measures += SUITES[name]()
        except DemoError as error:
            errors.append(f"bench: {name} ended early: {error}")
    print(table(measures))
    aimed = [measure for measure in measures if measure.target is not None]
    print(
        f"bench: {sum(measure.met for measure in aimed)} of {len(aimed)} targets met",
        *errors,
        sep="\n",
    )
    return 1 if errors else 0


sys.exit(main(sys.argv[1:]))
