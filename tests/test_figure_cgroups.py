"""``cgroups``: groups and limits of both versions."""

import pytest
from demos.errors import DemoError
from demos.figures import FIGURES
from demos.figures.cgroups import ancestors, limit_lines, read_mounts, read_paths, size
from figure_cases import case, classes, svg, twin

# As cgroups(7) and the kernel's cgroup-v2 describe it: one tree, files without a prefix.
V2_MOUNTS = "cgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime 0 0\n"
V2_PATH = "/system.slice/docker-" + "5" * 64 + ".scope"
V2_FILES = {"memory.max": "67108864", "cpu.max": "50000 100000", "pids.max": "20"}


def test_version_1_with_and_without_limits():
    """The limits stand on the group that has them, under their files' names."""
    assert twin("cgroups", case("cgroups_v1").facts()).splitlines()[:2] == [
        "/ (the host's root cgroup)",
        "   docker [memory.limit_in_bytes: no limit, cpu.cfs_quota_us: no limit, "
        "pids.max: no limit]",
    ]
    lines = twin("cgroups", case("cgroups_v1").facts(), "zh").splitlines()
    assert lines[4].endswith(
        "容器 cg [memory.limit_in_bytes：67108864（64 MiB）、"
        "cpu.cfs_quota_us：50000 / 100000（0.5 个 CPU）、pids.max：20]"
    )
    assert lines[5].strip() == "sleep · PID 3091"


def version_2(command):
    """A host with cgroup v2 and the systemd driver."""
    if "/proc/mounts" in command:
        return V2_MOUNTS
    if command.startswith("grep -HE"):
        return "".join(
            f"/proc/9/status:{line}\n" for line in ("Name:\tsh", "PPid:\t1", "NSpid:\t9 1")
        )
    if command == "cat /proc/9/cgroup":
        return f"0::{V2_PATH}\n"
    for name, text in V2_FILES.items():
        if command.startswith(f"cat /sys/fs/cgroup{V2_PATH}/{name} "):
            return f"{text}\n"
        if command.startswith(f"cat /sys/fs/cgroup/system.slice/{name} "):
            return "max 100000\n" if name == "cpu.max" else "max\n"
    return ""


def test_version_2():
    """The same picture with the other names."""
    facts = FIGURES["cgroups"].probe(version_2, ("9",), {"5" * 64: "box"})
    assert facts["version"] == "v2"
    assert twin("cgroups", facts).splitlines() == [
        "/ (the host's root cgroup)",
        "   system.slice [memory.max: no limit, cpu.max: no limit, pids.max: no limit]",
        "      docker-555555555555.scope · container box [memory.max: 67108864 (64 MiB), "
        "cpu.max: 50000 / 100000 (0.5 CPUs), pids.max: 20]",
        "         sh · PID 9",
    ]
    assert svg("cgroups", facts) is not None


def test_a_hybrid_host_has_version_1():
    """Its unified tree has no controllers."""
    mounts = "cgroup2 /u cgroup2 rw 0 0\ncgroup /m cgroup rw,memory 0 0\n"
    assert read_mounts(mounts) == ("v1", {"memory": "/m"})
    assert read_mounts(V2_MOUNTS)[0] == "v2"


def test_paths_of_each_version():
    """Version 1 has a line for each controller, version 2 one for all."""
    text = "4:memory:/docker/x\n2:cpu,cpuacct:/docker/x\n1:name=systemd:/y\n0::/z\n"
    assert read_paths(text, "v1") == {"memory": "/docker/x", "cpu": "/docker/x"}
    assert set(read_paths("0::/z\n", "v2").values()) == {"/z"}


def test_ancestors_begin_at_the_root():
    """Each group hangs on the one above it."""
    assert ancestors("/a/b") == ["/", "/a", "/a/b"]
    assert ancestors("/") == ["/"]


@pytest.mark.parametrize(
    ("limits", "line"),
    [
        ({"memory.limit_in_bytes": "9223372036854771712"}, "memory.limit_in_bytes: no limit"),
        ({"memory.max": "max"}, "memory.max: no limit"),
        ({"memory.max": "1610612736"}, "memory.max: 1610612736 (1.5 GiB)"),
        ({"cpu.cfs_quota_us": "-1", "cpu.cfs_period_us": "100000"}, "cpu.cfs_quota_us: no limit"),
        ({"cpu.max": "150000 100000"}, "cpu.max: 150000 / 100000 (1.5 CPUs)"),
        ({"cpu.max": "max 100000"}, "cpu.max: no limit"),
        ({"pids.max": "0"}, "pids.max: 0"),
    ],
)
def test_what_a_file_says(limits, line):
    """No limit has three spellings."""
    assert limit_lines(limits, "en") == [line]


@pytest.mark.parametrize(
    ("count", "text"), [(512, "512 B"), (1024, "1 KiB"), (6 << 20, "6 MiB"), (2 << 40, "2048 GiB")]
)
def test_sizes(count, text):
    """In the largest unit that fits."""
    assert size(count) == text


def test_processes_have_their_class():
    """So that a page can light the same process everywhere."""
    assert {"cgroup", "process", "pid-3091"} <= classes(svg("cgroups", case("cgroups_v1").facts()))


def test_a_word_is_no_pid():
    """Refused before anything is asked."""
    with pytest.raises(DemoError, match="“web” is not a PID"):
        FIGURES["cgroups"].probe(version_2, ("web",), {})
