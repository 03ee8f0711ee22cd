"""``calls``: who executed whom, from real traces of containerd."""

import pytest
from demos.errors import DemoError
from demos.figures import FIGURES
from demos.figures.calls import probe, telling
from demos.figures.strace import Execution, read_executions
from figure_cases import case, classes, dot, svg, twin


def test_a_container_is_run():
    """The shim runs runc three times; what runc init became bears the container's program."""
    assert twin("calls", case("calls_run").facts()).splitlines() == [
        "containerd (PID 116 · ran before the trace)",
        "   1. containerd-shim-runc-v2 start (PID 497 · subreaper)",
        "      2. containerd-shim-runc-v2 (PID 505 · subreaper)",
        "         3. runc create (PID 518 · subreaper)",
        "            4. runc init (PID 527)",
        "               6. true (PID 530 · was runc:[2:INIT])",
        "         5. runc start (PID 540)",
        "         7. runc delete (PID 546)",
        "   8. containerd-shim-runc-v2 delete (PID 553 · subreaper)",
        "      9. runc delete --force (PID 562)",
    ]


def test_the_outline_in_chinese():
    """The same in the other language."""
    lines = twin("calls", case("calls_run").facts(), "zh").splitlines()
    assert lines[0] == "containerd (PID 116 · 跟踪开始前就在运行)"
    assert lines[5].strip() == "6. true (PID 530 · 原名 runc:[2:INIT])"


def test_a_program_that_replaces_itself():
    """The image's entry point becomes nginx in the same process, below itself."""
    lines = twin("calls", case("calls_nginx").facts()).splitlines()
    entry = next(line for line in lines if "docker-entrypoint.sh nginx -g daemon off;" in line)
    master = lines[lines.index(entry) + 1]
    assert "nginx -g daemon off; (PID " in master
    assert "same process" in master
    assert len(master) - len(master.lstrip()) == len(entry) - len(entry.lstrip()) + 3


def test_without_births_nobody_has_a_parent():
    """The programs stand in their order, and it is said why."""
    one = case("calls_without_births")
    lines = twin("calls", one.facts()).splitlines()
    assert [line.split(". ")[0] for line in lines] == [str(n) for n in range(1, 10)]
    assert "holds no births" in FIGURES["calls"].describe(one.facts(), "en").about


def test_the_drawing_has_a_box_for_each_process():
    """With the class of its PID, and a line from who ran it."""
    found = dot("calls", case("calls_run").facts())
    assert found.count("class=branch") == 9
    assert '"process pid-530"' in found
    assert "pid-116" in classes(svg("calls", case("calls_run").facts()))


def test_a_failed_call_is_kept_and_a_search_is_not():
    """What PATH tries in vain is no step; a program that can't be run is one."""
    found = read_executions(
        '7 execve("/bin/no", ["no"], 0x1 /* 2 vars */) = -1 ENOENT (No such file or directory)\n'
        '7 execve("/usr/bin/no", ["no"], 0x1 /* 2 vars */) = 0\n'
        '7 execve("/root/x", ["/root/x"], 0x1 /* 2 vars */) = -1 EACCES (Permission denied)\n'
    )
    assert [(one.program, one.error) for one in found] == [("no", ""), ("x", "EACCES")]
    assert found[1].by == 1


def test_a_thread_runs_a_program_for_its_process():
    """A trace counts threads; who ran something is a process."""
    found = read_executions(
        '10 execve("/bin/a", ["a"], 0x1 /* 2 vars */) = 0\n'
        "10 clone3({flags=CLONE_VM|CLONE_THREAD} => {parent_tid=[11]}, 88) = 11\n"
        "11 clone(child_stack=NULL, flags=CLONE_VFORK|SIGCHLD <unfinished ...>\n"
        '12 execve("/bin/b", ["b", "-x"], 0x1 /* 2 vars */ <unfinished ...>\n'
        "11 <... clone resumed>) = 12\n"
        "12 <... execve resumed>) = 0\n"
        "11 prctl(PR_SET_CHILD_SUBREAPER, 1) = 0\n"
        '11 execve("/bin/c", ["c"], 0x1 /* 2 vars */) = 0\n'
    )
    assert [(one.program, one.pid, one.by, one.same) for one in found] == [
        ("a", 10, 0, False),
        ("b", 12, 1, False),
        ("c", 10, 1, True),
    ]
    assert [one.subreaper for one in found] == [True, False, False]


@pytest.mark.parametrize(
    ("program", "arguments", "words"),
    [
        ("runc", ("--root", "/r", "create", "--bundle", "/b", "f" * 64), "create"),
        ("sleep", ("60",), "60"),
        ("docker-proxy", ("-id", "0123456789ab" + "c" * 52), "-id 0123456789ab"),
        ("sh", ("-c", "x" * 60), "-c " + "x" * 26 + "…"),
    ],
)
def test_only_telling_arguments_are_shown(program, arguments, words):
    """The subcommand of a runtime; of others as much as fits, ids cut short."""
    assert telling(Execution(1, 2, program, arguments)) == words


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "this figure needs the name of one trace file"),
        (("a", "b"), "this figure needs the name of one trace file"),
    ],
)
def test_one_file_is_named(arguments, message):
    """The hint says how to make it."""
    with pytest.raises(DemoError, match=message) as caught:
        probe(lambda command: "", arguments, {})
    assert "strace -f" in caught.value.hint


def test_an_empty_trace_is_an_error():
    """A file that isn't there gives no picture either."""
    with pytest.raises(DemoError, match="“trace” holds no execve call"):
        probe(lambda command: "", ("trace",), {})
