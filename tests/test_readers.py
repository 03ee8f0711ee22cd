"""Who reads from a terminal, told from ``/proc``."""

from captures import captured
from demos.readers import Readers, TerminalProcess, read_stats

STAT = captured("proc_stat.txt").decode()


def line(pid, name, state, group, session, foreground, *, terminal=34816):
    """A line of ``/proc/PID/stat``."""
    return f"{pid} ({name}) {state} 1 {group} {session} {terminal} {foreground} 4194560 1 2\n"


class Machine:
    """A host with these processes, each in this system call."""

    def __init__(self, stats, calls, machine="x86_64"):
        self.stats = stats
        self.calls = calls
        self.machine = machine

    def run(self, command):
        """Answer the three commands that readers ask."""
        if command == "uname -m":
            return f"{self.machine}\n"
        if "syscall" in command:
            return self.calls.get(int(command.split("/")[2]), "")
        return self.stats


def test_a_real_table_has_its_terminals_processes():
    """Captured from a demo host: the shell, docker in front of it, the container's sh."""
    processes = {process.name: process for process in read_stats(STAT)}
    assert set(processes) == {"systemd-run", "bash", "docker", "sh"}
    assert processes["bash"].pid == processes["bash"].session
    assert processes["docker"].group == processes["docker"].foreground
    assert processes["sh"].pid == processes["sh"].foreground


def test_the_containers_program_is_the_innermost():
    """The session that came last is the one that is typed into."""
    pids = {process.name: process.pid for process in read_stats(STAT)}
    before = "".join(row + "\n" for row in STAT.splitlines() if "(sh)" not in row)
    machine = Machine(before, {pids["sh"]: "0 0x0 0x1", pids["docker"]: "202 0x0"})
    readers = Readers(machine.run)
    readers.notice("1")
    assert not readers.is_reading("1")
    machine.stats = STAT
    assert readers.is_reading("1")


def test_names_may_hold_anything():
    """Brackets and blanks in a process's name are the name's."""
    (process,) = read_stats(line(7, "a) S 1 (b", "R", 7, 7, 7))
    assert process == TerminalProcess(7, "a) S 1 (b", "R", 7, 7, 7)


def test_damaged_lines_and_daemons_are_passed_over():
    """What has no terminal, or vanished while it was read, is nobody."""
    assert read_stats("\n12 (half\n" + line(3, "daemon", "S", 3, 3, -1, terminal=0)) == []


def test_only_a_sleeping_read_counts():
    """Not running, not another call, not in the background."""
    stats = line(10, "bash", "S", 10, 10, 20) + line(20, "python3", "{}", 20, 10, 20)
    for state, call, expected in [
        ("S", "0 0x0", True),
        ("S", "7 0x0", True),
        ("R", "running", False),
        ("R", "0 0x0", False),
        ("S", "230 0x0", False),
        ("S", "-1 0x0", False),
        ("S", "", False),
    ]:
        readers = Readers(Machine(stats.format(state), {20: call, 10: "0 0x0"}).run)
        readers.notice("1")
        assert readers.is_reading("1") is expected, (state, call)


def test_calls_are_numbered_as_on_the_machine():
    """63 is read on arm64 and something else on x86_64."""
    stats = line(10, "sh", "S", 10, 10, 10)
    for machine, expected in [("aarch64", True), ("x86_64", False)]:
        readers = Readers(Machine(stats, {10: "63 0x0"}, machine).run)
        readers.notice("1")
        assert readers.is_reading("1") is expected


def test_terminals_do_not_share_sessions():
    """A session belongs to the terminal that was typed in when it appeared."""
    first, second = line(10, "sh", "S", 10, 10, 10), line(20, "sh", "S", 20, 20, 20)
    machine = Machine(first, {10: "0 0x0", 20: "230 0x0"})
    readers = Readers(machine.run)
    readers.notice("1")
    machine.stats += second
    readers.notice("2")
    assert readers.is_reading("1")
    assert not readers.is_reading("2")


def test_a_job_is_a_program_with_a_name_of_its_own():
    """A child that is still the shell would swallow a Ctrl-C."""
    shell = line(10, "bash", "S", 10, 10, 20)
    for name, expected in [("sleep", True), ("bash", False)]:
        readers = Readers(Machine(shell + line(20, name, "S", 20, 10, 20), {}).run)
        assert readers.has_job("1") is expected
    assert not Readers(Machine(line(10, "bash", "S", 10, 10, 10), {}).run).has_job("1")
    assert not Readers(Machine("", {}).run).has_job("1")
