"""``python hooks verify``: its options, what it prints and its exit codes."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from demos.errors import DemoError
from demos.library import read_library, scripts_of
from demos.script import Script
from demos.shelf import Shelf, write_whole
from demos.verification.outcome import Outcome, exit_code, summary
from demos.verification.report import report
from demos.verification.report_json import to_json
from demos.verification.verify import Order, verify_demos

_FAILED = 2


def add_options(parser: argparse.ArgumentParser) -> None:
    """What ``verify`` takes; the variables UPDATE and REPORT do the same as the options."""
    parser.add_argument("demos", nargs="*", metavar="DEMO", help="which (without: all)")
    update = "put new recordings in place of those that differ"
    parser.add_argument("--update", action="store_true", default=_from("UPDATE"), help=update)
    path = "write everything that was found as JSON"
    parser.add_argument("--report", default=os.environ.get("REPORT", ""), metavar="FILE", help=path)


def _from(variable: str) -> bool:
    return os.environ.get(variable, "") not in ("", "0")


def verify(
    options: argparse.Namespace, repository: Path, choose: Callable[[list[str]], list[Script]]
) -> int:
    """Verify and tell; 0 for equal and drift, 1 for different, 2 when something failed."""
    shelf = Shelf(repository / "docs" / "recordings")
    order = Order(repository, options.update, options.jobs, options.scheduler)
    try:
        demos = set(scripts_of(read_library(repository / "docs")))
        outcomes = verify_demos(choose(options.demos), shelf, order, _tell, demos, _show)
        if options.report:
            write_whole(Path(options.report), to_json(outcomes))
    except DemoError as error:
        print(error, file=sys.stderr)
        return _FAILED
    print(summary(outcomes))
    return exit_code(outcomes)


def _show(outcome: Outcome) -> None:
    width = min(shutil.get_terminal_size((120, 24)).columns, 200)
    print(report(outcome, width, colour=sys.stdout.isatty()), flush=True)


def _tell(line: str) -> None:
    """Progress goes beside the report, which may be kept."""
    print(line, file=sys.stderr, flush=True)
