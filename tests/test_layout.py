"""The house has one way through: who may import whom, and how large anything may be."""

import ast
from pathlib import Path

import pytest

HOOKS = Path(__file__).parents[1] / "hooks"
DEMOS = HOOKS / "demos"
MODULES = sorted(HOOKS.rglob("*.py"))
HOOK_FILES = [path for path in sorted(HOOKS.glob("*.py")) if path.name != "__main__.py"]

# From the ground up: a module imports only from the floors below its own.
FLOORS = (
    {"errors", "keys", "words", "stop", "shards"},
    {
        "script",
        "recording",
        "processes",
        "values",
        "tables",
        "marks",
        "fences",
        "front_matter",
        "things",
    },
    {"things", "typed", "answers", "mentions", "mentioned"},
    {"directives", "checks", "script_rules", "screen", "readers", "anchors", "cast", "key"},
    {"figures", "drawing", "read_script", "recording_json", "prose", "mentions"},
    {"script_changes"},
    {"transcript", "page_fit", "line_markup"},
    {"shelf", "library", "markup", "freshness", "leaks", "session"},
    {"verified"},
    {"ahead"},
    {"extension", "waits", "steps", "status"},
    {"terminal"},
    {"recorder", "machine"},
    {"take"},
    {"crew"},
    {"cluster"},
    {"studio"},
    {"unchanged"},
    {"modes", "verification"},
    {"command_line"},
)
# The edges that belong to the demo host stand beside the core.
EDGES = (
    "engine",
    "host",
    "isolation",
    "leftovers",
    "registry",
    "mirror",
    "cgroups",
    "control",
    "recipe",
)
# errors ← script, recording, processes: these three know nothing of each other.
ALONE = ("script", "recording", "processes")
STARTERS = ("subprocess", "ptyprocess", "pexpect", "pty", "multiprocessing")
MAY_START = ("engine", "host", "session", "drawing", "isolation", "leftovers", "cgroups", "control")


def name_of(path):
    """A module's name below ``demos``; all figures count as one."""
    return path.relative_to(DEMOS).with_suffix("").parts[0]


def imports(path):
    """The full names of all that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def users_of(*roots):
    """The files that import one of these packages."""
    return {path for path in MODULES if {name.split(".")[0] for name in imports(path)} & set(roots)}


def core():
    """The modules of the core with those of the core that each imports."""
    known = {name_of(path) for path in DEMOS.rglob("*.py")} - {"__init__"}
    found: dict[str, set[str]] = {name: set() for name in known}
    for path in DEMOS.rglob("*.py"):
        if name_of(path) in known:
            names = {name.split(".")[1] for name in imports(path) if name.startswith("demos.")}
            found[name_of(path)] |= names - {name_of(path)}
    return found


def is_edge(name):
    """Whether a module belongs to the demo host."""
    return name.startswith(EDGES)


def test_only_hook_files_know_mkdocs():
    """The same notes build under another program tomorrow."""
    assert users_of("mkdocs") <= set(HOOK_FILES)
    assert users_of("mkdocs")


def test_each_package_knows_only_those_below_it():
    """Demos know nothing of the site; what keeps pages knows of neither demos nor notes.

    Only the command line has verbs of both.
    """
    packages = {"demos", "notes", "pages"}
    below = {"demos": {"demos"}, "pages": {"pages"}, "notes": packages}
    for name, known in below.items():
        for path in {*(HOOKS / name).rglob("*.py")} - {DEMOS / "command_line.py"}:
            assert {found.split(".")[0] for found in imports(path)} & packages <= known, path


def test_only_the_screen_knows_pyte():
    """A terminal's emulation can be exchanged."""
    assert users_of("pyte") == {DEMOS / "screen.py"}


def test_only_edges_start_processes():
    """A page cannot run anything: what reads notes and recordings starts no process."""
    starters = {path for path in users_of(*STARTERS) if path.is_relative_to(DEMOS)}
    assert {path.stem for path in starters if not path.stem.startswith(MAY_START)} == set()
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not [
            call for call in ("os.system", "os.popen", "os.exec", "os.fork") if call in text
        ]


def test_errors_and_the_nouns_stand_alone():
    """Errors import nothing of ours; script, recording and processes only errors."""
    found = core()
    assert found["errors"] == set()
    for name in ALONE:
        assert found[name] <= {"errors"}, name


@pytest.mark.parametrize("floor", range(len(FLOORS)))
def test_imports_point_down(floor):
    """Each module imports from its own floor or below, and no two import each other."""
    below = set().union(*FLOORS[: floor + 1])
    found = core()
    for name in FLOORS[floor] & set(found):
        assert {other for other in found[name] if not is_edge(other)} <= below, name
        assert not [other for other in found[name] if name in found.get(other, ())], name


def test_what_shows_a_page_knows_no_engine():
    """From a note to its page nothing leads to an engine or a terminal."""
    found = core()
    reached, new = set(), {"extension"}
    while new:
        reached |= new
        new = set().union(*(found[name] for name in new)) - reached
    assert not [name for name in reached if is_edge(name)]
    assert reached.isdisjoint({"session", "terminal", "recorder", "studio"})


def test_every_module_has_its_floor():
    """A new module is put on the floor where it belongs."""
    homeless = {name for name in core() if not is_edge(name)} - set().union(*FLOORS)
    assert not homeless


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOOKS)))
def test_files_are_small(path):
    """40 lines for a hook, 250 for a module."""
    count = len(path.read_text(encoding="utf-8").splitlines())
    assert count <= (40 if path in HOOK_FILES else 250)
