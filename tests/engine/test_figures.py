"""Every kind of figure, recorded on one real demo host as a note would have it."""

import pytest
from demos.figures import FIGURES
from demos.host import DemoHost
from demos.recording import Recording
from engine.recording import record_text
from figure_cases import LANGUAGES, svg, twin
from writing import console

pytestmark = pytest.mark.engine

STRACE = (
    "strace -f -qq --pidns-translation -e trace=execve,clone,clone3,fork,vfork,prctl"
    " -o trace -p $(pidof containerd)"
)
INSPECT = "$ docker container inspect -f '{{.State.Pid}}'"


def figure(kind: str, *arguments: str) -> str:
    """A figure's fence."""
    return f'```{kind} demo="box"\n' + "".join(f"{line}\n" for line in arguments) + "```\n"


NOTE = "".join(
    (
        console(
            f"$ systemd-run --quiet --unit tracer --working-directory /root {STRACE}",
            "$ until grep -q TracerPid:.[1-9] /proc/$(pidof containerd)/status; do :; done",
            "$ docker container run --rm busybox true",
            "$ systemctl stop tracer",
        ),
        figure("calls", "trace"),
        console(
            "$ docker network create front",
            "$ docker container run -d --name web --publish 8080:80 --publish 127.0.0.1::80 nginx",
            "$ docker container run -d --name cli --network front --memory 64m --cpus 0.5"
            " --pids-limit 20 busybox sleep 600",
            "$ docker container run -d --name hosty --network host --pid host busybox sleep 600",
            "$ docker container run -d --name none --network none busybox"
            " sh -c 'echo hi > /etc/new; rm /etc/group; sleep 600'",
            "@timeout 60s",
            f"{INSPECT} web",
            "@let web",
            f"{INSPECT} cli",
            "@let cli",
            f"{INSPECT} hosty",
            "@let hosty",
            "$ ps -o ppid= @{cli}",
            "@let shim",
        ),
        figure("namespaces", "@{cli}", "@{hosty} shares much"),
        figure("cgroups", "@{web} @{cli}"),
        figure("layers", "none"),
        figure("layers", "nginx /etc/passwd"),
        figure("network", "web cli", "hosty none", "port 8080"),
        console(
            "$ kill -9 @{shim}; docker container wait cli",
            "@expect /^137$/",
            "$ until ! [ -e /proc/@{cli} ]; do :; done",
        ),
        figure(
            "pstree",
            "@{web}",
            "gone @{shim} containerd-shim below 1",
            "gone @{cli} sleep below @{shim}",
        ),
    )
)


@pytest.fixture(scope="module")
def recording(engine: object) -> Recording:
    """The note, recorded once."""
    with DemoHost.start(engine) as host:  # type: ignore[arg-type]
        return record_text(host, NOTE)[0]


def said(recording: Recording, kind: str, nth: int = 0) -> str:
    """The text twin of a figure of that kind."""
    found = [facts for facts in recording.facts if facts.kind == kind]
    return twin(kind, found[nth].facts)


def test_every_kind_is_recorded_and_drawn(recording: Recording) -> None:
    """None is left out but the comparison, which has a test of its own."""
    assert {facts.kind for facts in recording.facts} == set(FIGURES) - {"vm-and-container"}
    for facts in recording.facts:
        for language in LANGUAGES:
            assert len(svg(facts.kind, facts.facts, language)) > 2


def test_calls(recording: Recording) -> None:
    """The shim runs runc; what was runc init becomes the container's program."""
    lines = said(recording, "calls").splitlines()
    assert lines[0].startswith("containerd (PID ")
    depths = {line.split(" (")[0].split(". ")[-1]: len(line) - len(line.lstrip()) for line in lines}
    assert depths["runc create"] == depths["runc start"] == depths["runc delete"] == 9
    assert depths["true"] == depths["runc init"] + 3
    assert "was runc:[2:INIT]" in said(recording, "calls")


def test_namespaces(recording: Recording) -> None:
    """The container has its own, the other one shares the host's network and PIDs."""
    head, *rows = (line.split() for line in said(recording, "namespaces").splitlines())
    letters = [dict(zip(head, row[-2 * len(head) :: 2], strict=True)) for row in rows]
    assert [row["net"] for row in letters] == ["A", "B", "A"]
    assert [row["pid"] for row in letters] == ["A", "B", "A"]
    assert [row["uts"] for row in letters] == ["A", "B", "C"]
    assert {row["user"] for row in letters} == {"A"}


def test_cgroups(recording: Recording) -> None:
    """One container without limits, one with three."""
    lines = said(recording, "cgroups").splitlines()
    web = next(line for line in lines if "container web" in line)
    cli = next(line for line in lines if "container cli" in line)
    assert web.count("no limit") == 3
    assert "67108864 (64 MiB)" in cli
    assert "50000 / 100000 (0.5 CPUs)" in cli
    assert "pids.max: 20" in cli


def test_layers(recording: Recording) -> None:
    """What the container wrote and deleted; where the image has its users from."""
    container = said(recording, "layers").splitlines()
    assert "  + /etc/new · added" in container
    assert "  − /etc/group · whiteout: deleted" in container
    image = said(recording, "layers", 1)
    assert "✓ /etc/passwd · seen" in image
    assert "• /etc/passwd · covered from above" in image


def test_network(recording: Recording) -> None:
    """Two bridges, two ports, no network, the host's; the packet gets to the right container."""
    text = said(recording, "network")
    assert "Docker network bridge" in text
    assert "Docker network front" in text
    assert "hosty: uses the host's network" in text
    assert text.count("docker-proxy PID") == 3
    assert "-j DNAT --to-destination 172.17.0.2:80" in text
    assert text.count("Arrives in container web: 172.17.0.2:80") == 2


def test_dead_processes(recording: Recording) -> None:
    """The shim that was killed and what it held stand beside what lives."""
    lines = said(recording, "pstree").splitlines()
    values = recording.values
    assert f"└─ containerd-shim (host PID {values['shim']}, gone)" in lines
    assert f"   └─ sleep (host PID {values['cli']}, gone)" in lines
    assert any(
        f"nginx (host PID {values['web']}, PID 1 inside container web)" in line for line in lines
    )
