"""``namespaces``: the same letter in a column is the same namespace."""

import pytest
from demos.errors import DemoError
from demos.figures.namespaces import letters
from demos.figures.pids import read_named_pids
from figure_cases import case, classes, svg, twin

KINDS = ["cgroup", "ipc", "mnt", "net", "pid", "time", "user", "uts"]


def rows(facts):
    """Each process's letters as a word."""
    return ["".join(row.values()) for row in letters(facts)]


def test_what_is_shared_has_one_letter():
    """The host, a container, a second process in it, the host's network, the host's PIDs."""
    facts = case("namespaces").facts()
    assert list(facts["processes"][0]["namespaces"]) == KINDS
    assert rows(facts) == ["AAAAAAAA", "ABBBBAAB", "ABBBBAAB", "ADDADAAD", "AEEEAAAE"]


def test_labels():
    """A container's name by itself, a label where one is written, the host as such."""
    one = case("namespaces")
    labels = [process["label"] for process in one.facts()["processes"]]
    assert labels == ["", "cli", "exec in cli", "--network host", "--pid host"]
    lines = twin("namespaces", one.facts(), "zh").splitlines()
    assert lines[1].split()[:5] == ["主机", "(PID", "1)", "A", "4026532251"]


def test_a_namespace_that_the_kernel_lacks_has_no_column():
    """Kernels before 5.6 have no time namespace."""
    one = case("namespaces")
    one.replace("time:[4026531834]", "")
    facts = one.facts()
    assert list(facts["processes"][0]["namespaces"]) == [kind for kind in KINDS if kind != "time"]


def test_two_containers_that_share_a_network():
    """Who comes later bears the letter of who was there first."""
    facts = case("namespaces").facts()
    first, second = facts["processes"][1]["namespaces"], facts["processes"][4]["namespaces"]
    second["net"] = first["net"]
    assert rows(facts)[4] == "AEEBAAAE"


def test_colour_is_not_alone():
    """Cells of the host's namespaces and others differ in class, and in the letter."""
    assert {"hosts", "own", "heading"} <= classes(svg("namespaces", case("namespaces").facts()))


def test_many_processes_have_letters():
    """After Z comes AA."""
    process = {"pid": 1, "name": "x", "label": ""}
    facts = {"processes": [{**process, "namespaces": {"pid": n}} for n in range(28)]}
    assert rows(facts)[25:] == ["Z", "AA", "AB"]


def test_a_process_that_cannot_be_looked_into():
    """An empty answer is no namespace."""
    one = case("namespaces")
    command = one.commands("for p in ")[0]
    one.answers[command] = [line for line in one.answers[command] if not line.startswith("2761 ")]
    with pytest.raises(DemoError, match="the namespaces of the PID 2761 cannot be read"):
        one.facts()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "this figure names no PID"),
        (("web",), "“web” is not a PID"),
        (("web 12",), "“web” is not a PID"),
        (("12 -3",), "“-3” is not a PID"),
    ],
)
def test_arguments_that_name_nothing(arguments, message):
    """Refused, with what to write."""
    with pytest.raises(DemoError, match=message) as caught:
        read_named_pids(arguments)
    assert "@{pid}" in caught.value.hint


def test_lines_of_pids_and_labels():
    """A line is one process with a label, or any number of PIDs."""
    assert read_named_pids(("12 13", "14 the web server", "15")) == {
        12: "", 13: "", 14: "the web server", 15: "",
    }  # fmt: skip


def test_a_pid_that_is_gone():
    """A figure cannot be about nobody."""
    with pytest.raises(DemoError, match="no process has the PID 4194999"):
        case("namespaces").facts("4194999")
