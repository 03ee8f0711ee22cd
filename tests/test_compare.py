"""Recordings of one demo, compared by meaning.

The pairs in ``captured/pairs`` are two takes of one demo each, as recorded.
"""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from demos.recording import Facts, Line
from demos.recording_json import from_json
from demos.verification.compare import compare
from demos.verification.fact_rows import fact_rows
from demos.verification.findings import DIFFERENT, DRIFT, EQUAL, verdict_of
from demos.verification.kinds import Kind

PAIRS = Path(__file__).parent / "captured" / "pairs"
DEMOS = sorted({path.name.split(".")[0] for path in PAIRS.glob("*.json")})


def takes(demo):
    """The two takes of a demo."""
    paths = sorted(PAIRS.glob(f"{demo}.*.json"))
    return [from_json(path.read_text(encoding="utf-8"), str(path)) for path in paths]


def rewritten(recording, pattern, new, command=""):
    """The recording with the first match of a pattern in the output of one step replaced."""
    for number, step in enumerate(recording.steps):
        for at, line in enumerate(step.output):
            if re.search(command, step.input) and re.search(pattern, line.text):
                text = re.sub(pattern, new, line.text, count=1)
                output = (*step.output[:at], replace(line, text=text), *step.output[at + 1 :])
                return changed(recording, number, output=output)
    raise AssertionError(f"nothing shows {pattern}")


def changed(recording, number, **changes):
    """The recording with other things in one step."""
    steps = list(recording.steps)
    steps[number] = replace(steps[number], **changes)
    return replace(recording, steps=tuple(steps))


def different(old, new):
    """What the differences are about."""
    return [finding.what for finding in compare(old, new) if finding.verdict == DIFFERENT]


@pytest.mark.parametrize("demo", DEMOS)
def test_two_takes_are_equal(demo):
    """PIDs, ids, addresses, ages and figures differ, and nothing is different."""
    old, new = takes(demo)
    assert old.steps != new.steps
    assert compare(old, new) == []
    assert compare(new, old) == []


@pytest.mark.parametrize(
    ("demo", "pattern", "new", "command"),
    [
        ("busybox-process", r"(?<=containerd-shim,)\d+", "9999", "pstree"),
        ("busybox-process", r"^NSpid:.*1$", "NSpid:  347     2", "NSpid"),
        ("busybox-process", r"\bExited\b", "Up", "ls -a"),
        ("busybox-process", r"Exited \(0\)", "Exited (1)", "ls -a"),
        ("busybox-process", r"(?<=root)( +)\d+( +)\d+", r"\g<1>319\g<2>4444", "top"),
        ("busybox-process", r"moby", "k8s.io", "ps -ef"),
        ("busybox-process", r"Pull complete", "Already exists", ""),
        ("nginx-processes", r"nginx: worker process$", "nginx: cache manager", "top"),
        ("nginx-processes", r"^    PID TTY", "    PID TT", "ps -aux"),
        ("shim-keeps", r"^42$", "43", "wait"),
        ("shim-keeps", r"^running$", "exited", "Status"),
        ("bench-networks", r"\b0% packet", "50% packet", "ping"),
        ("bench-networks", r"/16\b", "/24", "ip addr"),
        ("bench-networks", r"(?<=172\.18\.0\.)2\b", "3", "ping"),
        ("bench-volumes", r"^-rw-r--r--", "-rw-rw-r--", "ls -l"),
        ("bench-volumes", r"\brw,relatime", "ro,relatime", "mount"),
        ("bench-stats", r"/ 64MiB", "/ 96MiB", "stats"),
        ("bench-stats", r"\d+KiB", "7GiB", "stats"),
        ("bench-stats", r"^134217728$", "67108864", "inspect"),
        ("bench-names", r"\b[a-z]+_[a-z]+\b", "zen_turing", "--no-trunc"),
        ("bench-build", r"(?<=\d)MB\b", "GB", "image ls"),
        ("bench-build", r"\d\.\d+MB", "9.99MB", "image ls"),
        ("bench-build", r"^good morning$", "good evening", "greeter"),
        ("bench-events", r"exitCode=0", "exitCode=1", "events"),
        ("bench-events", r"container die", "container stop", "events"),
    ],
)
def test_one_wrong_word_is_different(demo, pattern, new, command):
    """Whatever a reader could be told wrongly is found, in the step that tells it."""
    old, other = takes(demo)
    assert "output" in different(old, rewritten(other, pattern, new, command))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"status": 1}, "exit status"),
        ({"status": None}, "exit status"),
        ({"terminal": "7"}, "terminal"),
        ({"prompt": "# "}, "prompt"),
        ({"hidden": True}, "shown on the page"),
        ({"input": "docker container ls"}, "what was typed"),
        ({"output": ()}, "output"),
        ({"output": (Line("box"), Line("box"))}, "output"),
    ],
)
def test_everything_about_a_step_counts(changes, what):
    """Exit status, terminal, prompt, typed text and output of a step are compared."""
    old, new = takes("bench-volumes")
    number = next(n for n, step in enumerate(new.steps) if step.input == "docker volume ls -q")
    assert what in different(old, changed(new, number, **changes))


def test_steps_values_and_figures_are_compared():
    """A step that is gone, another value, another parent in a figure."""
    old, new = takes("busybox-process")
    assert "number of steps" in different(old, replace(new, steps=new.steps[:-1]))
    values = {**new.values, "shim": "4444"}
    assert different(old, replace(new, values=values)) == ["the value shim"]
    facts = new.facts[0]
    processes = [dict(item) for item in facts.facts["processes"]]
    processes[-1]["parent"] = 1
    wrong = (replace(facts, facts={"processes": processes}),)
    assert different(old, replace(new, facts=wrong)) == ["figure 1 (pstree)"]


def test_the_pid_of_a_port_s_proxy_is_a_name():
    """The proxy of a published port has another PID in each take."""
    rows = [fact_rows(Facts("network", (), {"ports": [{"proxy": pid}]})) for pid in (449, 435)]
    kinds = [[token.kind for token in row] for (row,) in rows]
    assert kinds[0] == kinds[1]
    assert Kind.PID in kinds[0]


def test_the_namespaces_of_a_figure_are_names():
    """A namespace has another number in each take, and the same one wherever it is shared."""
    rows = [
        fact_rows(Facts("namespaces", (), {"processes": [{"namespaces": {"ipc": number}}]}))
        for number in (4026532188, 4026532555)
    ]
    kinds = [[token.kind for row in found for token in row] for found in rows]
    assert kinds[0] == kinds[1]
    assert Kind.INODE in kinds[0]


def test_a_ppid_that_is_printed_once_is_held_by_the_anchors():
    """What the daemon knows of a container holds even numbers without any other mention."""
    old, new = takes("busybox-process")
    anchors = (replace(new.anchors[0], shim=new.anchors[0].shim + 5),)
    assert different(old, replace(new, anchors=anchors))


def test_lists_sorted_by_made_up_names_permute():
    """`docker volume ls` sorts by names that Docker made up; a fixed list does not permute."""
    old, new = takes("bench-volumes")
    number = next(n for n, step in enumerate(old.steps) if step.input == "docker volume ls")
    lines = old.steps[number].output
    assert compare(old, new) == []
    swapped = changed(old, number, output=(lines[0], lines[2], lines[1], lines[3]))
    assert different(old, swapped)


def test_another_version_of_the_host_is_a_drift():
    """Docker's version in the provenance and in the output: told, and not different."""
    old, new = takes("bench-volumes")
    newer = replace(new, provenance={**new.provenance, "docker": "29.0.1"})
    findings = compare(old, newer)
    assert verdict_of(findings) == DRIFT
    assert [(item.what, item.old.text, item.new.text) for item in findings] == [
        ("docker", "28.5.2", "29.0.1")
    ]
    shown = [
        changed(recording, 0, output=(Line(f"Docker version {version}"),))
        for recording, version in ((old, "28.5.2"), (newer, "29.0.1"))
    ]
    assert verdict_of(compare(*shown)) == DRIFT
    assert verdict_of(compare(shown[0], changed(new, 0, output=shown[1].steps[0].output))) == (
        DIFFERENT
    )


def test_a_version_that_changed_alone_is_different():
    """Without a change of the host, a version in the output is a claim like any other."""
    old, new = (
        changed(recording, 0, output=(Line(f"nginx/{version}"),))
        for recording, version in zip(takes("bench-volumes"), ("1.26.3", "1.26.4"), strict=True)
    )
    assert different(old, new) == ["output"]


def test_a_recording_is_equal_to_itself():
    """The trivial case, for every captured recording."""
    for demo in DEMOS:
        for take in takes(demo):
            assert verdict_of(compare(take, take)) == EQUAL


def test_a_difference_says_which_name_it_contradicts():
    """The reason names the number, and what it is elsewhere."""
    old, new = takes("busybox-process")
    wrong = rewritten(new, r"(?<=containerd-shim,)\d+", "9999", "pstree")
    (finding,) = (item for item in compare(old, wrong) if item.what == "output")
    shims = [str(recording.anchors[0].shim) for recording in (old, new)]
    assert finding.reason == f"PID {shims[0]} is {shims[1]} elsewhere in the new recording"
    marked = [finding.new.text[start:end] for start, end in finding.new.marks]
    assert marked == ["9999"]


def test_lists_of_processes_stay_in_the_order_of_their_numbers():
    """1, 12, 6 is in order letter by letter, and no order of processes."""
    header, first, last = Line("PID   USER"), Line("    1 root"), Line("   12 root")
    lines = (header, first, Line("    6 root"), last)
    old, new = (
        changed(recording, 0, input="docker exec box ps", output=lines)
        for recording in takes("bench-volumes")
    )
    assert "output" not in different(old, new)
    swapped = changed(new, 0, output=(header, first, last, Line("    6 root")))
    assert "output" in different(old, swapped)


def test_a_value_that_stayed_the_same_by_chance_is_different():
    """The old shim's PID in a new recording where that shim has another one."""
    old, new = takes("busybox-process")
    assert old.values["shim"] != new.values["shim"]
    values = {**new.values, "shim": old.values["shim"]}
    assert different(old, replace(new, values=values)) == ["the value shim"]
