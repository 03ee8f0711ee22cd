"""The process table of a demo host, and families in it."""

from captures import captured
from demos.processes import Process, family, read_processes, take_processes
from hypothesis import given
from hypothesis import strategies as st

STATUS, ARGUMENTS, CONTAINERS = (
    captured(f"proc_{name}.txt").decode() for name in ("status", "args", "cgroup")
)
ID = captured("container_id.txt").decode().strip()


def table():
    """The captured processes, by name."""
    processes = read_processes(STATUS, ARGUMENTS, CONTAINERS, {ID: "box"})
    return {process.name: process for process in processes}


def test_a_real_table():
    """Captured from a demo host with one container: numbers, names, owner."""
    known = table()
    assert known["sh"] == Process(390, 363, "sh", "sh", inside=1, container="box")
    assert known["systemd"] == Process(1, 0, "systemd", "/sbin/init")
    shim = known["containerd-shim"]
    assert (shim.pid, shim.parent, shim.inside, shim.container) == (363, 1, 0, "")
    assert ID in shim.arguments


def test_a_container_without_a_name_is_called_by_its_id():
    """The daemon may be down when the table is taken."""
    processes = read_processes(STATUS, ARGUMENTS, CONTAINERS, {})
    assert {process.container for process in processes} == {"", ID[:12]}


def test_the_family_of_a_process():
    """Its ancestors and descendants, by PID, and nobody else's."""
    processes = list(table().values())
    names = [process.name for process in family(processes, [363])]
    assert names == ["systemd", "containerd-shim", "sh"]
    assert family(processes, []) == []


def test_a_process_that_vanished_is_left_out():
    """Half a status is none."""
    assert read_processes("/proc/9/status:Name:\tgone\n", "", "", {}) == []


def test_a_zombie_is_named_as_one_in_its_container():
    """Lines of a real zombie: no container in its cgroup any more, no arguments either."""
    status = f"{STATUS}/proc/418/status:Name:\tsleep\n/proc/418/status:PPid:\t390\n"
    status += "/proc/418/status:NSpid:\t418\t8\n"
    processes = read_processes(
        status, f"{ARGUMENTS}    418 [sleep] <defunct>\n", CONTAINERS, {ID: "box"}
    )
    (zombie,) = (process for process in processes if process.pid == 418)
    assert (zombie.name, zombie.container, zombie.inside) == ("sleep <defunct>", "box", 8)


def test_the_three_commands_are_asked():
    """The table is what the host answers."""
    answers = {"grep -HE": STATUS, "ps": ARGUMENTS, "grep -Ho": CONTAINERS}

    def run(command):
        return next(text for start, text in answers.items() if command.startswith(start))

    expected = read_processes(STATUS, ARGUMENTS, CONTAINERS, {ID: "box"})
    assert take_processes(run, {ID: "box"}) == expected


@given(st.lists(st.integers(0, 9), min_size=9, max_size=9), st.sets(st.integers(1, 9)))
def test_a_family_is_closed(parents, pids):
    """In any table, each member's parent and children belong to the line it came by."""
    processes = [
        Process(pid, min(parent, pid - 1), "p", "") for pid, parent in enumerate(parents, 1)
    ]
    members = {process.pid for process in family(processes, pids)}
    assert pids <= members
    above = {process.pid: process.parent for process in processes}
    assert all(above[pid] in members | {0} for pid in members)
