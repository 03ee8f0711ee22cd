"""``pstree``: processes that were there and are dead now."""

import pytest
from captures import captured
from demos.errors import DemoError
from demos.figures import FIGURES
from figure_cases import classes, svg, twin

ID = captured("container_id.txt").decode().strip()


def run(command):
    """Answer as the captured demo host did: systemd 1, shim 363, sh 390."""
    answers = {"grep -HE": "status", "ps": "args", "grep -Ho": "cgroup"}
    name = next(name for start, name in answers.items() if command.startswith(start))
    return captured(f"proc_{name}.txt").decode()


def facts(*arguments):
    """What the probe collects."""
    return FIGURES["pstree"].probe(run, arguments, {ID: "box"})


def about(told, language):
    """What the caption says below the title."""
    return FIGURES["pstree"].describe(told, language).about


def test_a_dead_process_hangs_below_its_parent():
    """It is said that it is gone, and drawn so; the parent's own family is not drawn."""
    told = facts("390", "gone 4100 containerd-shim below 1", "gone 4101 nginx below 4100")
    assert twin("pstree", told).splitlines() == [
        "systemd (host PID 1)",
        "├─ containerd-shim (host PID 363)",
        "│  └─ sh (host PID 390, PID 1 inside container box)",
        "└─ containerd-shim (host PID 4100, gone)",
        "   └─ nginx (host PID 4101, gone)",
    ]
    assert "nginx (主机 PID 4101、已消失)" in twin("pstree", told, "zh")
    assert {"dead", "pid-4101"} <= classes(svg("pstree", told))


def test_all_may_be_dead():
    """Then nothing else is drawn."""
    told = facts("gone 4100 nginx")
    assert told["processes"] == []
    assert FIGURES["pstree"].describe(told, "en").title == "Process tree: nginx"
    assert svg("pstree", told) is not None


def test_the_living_and_the_gone_are_counted_apart():
    """In both languages; also when none is left alive."""
    told = facts("390", "gone 4100 containerd-shim below 1", "gone 4101 nginx below 4100")
    assert about(told, "en").endswith("; processes alive: 3, gone: 2.")
    assert about(told, "zh").endswith("：3 个进程活着，2 个已消失。")
    assert about(facts("gone 4100 nginx"), "en").endswith("; processes alive: 0, gone: 1.")


def test_a_living_tree_has_no_dead():
    """Nor do its facts change by that, and its caption doesn't mention any."""
    told = facts("390")
    assert about(told, "en").endswith(", 3 processes.")
    assert list(told) == ["processes"]
    assert "dead" not in classes(svg("pstree", told))


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("gone 390 sh", "the process 390 is not gone: it is sh"),
        ("gone 4100", "“gone 4100” names no dead process"),
        ("gone x sh", "“x” is not a PID"),
        ("gone 4100 sh above 1", "“gone 4100 sh above 1” names no dead process"),
        ("gone 4100 sh below x", "“x” is not a PID"),
    ],
)
def test_who_is_not_dead_is_refused(argument, message):
    """A figure says nothing that is not so."""
    with pytest.raises(DemoError) as caught:
        facts(argument)
    assert caught.value.message == message
    assert caught.value.hint
