"""A demo host on the real engine: what is in it, what is not, and that it goes away."""

import os
import re
import secrets
import subprocess
import time

import pytest
from demos.control import ControlShell
from demos.engine import Engine
from demos.errors import DemoError
from demos.host import DemoHost, Limits
from demos.host_image import build_host_image
from engine.containers import ours
from engine.reader_terminal import NONCE, ReaderTerminal

pytestmark = pytest.mark.engine


def test_image_is_built_once(engine: Engine) -> None:
    """A recipe that was built is not built again."""
    steps: list[str] = []
    build_host_image(engine, steps.append)
    assert steps == []


def test_first_process_is_systemd(host: DemoHost) -> None:
    """PID 1 is systemd without arguments, its units run, and dockerd hangs below it."""
    assert host.run("cat /proc/1/comm") == "systemd\n"
    assert host.run("tr '\\0' ' ' < /proc/1/cmdline") == "/sbin/init "
    assert host.run("systemctl is-failed '*'").splitlines().count("failed") == 0
    assert host.run("pstree --show-parents $(pidof dockerd) | head -n 1").startswith("systemd---d")


def test_preloaded_images_run_without_a_pull(host: DemoHost) -> None:
    """Both run from the store; nginx logs, with a master and two workers."""
    assert host.run("docker run --pull never --rm busybox echo ok 2>&1") == "ok\n"
    host.run("docker run --pull never --detach --name web --publish 8080:80 nginx")
    assert "Welcome to nginx!" in host.run(
        "curl --silent --retry 9 --retry-all-errors localhost:8080"
    )
    commands = host.run("docker container top web")
    assert commands.count("nginx: master process") == 1
    assert commands.count("nginx: worker process") == 2
    assert '"GET / HTTP/1.1" 200' in host.run("docker logs web")
    assert host.run("docker inspect --format '{{.Config.StopSignal}}' web") == "SIGQUIT\n"


def test_busybox_is_upstreams(host: DemoHost) -> None:
    """Its `ps` has a TIME column and its shell prints no banner."""
    table = host.run("docker run --rm busybox ps")
    assert table.splitlines()[0].split() == ["PID", "USER", "TIME", "COMMAND"]


def test_empty_store_pulls_from_the_mirror(engine: Engine) -> None:
    """A host with an empty store really pulls, under the names that readers type."""
    with DemoHost.start(engine, preloaded=False) as host:
        assert host.run("docker image ls --quiet") == ""
        output = host.run("docker run busybox echo ok 2>&1")
        assert re.fullmatch(
            r"Unable to find image 'busybox:latest' locally\n"
            r"latest: Pulling from library/busybox\n"
            r"(?:[0-9a-f]{12}: .*\n)+"
            r"Digest: sha256:[0-9a-f]{64}\n"
            r"Status: Downloaded newer image for busybox:latest\n"
            r"ok\n",
            output,
        )
        assert "Downloaded newer image for registry:2" in host.run("docker pull registry:2", 30)


def test_images_are_built_pushed_and_limited_inside(host: DemoHost) -> None:
    """What notes do with Docker works inside: build, publish a port, push, limit memory."""
    host.write_file("Dockerfile", "FROM busybox\nRUN echo built > /word\n")
    host.run("docker build --tag localhost:5000/own . && docker run -d -p 5000:5000 registry:2", 30)
    host.run("curl --silent --retry 9 --retry-all-errors localhost:5000/v2/")
    assert "digest: sha256:" in host.run("docker push localhost:5000/own")
    assert host.run("docker run --rm localhost:5000/own cat /word") == "built\n"
    assert host.run("docker run --memory 20m busybox tail /dev/zero; echo $?") == "137\n"


def test_terminal_hangs_below_systemd_and_marks_its_prompts(host: DemoHost) -> None:
    """The reader's shell is a child of systemd, and each prompt tells the exit status."""
    with ReaderTerminal(host.terminal_command(NONCE)) as terminal:
        assert terminal.command("pstree -s $$") == ("systemd───bash───pstree\n", 0)
        assert terminal.command("false") == ("", 1)
        assert terminal.command("(exit 137)") == ("", 137)
        assert terminal.command("echo $TERM $LANG $TZ $HOME $PWD; hostname")[0] == (
            "xterm-256color C.UTF-8 UTC /root /root\ndocker\n"
        )
        assert NONCE not in terminal.command("env")[0]
        terminal.type("echo 'one")
        terminal.read_until(re.compile(rb"\x1b\]133;P;f00d\a> "))
        assert terminal.command("two!x'") == ("one\ntwo!x\n", 0)


def test_two_terminals_see_the_same_host(host: DemoHost) -> None:
    """While one terminal is inside a container, another looks at it from outside."""
    command = host.terminal_command(NONCE)
    with ReaderTerminal(command) as inside, ReaderTerminal(command) as outside:
        inside.type("docker run --rm -it --name box busybox sh")
        inside.read_until(re.compile(rb"/ # "))
        assert "box" in outside.command("docker container ls")[0]


def test_control_shell_frames_what_commands_print(host: DemoHost) -> None:
    """Any output comes back as it was; a failing or wrong command doesn't break the shell."""
    assert host.run("printf 'a\\n\\nb'") == "a\n\nb"
    assert host.run("exit 3") == ""
    assert host.run("echo 'unclosed") == ""
    assert host.run("echo 中文; cat") == "中文\n"
    assert len(host.run("head -c 3000000 /dev/zero | tr '\\0' x")) == 3000000


def test_command_that_takes_too_long_is_an_error(host: DemoHost) -> None:
    """The time being over is an error that names the command; the host goes on."""
    with pytest.raises(DemoError, match=r"`sleep 60` did not end within 0.2 s"):
        host.run("sleep 60", timeout=0.2)
    assert host.run("echo on") == "on\n"


def test_dead_host_is_an_error(engine: Engine, host: DemoHost) -> None:
    """A host that died says so instead of answering nothing."""
    host.run("true")
    engine.run("kill", host.name)
    with pytest.raises(DemoError, match="demo host died"):
        host.run("true")


def test_written_file_has_its_text(host: DemoHost) -> None:
    """Folders are made; quotes, dollars and Chinese arrive as they are."""
    text = "FROM busybox\nRUN echo \"$HOME\" 'x' `y` 容器 \\\n"
    host.write_file("a folder/Dockerfile", text)
    assert host.run("cat '/root/a folder/Dockerfile'") == text
    with pytest.raises(DemoError, match="/proc/no cannot be written"):
        host.write_file("/proc/no", "")


def test_provenance_names_versions_and_images(host: DemoHost) -> None:
    """Versions of all that matters, and the digest of each image."""
    facts = host.provenance()
    for name in ("docker", "containerd", "runc", "systemd"):
        assert re.fullmatch(r"\d+[.\d]*", facts[name])
    assert facts["cgroup"] in ("v1", "v2")
    assert facts["kernel"] == os.uname().release
    assert facts["distribution"] == "Debian GNU/Linux 13 (trixie)"
    assert {"busybox:latest", "nginx:latest", "debian:latest", "registry:2"} <= set(facts["images"])
    assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", one) for one in facts["images"].values())


def test_no_network_but_the_mirror(host: DemoHost) -> None:
    """There is no route beyond the wire to the mirror, and no address of this machine on it."""
    assert host.run("ip route show default") == ""
    assert host.run("curl --silent --max-time 2 http://192.0.2.1:5000/v2/") == "{}"
    reached = host.run("curl --max-time 2 http://198.51.100.1/ 2>&1; echo $?", 5)
    assert reached.endswith("7\n")
    assert host.run("cat /etc/resolv.conf") == ""
    gateways = subprocess.run(
        ["ip", "-4", "-o", "address"], check=True, capture_output=True, text=True
    ).stdout
    for address in re.findall(r"inet ([\d.]+)/", gateways):
        if not address.startswith(("127.", "172.17.")):
            assert host.run(f"ping -c 1 -W 1 {address} >&2; echo $?", 5) != "0\n"


def test_mirror_is_read_only(host: DemoHost) -> None:
    """Nobody can push to what demos pull from."""
    output = host.run("curl --silent --request POST http://192.0.2.1:5000/v2/x/blobs/uploads/")
    assert output == "Method not allowed\n"


def test_limits_hold(engine: Engine) -> None:
    """Neither processes nor disks grow beyond what the limits say."""
    with DemoHost.start(engine, limits=Limits(processes=150, small_disk="16m")) as host:
        forks = "for (1..200) { $_ = fork() // die print qq(refused\\n); sleep(5), exit unless $_ }"
        assert host.run(f"perl -e '{forks}'") == "refused\n"
        assert host.run("head -c 20m /dev/zero > /tmp/big || echo full") == "full\n"


def test_hosts_side_by_side_do_not_meet(engine: Engine, host: DemoHost) -> None:
    """Two hosts have the same addresses and names, and know nothing of each other."""
    with DemoHost.start(engine) as other:
        host.run("docker run --detach --name box busybox sleep 100")
        assert other.run("docker ps --quiet") == ""
        assert host.run("ip -brief address show eth0") == other.run("ip -brief address show eth0")


def test_nothing_of_this_machine_is_inside(host: DemoHost) -> None:
    """Neither the machine's name nor its disks nor the engine's folders are in sight."""
    seen = host.run("env; cat /proc/1/environ /etc/hosts /etc/hostname; df; ps -ef")
    assert host.name not in seen
    assert os.uname().nodename not in seen.split()
    assert "/dev/" not in host.run("df --output=source")


def test_stop_leaves_nothing_behind(engine: Engine) -> None:
    """Stopping removes all containers of the host; stopping again does nothing."""
    host = DemoHost.start(engine)
    assert ours(engine, host.name)
    host.stop()
    host.stop()
    assert not ours(engine, host.name)


def test_failed_start_leaves_nothing_behind(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that doesn't start is an error, and nothing of it stays."""
    token = secrets.token_hex(4)

    def dies(*_: object) -> None:
        raise DemoError("The demo host died.")

    monkeypatch.setattr(ControlShell, "run", dies)
    monkeypatch.setattr("demos.host.secrets.token_hex", lambda _: token)
    with pytest.raises(DemoError, match=r"The demo host died\."):
        DemoHost.start(engine)
    assert not ours(engine, f"docker-notes-{token}")


def test_control_shell_is_quick(host: DemoHost) -> None:
    """A hundred commands take well below a second: no process is started for each."""
    host.run("true")
    began = time.monotonic()
    for _ in range(100):
        host.run("true")
    assert time.monotonic() - began < 1.5
