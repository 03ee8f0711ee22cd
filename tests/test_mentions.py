"""What is a process or a container on a page, and what only looks like one."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from demos.errors import Place
from demos.mentions import find_mentioned, register_things
from demos.recording import Anchor, Facts
from demos.recording_json import from_json
from demos.script import Command, Script
from demos.values import substitute
from files import ROOT
from hypothesis import given
from hypothesis import strategies as st
from writing import recording_of, script_of

CAPTURED = Path(__file__).parent / "captured"
BOX_ID = "a97c8e69ef07c2f056ec062711dbb2a0f9d715d6edbf3a904b5e726b432ea28b"
BOX = Anchor("box", BOX_ID, 347, 319, "172.17.0.2")
PROCESSES = {
    "processes": [
        {"pid": 319, "parent": 1, "name": "containerd-shim", "inside": 0, "container": ""},
        {"pid": 347, "parent": 319, "name": "sh", "inside": 1, "container": "box"},
        {"pid": 402, "parent": 347, "name": "sleep", "inside": 8, "container": "box"},
    ]
}


def short(key):
    """A key as the expectations below write it."""
    return "box" if key == f"container {BOX_ID}" else key.removeprefix("pid-")


def mark(text, mentions):
    """The text with each mention as «text=key»."""
    for mention in reversed(mentions):
        said = text[mention.start : mention.end]
        text = f"{text[: mention.start]}«{said}={short(mention.thing)}»{text[mention.end :]}"
    return text


def found_in(script, outputs, values=None):
    """What a demo with the container ``box`` mentions."""
    recording = recording_of(script, outputs, values, [Facts("pstree", ("347",), PROCESSES)])
    return find_mentioned(script, replace(recording, anchors=(BOX,)))


def marked(command, *lines, prompt="$ "):
    """The output of one command with its mentions marked."""
    place = Place("note.md", 1)
    step = Command(place, 0, "1", prompt, command)
    before = Command(place, 0, "1", "$ ", "docker run -it --name box busybox sh")
    script = Script("box", place, (before, step))
    outputs = found_in(script, [[], list(lines)]).steps[1].output
    return [
        mark(line, [mention for mention in outputs if mention.line == number])
        for number, line in enumerate(lines)
    ]


def typed(command, prompt="$ "):
    """A command with its mentions marked."""
    place = Place("note.md", 1)
    before = Command(place, 0, "1", "$ ", "docker run -it --name box busybox sh")
    script = Script("box", place, (before, Command(place, 0, "1", prompt, command)))
    return mark(command, found_in(script, [[], []]).steps[1].input)


def captured(name):
    """The lines of a captured output."""
    return (CAPTURED / name).read_text(encoding="utf-8").splitlines()


def numbers_marked(lines):
    """What was marked as a process, in order."""
    return [match[1] for line in lines for match in re.finditer(r"«(\d+)=", line)]


@pytest.mark.parametrize(
    ("command", "name", "columns"),
    [
        ("ps -ef", "ps_ef.txt", (1, 2)),
        ("ps -ef | grep -v x", "ps_ef.txt", (1, 2)),
        ("ps aux", "ps_aux.txt", (1,)),
        ("docker container top box", "docker_container_top.txt", (1, 2)),
    ],
)
@pytest.mark.parametrize("headed", [True, False])
def test_tables_speak_of_processes_in_their_columns_only(command, name, columns, headed):
    """PID and PPID, not times, sizes or users; grep may have taken the header away."""
    header, *rows = captured(name)
    lines = [header, *rows] if headed or "top" in command else rows
    wanted = [
        row.split()[column] for row in rows for column in columns if row.split()[column] != "0"
    ]
    assert numbers_marked(marked(command, *lines)) == wanted


def test_a_pid_inside_is_the_process_on_the_host():
    """A table printed in a container leads to the host's processes; the unknown stay inside."""
    table = ["PID   USER     TIME  COMMAND", "    1 root      0:00 sh", "    9 root      0:00 ps"]
    inside = [table[0], "    «1=347» root      0:00 sh", "    «9=box:9» root      0:00 ps"]
    assert marked("ps", *table, prompt="/ # ") == inside
    assert marked("docker exec box ps", *table) == inside
    assert marked(f"docker exec {BOX_ID[:12]} ps", *table) == inside
    assert numbers_marked(marked("docker run --rm busybox ps", *table)) == []
    assert numbers_marked(marked("docker exec box ps; ps", *table)) == []
    assert marked("sleep 1; docker exec box ps", *table) == inside
    assert numbers_marked(marked("docker run --pid=host busybox ps", *table)) == ["1", "9"]


def test_nspid_tells_the_number_inside():
    """Of a process that docker top has shown; the table inside then means it, too."""
    script = script_of(
        "$ docker top box", "$ grep NSpid /proc/455/status", "$ docker exec box ps -o pid,args"
    )
    outputs = [
        ["PID        PPID       CMD", "455        347        sleep 9"],
        ["NSpid:\t455\t7"],
        ["PID   COMMAND", "    7 sleep 9"],
    ]
    found = found_in(script, outputs)
    assert [mention.thing for mention in found.steps[2].output] == ["pid-455"]


@pytest.mark.parametrize(
    ("command", "line", "wanted"),
    [
        (
            "pstree -ap 347",
            "  └─containerd-shim,319 -id 12,34",
            "  └─containerd-shim,«319=319» -id 12,34",
        ),
        ("pstree -ap 347", "      ├─{nginx},403", "      ├─{nginx},403"),
        ("pstree -p", "sh(347)─┬─sleep(402)", "sh(«347=347»)─┬─sleep(«402=402»)"),
        ("pstree -p", "  ├─a(12)───{a}(13)", "  ├─a(«12=12»)───{a}(13)"),
        ("echo 'a,12 b(13)'", "a,12 b(13)", "a,12 b(13)"),
        ("grep NSpid /proc/347/status", "NSpid:\t347\t1", "NSpid:\t«347=347»\t«1=347»"),
        ("grep Pid /proc/347/status", "PPid:\t319", "PPid:\t«319=319»"),
        (
            "ls -l /proc/347/exe",
            "/proc/347/exe -> /bin/sh 347",
            "/proc/«347=347»/exe -> /bin/sh 347",
        ),
        ("docker inspect box", '        "Pid": 347,', '        "Pid": «347=347»,'),
        ("docker inspect box", '        "PidsLimit": 347,', '        "PidsLimit": 347,'),
        ("docker inspect box", '        "Name": "/box",', '        "Name": "/«box=box»",'),
        ("docker inspect -f '{{.State.Pid}}' box", "347", "«347=347»"),
        ("docker inspect -f '{{.Size}} {{.State.Pid}}' box", "347 347", "347 «347=347»"),
        ("docker inspect -f '{{.Size}}' box", "347", "347"),
        ("docker wait box", "347", "347"),
        ("pidof sh", "347 402", "«347=347» «402=402»"),
        ("pgrep -l sh", "347 sh", "«347=347» sh"),
        ("pgrep -c sh", "347", "347"),
        ("pgrep sh | wc -l", "347", "347"),
        ("ps -o pid=,ppid=,args= -p 347", "  347  319 sh 402", "  «347=347»  «319=319» sh 402"),
        ("ps -o rss= -p 347", "347", "347"),
        ("echo $$", "347", "«347=347»"),
        ("echo $((300+47))", "347", "347"),
        ("docker run -d --name box busybox", BOX_ID, f"«{BOX_ID}=box»"),
        ("docker ps", f"{BOX_ID[:12]}   busybox", f"«{BOX_ID[:12]}=box»   busybox"),
        ("docker ps", "b97c8e69ef07   busybox", "b97c8e69ef07   busybox"),
        ("sha256sum x", f"sha256:{BOX_ID[:11]}  x", f"sha256:{BOX_ID[:11]}  x"),
        ("docker rm -f box", "box", "«box=box»"),
        ("echo box", "box", "box"),
        ("wc -c x", "347 x", "347 x"),
        (
            "systemctl status docker",
            "   Main PID: 111 (dockerd)",
            "   Main PID: «111=111» (dockerd)",
        ),
        ("strace -fp 347", "[pid   402] exit(0)", "[pid   «402=402»] exit(0)"),
    ],
)
def test_a_number_is_a_process_by_its_surroundings(command, line, wanted):
    """Never because it looks like one."""
    assert marked(command, line) == [wanted]


def test_names_stand_below_their_column():
    """A container's name is one in the table of containers, not as an image or a command."""
    table = [
        "CONTAINER ID   IMAGE     COMMAND   STATUS         PORTS     NAMES",
        'a97c8e69ef07   box       "box"     Up 2 seconds             box',
    ]
    row = '«a97c8e69ef07=box»   box       "box"     Up 2 seconds             «box=box»'
    assert marked("docker ps", *table) == [table[0], row]
    short_table = ["NAMES     STATUS", "box       Up 2 seconds"]
    assert marked("docker ps --format x", *short_table)[1] == "«box=box»       Up 2 seconds"


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("kill -9 347", "kill -9 «347=347»"),
        ("kill -s TERM 347; sleep 402", "kill -s TERM «347=347»; sleep 402"),
        ("pstree -halps 347", "pstree -halps «347=347»"),
        ("ps -o pid,ppid -p 319,347", "ps -o pid,ppid -p «319=319»,«347=347»"),
        ("ps -p 319 --ppid 319", "ps -p «319=319» --ppid «319=319»"),
        ("nsenter -t 347 -n ip a", "nsenter -t «347=347» -n ip a"),
        ("cat /proc/347/status | head -n 347", "cat /proc/«347=347»/status | head -n 347"),
        ("docker exec box kill 8", "docker exec «box=box» kill «8=402»"),
        ("docker exec box cat /proc/1/status", "docker exec «box=box» cat /proc/«1=347»/status"),
        ("docker run --rm busybox cat /proc/1/comm", "docker run --rm busybox cat /proc/1/comm"),
        ("docker run --name box box sh", "docker run --name «box=box» box sh"),
        ("docker container top box -o pid", "docker container top «box=box» -o pid"),
        (f"docker logs {BOX_ID[:12]}", f"docker logs «{BOX_ID[:12]}=box»"),
        ("echo box 347", "echo box 347"),
        ("head -c 347 /dev/zero", "head -c 347 /dev/zero"),
    ],
)
def test_commands_name_processes_as_their_programs_take_them(command, wanted):
    """kill, ps -p, /proc/N, docker's containers; other numbers are numbers."""
    assert typed(command) == wanted


def test_values_are_what_the_let_caught():
    """In later commands, wherever they are written, and in sentences."""
    script = script_of(
        "$ docker container top box",
        "@let pid = PID",
        "@let processor = C",
        "$ ps -ef | grep @{pid} | head -n @{processor}",
        "$ grep NSpid /proc/@{pid}/status",
        r"@let inner = /NSpid:\s+\d+\s+(\d+)/",
    )
    outputs = [captured("docker_container_top.txt"), [], ["NSpid:\t390\t1"]]
    values = {"pid": "390", "processor": "0", "inner": "1"}
    recording = recording_of(script, outputs, values)
    steps = tuple(
        replace(step, input=substitute(step.input, values, Place("note.md", 1)))
        for step in recording.steps
    )
    found = find_mentioned(script, replace(recording, steps=steps))
    assert found.values == {"pid": "pid-390", "inner": "pid-390"}
    assert mark(steps[1].input, found.steps[1].input) == "ps -ef | grep «390=390» | head -n 0"


@given(st.lists(st.text(alphabet="PID 0123456789,()/procNSpid:\t─└[]{}", max_size=40), max_size=6))
def test_any_output_is_read_without_a_fall(lines):
    """Mentions are numbers in their line, in order, and do not overlap."""
    place = Place("note.md", 1)
    script = Script("box", place, (Command(place, 0, "1", "$ ", "ps -ef | pstree -p"),))
    found = found_in(script, [lines]).steps[0].output
    ends = {}
    for mention in found:
        assert lines[mention.line][mention.start : mention.end].isdecimal()
        assert mention.start >= ends.get(mention.line, 0)
        ends[mention.line] = mention.end


RECORDINGS = sorted((ROOT / "docs" / "recordings").glob("[!_]*.json"))


@pytest.mark.parametrize("path", RECORDINGS, ids=lambda path: path.stem)
def test_committed_recordings_mention_what_the_daemon_knows(path):
    """Every full id of a container is found, and what is found is a PID, an id or a name."""
    recording = from_json(path.read_text(encoding="utf-8"), str(path))
    place = Place("note.md", 1)
    commands = tuple(
        Command(place, 0, step.terminal, step.prompt, step.input) for step in recording.steps
    )
    found = find_mentioned(Script(recording.demo, place, commands), recording)
    names = {anchor.name for anchor in recording.anchors}
    ids = {anchor.id for anchor in recording.anchors}
    for step, mentions in zip(recording.steps, found.steps, strict=True):
        texts = [
            step.output[mention.line].text[mention.start : mention.end]
            for mention in mentions.output
        ]
        for text in texts:
            assert text.isdecimal() or text in names or any(id_.startswith(text) for id_ in ids)
        shown = [match for match in re.findall(r"\b[0-9a-f]{64}\b", step.text) if match in ids]
        assert [text for text in texts if len(text) == 64] == shown


def test_things_are_numbered_over_the_page_and_say_what_they_are():
    """A number for each thing of each demo, a sentence in either language."""
    script = script_of("$ docker top box")
    found = found_in(script, [captured("docker_container_top.txt")])
    facts = {"one": (Facts("pstree", ("347",), PROCESSES),), "two": ()}
    registers = register_things({"one": found, "two": found}, facts, "zh")
    numbers = [*registers["one"].numbers.values(), *registers["two"].numbers.values()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert registers["one"].sentences["pid-347"] == "主机 PID 347 = 容器 box 内的 PID 1 · sh"
    assert registers["one"].sentences["pid-319"] == "主机 PID 319 · 容器 box 的 containerd-shim"
    english = register_things({"one": found}, facts, "en")["one"].sentences
    assert english["pid-347"] == "host PID 347 = PID 1 in container box · sh"
    assert english[f"container {BOX_ID}"] == f"container box ({BOX_ID[:12]})"
