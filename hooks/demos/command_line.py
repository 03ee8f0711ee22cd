"""The verbs of ``python hooks`` that are about demos; the notes' own are in ``notes``."""

from __future__ import annotations

import argparse
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

from notes.verbs import add_verbs

from demos.engine import find_engine
from demos.errors import DemoError, did_you_mean, raise_all
from demos.freshness import judge
from demos.host_image import build_host_image, recipe_digest
from demos.library import read_library, scan_library, scripts_of
from demos.script import Script
from demos.shards import shard_from_environment
from demos.shelf import Shelf
from demos.status import as_json, as_table, states, summary
from demos.stop import end_as_by_ctrl_c
from demos.studio import record_demos, stale_scripts
from demos.verification.verb import add_options, verify
from demos.verified import read_verified

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"


def main(arguments: Sequence[str]) -> int:
    """Run one verb; 0 when it did what was asked, 1 after an error's message, 130 on Ctrl-C."""
    options = _parser().parse_args(arguments)
    end_as_by_ctrl_c()
    try:
        return int(options.run(options))
    except DemoError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the progress has gone (| head, a lost window): end as if terminated.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        print("nobody reads the progress any more: ended", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; no recording was changed by it", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python hooks", description="Docker Notes' demos.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    record = verbs.add_parser("record", help="run demos and keep what happened")
    record.add_argument("demos", nargs="*", metavar="DEMO", help="which (without: all)")
    record.add_argument("--stale", action="store_true", help="only those that are not fresh")
    _add_run_options(record)
    record.set_defaults(run=_record)
    status = verbs.add_parser("status", help="say which recordings are stale, and why")
    status.add_argument("--json", action="store_true", help="for machines")
    status.set_defaults(run=_status)
    again = verbs.add_parser("verify", help="run demos again and say whether notes are still true")
    add_options(again)
    _add_run_options(again)
    again.set_defaults(run=_verify)
    host = verbs.add_parser("host", help="build the image of the demo host")
    host.set_defaults(run=_host)

    def add(name: str, about: str, run: Callable[[argparse.Namespace], int]) -> ArgumentParser:
        verb = verbs.add_parser(name, help=about)
        verb.set_defaults(run=run)
        return verb

    add_verbs(add)
    return parser


def _add_run_options(verb: ArgumentParser) -> None:
    """Who runs the demos, and how many at once; see :func:`demos.studio.run_demos`."""
    about = "how many at once (without: as many as this machine bears)"
    verb.add_argument("--jobs", type=int, default=0, metavar="N", help=about)
    about = "let the workers of this Dask scheduler run them (tcp://HOST:PORT)"
    verb.add_argument("--scheduler", default="", metavar="ADDRESS", help=about)


def _record(options: argparse.Namespace) -> int:
    scripts = _chosen(options.demos)
    if options.stale:
        named = {script.demo: script for script in scripts}
        verdicts = judge(named, Shelf(DOCS / "recordings"), recipe_digest())
        scripts = stale_scripts(verdicts)
    shelf = Shelf(DOCS / "recordings")
    count = record_demos(scripts, shelf, REPOSITORY, _tell, options.jobs, options.scheduler)
    print(f"recorded {count} of {count} demos: docs/recordings")
    return 0


def _chosen(names: Sequence[str]) -> list[Script]:
    """The demos of these names, all without one, and of them the share that SHARD says."""
    notes, errors = scan_library(DOCS)
    scripts = scripts_of(notes)
    # A mistake elsewhere does not keep a demo that is named from being recorded.
    if not names or not set(names) <= set(scripts):
        raise_all(errors)
    for name in names:
        if name not in scripts:
            raise DemoError(f"no note has a demo “{name}”", hint=did_you_mean(name, tuple(scripts)))
    shard = shard_from_environment()
    return [scripts[name] for name in names or scripts if shard.has(name)]


def _status(options: argparse.Namespace) -> int:
    shelf = Shelf(DOCS / "recordings")
    verdicts = judge(scripts_of(read_library(DOCS)), shelf, recipe_digest())
    found = states(verdicts, shelf, read_verified(shelf.folder))
    print(as_json(found) if options.json else f"{as_table(found)}\n{summary(found)}")
    return int(any(state.hint for state in found))


def _verify(options: argparse.Namespace) -> int:
    return verify(options, REPOSITORY, _chosen)


def _host(_: argparse.Namespace) -> int:
    engine = find_engine()
    image = build_host_image(engine, _tell)
    print(f"the demo host is ready: {image}, on {engine.version}, isolation “{engine.isolation}”")
    return 0


def _tell(line: str) -> None:
    print(line, flush=True)
