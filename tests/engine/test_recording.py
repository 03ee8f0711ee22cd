"""Real demos on a real demo host: programs, pulls, builds, keys, colours and facts."""

import re

import pytest
from demos.engine import Engine
from demos.host import DemoHost
from demos.recording import Span
from engine.recording import lines_of, record, record_text
from writing import console

pytest_plugins = ["engine.shared_host"]
pytestmark = [pytest.mark.engine, pytest.mark.usefixtures("nothing_is_left")]


def test_an_interactive_program(shared: DemoHost) -> None:
    """What is typed into a container's shell is echoed once, answered and given to its step."""
    steps = record(
        shared,
        "$ docker container run -it --rm busybox sh",
        "/ # echo one two",
        "/ # cd /tmp; true",
        "/tmp # pwd",
        "/tmp # exit",
        "$ echo outside",
    )
    assert [step.text for step in steps] == ["", "one two", "", "/tmp", "", "outside"]
    assert [step.status for step in steps] == [0, None, None, None, None, 0]


def test_two_terminals_and_the_figure_agree(host: DemoHost) -> None:
    """While terminal 1 is inside, terminal 2, the figure and the daemon name the same processes."""
    text = (
        console("$ docker container run -it --name box busybox sh", "/ # echo $$", "@let inner")
        + console(
            "$ docker container top box",
            "@let pid = PID",
            "@let shim = PPID",
            "@expect @{pid} != @{inner}",
            "$ pstree -hp -s @{pid}",
            "$ grep NSpid /proc/@{pid}/status",
            "@let outside = /NSpid:\\s+(\\d+)\\s+1$/",
            options=' terminal="2"',
        )
        + '```pstree demo="box"\n@{pid}\n```\n'
        + console("/ # exit")
    )
    recording, _ = record_text(host, text)
    pid, shim = recording.values["pid"], recording.values["shim"]
    assert recording.values == {"inner": "1", "pid": pid, "shim": shim, "outside": pid}
    tree = next(step for step in recording.steps if step.input.startswith("pstree"))
    assert tree.text == f"systemd(1)───containerd-shim({shim})───sh({pid})"
    processes = {process["name"]: process for process in recording.facts[0].facts["processes"]}
    assert (processes["sh"]["pid"], processes["sh"]["parent"]) == (int(pid), int(shim))
    assert (processes["sh"]["inside"], processes["sh"]["container"]) == (1, "box")
    assert processes["containerd-shim"]["parent"] == 1
    assert processes["containerd-shim"]["container"] == ""
    assert [(anchor.name, anchor.pid, anchor.shim) for anchor in recording.anchors] == [
        ("box", int(pid), int(shim))
    ]


def test_a_pull_is_resolved(engine: Engine) -> None:
    """Of a pull's moving bars the last state stays, below all that scrolled away before."""
    with DemoHost.start(engine, preloaded=False) as host:
        recording, raw = record_text(host, console("$ seq 50; docker pull nginx"))
    lines = lines_of(recording.steps[0])
    assert b"\x1b[" in raw["1"]
    assert re.search(rb"Downloading|Extracting", raw["1"])
    assert lines[:52] == [
        *map(str, range(1, 51)),
        "Using default tag: latest",
        "latest: Pulling from library/nginx",
    ]
    layers = lines[52:-3]
    assert layers
    assert all(re.fullmatch(r"[0-9a-f]{12}: Pull complete", layer) for layer in layers)
    assert len(set(layers)) == len(layers)
    assert lines[-2:] == [
        "Status: Downloaded newer image for nginx:latest",
        "docker.io/library/nginx:latest",
    ]


def test_a_build_from_written_files(shared: DemoHost) -> None:
    """File fences are there for `docker build`, each of whose steps is shown once, done."""
    text = (
        '```dockerfile demo="box" file="app/Dockerfile"\n'
        "FROM busybox\nCOPY greeting /greeting\nRUN wc -c /greeting\n"
        'CMD ["cat", "/greeting"]\n```\n'
        '```text demo="box" file="app/greeting"\n容器，你好\n```\n'
        + console("$ docker build -t hello app", "$ docker container run --rm hello")
    )
    recording, _ = record_text(shared, text)
    build = lines_of(recording.steps[0])
    assert re.match(r"\[\+\] Building [\d.]+s \(\d+/\d+\) FINISHED", build[0])
    shown = [found[1] for line in build if (found := re.match(r" => (\[\d/\d\] \w+)", line))]
    assert shown == ["[1/3] FROM", "[2/3] COPY", "[3/3] RUN"]
    assert recording.steps[1].text == "容器，你好"


def test_an_expected_status(shared: DemoHost) -> None:
    """A container's exit status is that of the command, and @exit says that it is meant."""
    steps = record(
        shared,
        "$ docker container run --rm busybox sh -c 'exit 42'",
        "@exit 42",
        "$ docker container run --rm busybox nowhere 2>/dev/null",
        "@exit 127",
    )
    assert [step.status for step in steps] == [42, 127]


def test_chinese_inside_and_outside(shared: DemoHost) -> None:
    """Chinese is typed and shown whole, in the host's shell and in a container's."""
    steps = record(
        shared,
        "$ echo 容器，你好",
        "$ docker container run -it --rm busybox sh",
        "/ # echo 里面：镜像 | cat",
        "/ # exit",
    )
    assert [step.text for step in steps] == ["容器，你好", "", "里面：镜像", ""]


def test_a_prompt_that_comes_late(shared: DemoHost) -> None:
    """A prompt printed by a working program is output; the real one is waited for."""
    steps = record(
        shared,
        "$ docker container run -it --rm busybox sh -c 'printf \"/ # \"; sleep 0.5; echo; exec sh'",
        "/ # echo real",
        "/ # exit",
    )
    assert [step.text for step in steps] == ["/ #", "real", ""]


def test_a_container_from_before_is_not_the_program(shared: DemoHost) -> None:
    """The idle shell of a detached container does not vouch for another program's prompt."""
    steps = record(
        shared,
        "$ docker container run -dit --name idle busybox sh",
        '$ bash -c \'printf "ready # "; sleep 0.5; echo; read -p "ready # "\'',
        "ready # yes",
        "$ docker container rm -f idle",
    )
    assert steps[1].text == "ready #"


def test_interrupting_the_logs(shared: DemoHost) -> None:
    """Ctrl-C ends `docker container logs -f` with 130, after the lines that were waited for."""
    steps = record(
        shared,
        "$ docker container run -d --name talk busybox"
        " sh -c 'n=0; while :; do echo line $((n++)); sleep 0.05; done'",
        "$ docker container logs -f talk",
        "@wait /line 5/",
        "@press Ctrl-C",
        "@exit 130",
        "$ docker container rm -f talk",
    )
    lines = lines_of(steps[1])
    assert lines[:6] == [f"line {number}" for number in range(6)]
    assert lines[-1] == "^C"
    assert steps[1].status == 130


def test_detaching_and_attaching_again(shared: DemoHost) -> None:
    """Ctrl-P Ctrl-Q leaves a container running; another terminal can attach to it."""
    text = console(
        "$ docker container run -it --name box busybox sh",
        "/ # echo inside",
        "@press Ctrl-P Ctrl-Q",
        "$ docker container ls --format '{{.Names}}'",
        "@expect /^box$/",
    ) + console(
        "$ docker container attach box",
        "@press Enter",
        "/ # exit",
        "$ docker container rm box",
        options=' terminal="2"',
    )
    recording, _ = record_text(shared, text)
    assert recording.steps[1].text.splitlines()[0] == "inside"
    assert [step.status for step in recording.steps] == [0, None, 0, 0, None, 0]


def test_colours_are_kept(shared: DemoHost) -> None:
    """A container's colours stand beside the text, which is free of control characters."""
    command = r"printf '\033[1;31mred\033[0m plain \033[44m蓝\033[0m\n'"
    (step,) = record(shared, f'$ docker container run --rm -t busybox sh -c "{command}"')
    assert lines_of(step) == ["red plain 蓝"]
    assert step.output[0].spans == (
        Span(0, 3, "bold foreground-red"),
        Span(10, 11, "background-blue"),
    )


def test_a_command_that_runs_on(shared: DemoHost) -> None:
    """After @wait another terminal goes on; the step's end and status are there in the end."""
    text = (
        console(
            "$ docker container run --rm --name slow busybox sh -c 'echo up; sleep 60'"
        ).replace("\n```\n", "\n@wait /^up/\n@exit 137\n```\n")
        + console("$ docker container kill slow", options=' terminal="2"')
        + console("$ echo after")
    )
    recording, _ = record_text(shared, text)
    assert [(step.text, step.status) for step in recording.steps] == [
        ("up", 137),
        ("slow", 0),
        ("after", 0),
    ]


def test_long_output_is_whole(shared: DemoHost) -> None:
    """Many more lines than a screen has are kept, in order, also from inside a container."""
    expected = [f"line {number}" for number in range(1, 1001)]
    loop = "seq 1000 | sed 's/^/line /'"
    steps = record(
        shared,
        f"$ {loop}",
        "$ docker container run -it --rm busybox sh",
        f"/ # {loop}",
        "/ # exit",
    )
    assert lines_of(steps[0]) == expected
    assert lines_of(steps[2]) == expected


def test_provenance_is_the_hosts(shared: DemoHost) -> None:
    """The recording says which versions it was made with, and of which images."""
    recording, _ = record_text(shared, console("$ docker version --format '{{.Server.Version}}'"))
    assert recording.steps[0].text.startswith(recording.provenance["docker"])
    assert recording.provenance["containerd"]
    assert recording.provenance["runc"]
    assert recording.provenance["cgroup"] in ("v1", "v2")
    assert recording.provenance["images"]["busybox:latest"].startswith("sha256:")


def test_a_dead_daemon_is_left_alone(host: DemoHost) -> None:
    """Between two steps nothing connects to the socket, which would start dockerd anew."""
    folder = "/run/systemd/system/docker.service.d"
    steps = record(
        host,
        f"$ mkdir -p {folder}; printf '[Service]\\nRestart=no\\n' > {folder}/no.conf",
        "$ systemctl daemon-reload; systemctl kill --kill-whom=main -s KILL docker",
        "$ until systemctl is-failed docker; do sleep 0.1; done",
        "$ systemctl is-failed docker",
    )
    assert steps[-1].text == "failed"
