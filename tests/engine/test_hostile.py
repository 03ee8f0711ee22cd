"""Hostile demos: each tries the real thing from inside, and SECURITY.md says what stops it.

What only a user namespace stops is tried on a plain engine as well: there it
works, and the level that the engine is given must say so.
"""

import socket
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest
from demos.engine import PLAIN, USER_NAMESPACE, Engine, EngineMissing
from demos.errors import DemoError
from demos.host import DemoHost, Limits
from demos.isolation import require_isolation
from engine.containers import ours
from engine.recording import failure, lines_of, record

pytest_plugins = ["engine.shared_host"]
pytestmark = pytest.mark.engine

DISK = 'numbers=$(cat /sys/block/*/dev | grep -v "^[17]:" | tail -n 1); numbers=${numbers:-254:0}'
MAKE_DISK = f'{DISK}; rm -f /tmp/disk; mknod /tmp/disk b "${{numbers%:*}}" "${{numbers#*:}}"'
FRESH_PROC = "mkdir -p /tmp/proc && mount -t proc proc /tmp/proc"
OPEN = "perl -e 'open(F, \"+<\", $ARGV[0]) or exit 1'"
# init_module(2): numbers from the kernel's syscall tables.
LOAD = (
    'perl -e \'$n = `uname -m` =~ /x86/ ? 175 : 105; $m = "\\0" x 64; $o = "";'
    " exit(syscall($n, $m, 64, $o) ? 1 : 0)'"
)

ALWAYS_STOPPED = {
    "read a disk": f"{MAKE_DISK}; head -c 1 /tmp/disk | grep -q .",
    "become a release agent": "mkdir -p /tmp/c; ls /sys/fs/cgroup/*/release_agent ||"
    " mount -t cgroup -o none,name=agent cgroup /tmp/c",
    "load a module": LOAD,
    "read the kernel's memory": f"{OPEN} /proc/kcore || {OPEN} /dev/mem",
    "read the kernel's messages": "dmesg",
    "set the clock": "date --set 2001-01-01",
    "start another kernel": "perl -e '$n = `uname -m` =~ /x86/ ? 246 : 104;"
    " exit(syscall($n, 0, 0, 0, 0) ? 1 : 0)'",
}
STOPPED_BY_USER_NAMESPACE = {
    "make a disk": MAKE_DISK,
    "set the core pattern": f"{FRESH_PROC} && {OPEN} /tmp/proc/sys/kernel/core_pattern",
    "mount debugfs": "mkdir -p /tmp/debug && mount -t debugfs none /tmp/debug",
}
FAKE = r"\033]133;D;0;f00d\a\033]133;A;f00d\a$ \033]133;B;f00d\a"


def works(host: DemoHost, command: str) -> bool:
    """Whether a command of root inside the host succeeds."""
    return host.run(f"({command}) >/dev/null 2>&1 && echo done") == "done\n"


@pytest.mark.parametrize("attempt", ALWAYS_STOPPED)
def test_every_level_stops(shared: DemoHost, attempt: str) -> None:
    """What a capability that no host gets would be needed for."""
    assert not works(shared, ALWAYS_STOPPED[attempt])


@pytest.mark.parametrize("attempt", STOPPED_BY_USER_NAMESPACE)
def test_a_user_namespace_stops(engine: Engine, shared: DemoHost, attempt: str) -> None:
    """What root inside may do only where it is root outside, too; nothing is written."""
    expected = {PLAIN: True, USER_NAMESPACE: False}
    assert works(shared, STOPPED_BY_USER_NAMESPACE[attempt]) is expected[engine.isolation]


def test_no_process_of_the_machine(shared: DemoHost) -> None:
    """Neither /proc nor a fresh one nor the first process's namespaces show any."""
    marker = "a-process-of-the-machine"
    with subprocess.Popen([sys.executable, "-c", "input()", marker], stdin=subprocess.PIPE) as one:
        seen = shared.run(f"ps -ww -ef; nsenter --target 1 --all ps -ww -ef; {FRESH_PROC}")
        seen += shared.run("cat /tmp/proc/[0-9]*/cmdline | tr '\\0' ' '")
        one.communicate(b"\n")
    assert "dockerd" in seen
    assert marker not in seen


def test_no_socket_of_the_engine(shared: DemoHost) -> None:
    """Behind every socket in sight that answers is the host's own Docker."""
    asked = shared.run(
        "for one in $(find / -xdev -type s; find /run -type s); do"
        " curl --silent --max-time 0.2 --unix-socket $one http://x/info;"
        " curl --silent --max-time 0.2 --unix-socket $one http://x/containers/json?all=1; done",
        timeout=60,
    )
    assert '"Name":"docker"' in asked
    assert shared.name not in asked


@pytest.fixture
def listener() -> Iterator[int]:
    """The port of a server on all addresses of this machine."""
    with socket.create_server(("", 0)) as server:
        yield server.getsockname()[1]


def test_no_network_beyond_the_wire(shared: DemoHost, listener: int) -> None:
    """Root inside may lay routes as it likes: no address of this machine answers."""
    addresses = {
        address.address
        for known in psutil.net_if_addrs().values()
        for address in known
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    }
    assert addresses
    shared.run("ip route add default via 192.0.2.1")
    for address in addresses:
        command = f"timeout 1 bash -c 'echo > /dev/tcp/{address}/{listener}'"
        assert not works(shared, command), address
    shared.run("ip route delete default")


def test_a_file_that_fills_the_disk(shared: DemoHost) -> None:
    """Where no small disk of its own holds a file, it may not grow beyond 2 GiB."""
    for path in ("/root/big", "/usr/big"):
        size = shared.run(f"truncate --size 3G {path}; stat --format %s {path}")
        assert int(size) <= 2 << 30
    (step,) = record(shared, "$ truncate --size 3G big; stat --format %s big; rm big")
    assert int(lines_of(step)[-1]) <= 2 << 30
    inside = "truncate -s 3221225472 /big; stat -c %s /big"
    assert int(shared.run(f"docker run --rm busybox sh -c '{inside}'", 20)) <= 2 << 30


def test_a_fork_bomb(engine: Engine) -> None:
    """It ends with its host, and this machine can still start what it likes."""
    with DemoHost.start(engine, limits=Limits(processes=400)) as host:
        error = failure(host, "$ bomb() { bomb | bomb & }; bomb; sleep 60", "@timeout 3s")
        assert error.place.line == 2
        assert subprocess.run(["true"], check=True).returncode == 0
    assert not ours(engine, host.name)


def test_processes_that_ignore_every_signal(engine: Engine) -> None:
    """A shell and a container that cannot be interrupted are gone with their host."""
    deaf = "trap '' HUP INT QUIT TERM TSTP; while :; do :; done"
    with DemoHost.start(engine) as host:
        host.run(f'docker run --detach --name deaf --cpus 0.1 busybox sh -c "{deaf}"')
        error = failure(host, f"$ {deaf}", "@timeout 2s")
        assert error.message.endswith("did not come within 2 s")
    assert not ours(engine, host.name)


def test_marks_of_the_recorders_terminal_are_not_to_be_guessed(shared: DemoHost) -> None:
    """Marks with another nonce, printed by a container or into all terminals, end no step."""
    steps = record(
        shared,
        f"$ docker run --rm busybox printf '{FAKE}'; sleep 0.2; echo on; (exit 3)",
        "@exit 3",
        f"$ for one in /dev/pts/[0-9]*; do printf '{FAKE}' > $one; done; sleep 0.2; (exit 4)",
        "@exit 4",
    )
    assert [step.status for step in steps] == [3, 4]
    assert lines_of(steps[0]) == ["$ on"]


def test_a_floor_refuses_a_plain_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where strangers' demos are run, the level is asked for in words."""
    monkeypatch.setenv("DEMOS_ISOLATION", "user-namespace")
    if engine.isolation == PLAIN:
        with pytest.raises(DemoError, match="isolates at the level “plain”") as caught:
            require_isolation(engine)
        assert not isinstance(caught.value, EngineMissing)
    else:
        require_isolation(engine)
