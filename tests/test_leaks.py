"""A recording that tells about the recording machine is refused."""

import getpass
import json
import os
import socket
import subprocess
import sys
from collections import namedtuple
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from demos.cast import Track
from demos.errors import DemoError
from demos.leaks import Secret, check_leaks
from demos.library import scan_library, scripts_of
from demos.machine import command_secret, secret_values, secrets_of_this_machine
from demos.recording import Anchor, Facts
from demos.shelf import Shelf
from writing import message_of, recording_of, script_of

SECRETS = [
    Secret("the host name", "workbench"),
    Secret("the home folder", "/home/小明"),
    Secret("an address", "10.1.2.3"),
    Secret("the value of $TOKEN", "s3cr3t-value", masked=True),
    command_secret("vim", "/srv/plans/for-the-next-holiday.txt --clean --noplugin"),
]
SCRIPT = script_of("$ ls", "$ ps")
Address = namedtuple("Address", "family address")


def check(*, output="", value="", fact="", shown=b"", version="", ip=""):
    """Check a recording with these texts in it."""
    facts = [Facts("pstree", (), {"processes": [fact]})]
    recording = recording_of(SCRIPT, [["a"], ["b", output]], {"pid": value}, facts)
    recording = replace(
        recording,
        provenance={"kernel": version},
        anchors=(Anchor("box", "0" * 64, 1, 2, ip),),
    )
    check_leaks(SCRIPT, recording, {"1": Track(1, 1, ((0.0, shown),), ())}, SECRETS)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (
            {"output": "root@workbench:~#"},
            "note.md:3: “ps” shows the host name of the recording machine: root@workbench:~#",
        ),
        (
            {"output": "Workbench.example.org"},
            "note.md:3: “ps” shows the host name of the recording machine: Workbench.example.org",
        ),
        (
            {"value": "workbench"},
            "note.md:1: “@let pid” shows the host name of the recording machine: workbench",
        ),
        (
            {"fact": 'vim "/home/小明/x"'},
            "note.md:1: “the figure pstree” shows the home folder of the recording machine: "
            'vim "/home/小明/x"',
        ),
        (
            {"shown": "one\r\n/home/小明\r\n".encode()},
            "note.md:1: “the terminal 1” shows the home folder of the recording machine: "
            "/home/小明",
        ),
        (
            {"shown": b"\x1b[1mwork\x1b[0mbench\r\n"},
            "note.md:1: “the terminal 1” shows the host name of the recording machine: workbench",
        ),
        (
            {"version": "6.1.0-1 (built on workbench)"},
            "note.md:1: “the line of versions” shows the host name of the recording machine: "
            "6.1.0-1 (built on workbench)",
        ),
        (
            {"ip": "10.1.2.3"},
            "note.md:1: “the containers” shows an address of the recording machine: 10.1.2.3",
        ),
        (
            {"output": "inet 10.1.2.3/24 brd 10.1.2.255"},
            "note.md:3: “ps” shows an address of the recording machine: "
            "inet 10.1.2.3/24 brd 10.1.2.255",
        ),
        (
            {"output": "TOKEN=s3cr3t-value"},
            "note.md:3: “ps” shows the value of $TOKEN of the recording machine: TOKEN=***",
        ),
        (
            {"output": "  └─vim,77 /srv/plans/for-the-next-holiday.txt --cl"},
            "note.md:3: “ps” shows a process of the recording machine: "
            "└─vim,77 /srv/plans/for-the-next-holiday.txt --cl",
        ),
    ],
)
def test_a_secret_is_found_wherever_it_stands(place, message):
    """Output, values, facts, versions, anchors and what the replay shows; secret values stay so."""
    with pytest.raises(DemoError) as caught:
        check(**place)
    assert message_of(caught.value) == message


def test_typed_input_is_looked_at():
    """What the author typed is published, too; the error stands at its line."""
    script = script_of("$ ls", "$ curl http://10.1.2.3/")
    with pytest.raises(DemoError) as caught:
        check_leaks(script, recording_of(script, [[], []]), {}, SECRETS)
    assert str(caught.value.place) == "note.md:3"


@pytest.mark.parametrize(
    "text", ["workbenches", "my-workbench", "/home", "bench", "10.1.2.30", "110.1.2.3", "vim x"]
)
def test_other_words_are_no_secret(text):
    """Only the whole name betrays the machine."""
    check(output=text, value=text, fact=text, shown=text.encode(), version=text, ip=text)


def test_the_secrets_of_this_machine(tmp_path, monkeypatch):
    """Names that every demo host has betray nobody; short ones would be everywhere."""
    monkeypatch.setattr(socket, "gethostname", lambda: "workbench")
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    found = {secret.text for secret in secrets_of_this_machine(tmp_path)}
    assert {"workbench", str(tmp_path.resolve())} <= found
    assert Path("/proc/cmdline").read_text().strip() in found
    assert "root" not in found
    monkeypatch.setattr(socket, "gethostname", lambda: "pc")
    assert "pc" not in {secret.text for secret in secrets_of_this_machine(tmp_path)}


@pytest.mark.parametrize("fault", [KeyError("uid not found"), OSError("no username")])
def test_a_user_without_a_name(tmp_path, monkeypatch, fault):
    """A number without an entry in the list of users has no name to betray."""

    def unknown():
        raise fault

    monkeypatch.setattr(getpass, "getuser", unknown)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/小明"))
    found = {secret.what for secret in secrets_of_this_machine(tmp_path)}
    assert "the user name" not in found
    assert "the home folder" in found


def test_a_process_of_a_user_without_a_name(repository, tmp_path):
    """The same in earnest, with a user number that nobody has."""
    program = (
        "import sys; from pathlib import Path; from demos.machine import secrets_of_this_machine;"
        "print([secret.what for secret in secrets_of_this_machine(Path(sys.argv[1]))])"
    )
    hooks = str(repository / "hooks")
    paths = os.pathsep.join([hooks, *(path for path in sys.path if path.endswith("packages"))])
    run = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        env={"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        user=54321 if os.getuid() == 0 else None,
        check=True,
    )
    assert "the folder of the repository" in run.stdout


def test_addresses_of_all_interfaces(tmp_path, monkeypatch):
    """IPv4, IPv6 and hardware; not the loopback, not what each demo host has as well."""
    family, six, link = socket.AF_INET, socket.AF_INET6, psutil.AF_LINK
    interfaces = {
        "lo": [Address(family, "127.0.0.1"), Address(six, "::1")],
        "eth0": [
            Address(family, "10.1.2.3"),
            Address(six, "fe80::1:2%eth0"),
            Address(link, "02:fc:00:00:00:01"),
        ],
        "wlan0": [Address(family, "192.168.7.9"), Address(link, "00:00:00:00:00:00")],
        "eth1": [Address(family, "192.0.2.2")],
        "docker0": [Address(family, "172.17.0.1")],
        "br-0123456789ab": [Address(family, "172.18.0.1")],
        "br-office": [Address(family, "172.18.5.5")],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: interfaces)
    found = [secret.text for secret in secrets_of_this_machine(tmp_path) if "addr" in secret.what]
    assert found == ["10.1.2.3", "fe80::1:2", "02:fc:00:00:00:01", "192.168.7.9", "172.18.5.5"]


def test_secret_values_are_known_by_their_names():
    """Long enough to be one; a variable that only sounds like it is none."""
    environment = {
        "GITHUB_TOKEN": "ghp_0123456789",
        "DB_PASSWORD": "correct horse",
        "AWS_SECRET_ACCESS_KEY": "abcdefgh",
        "API_KEY": "12345678",
        "npm_config__auth": "YWJjZGVmZ2g=",
        "SHORT_TOKEN": "true",
        "KEYBOARD_LAYOUT": "de-latin1",
        "AUTHOR": "somebody else",
        "PATH": "/usr/bin:/bin",
    }
    assert {secret.text for secret in secret_values(environment)} == {
        "ghp_0123456789",
        "correct horse",
        "abcdefgh",
        "12345678",
        "YWJjZGVmZ2g=",
    }


def test_processes_of_this_machine_are_secrets(tmp_path):
    """A program with arguments that no demo host runs; what runs there, too, is none."""
    words = ["-c", "import time; print(flush=True); time.sleep(60)", str(tmp_path)]
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        found = [one for one in secrets_of_this_machine(tmp_path) if one.what == "a process"]
        process.kill()
    line = " ".join(["python3", *words])
    assert any(one.find(line.replace("python3", Path(sys.executable).name)) for one in found)
    for shared in ("/lib/systemd/systemd-journald", "containerd-shim-runc-v2 -namespace moby -id"):
        assert not [one for one in found if one.find(shared)]


def test_committed_recordings_betray_no_machine(repository):
    """No recording of the site is refused on this machine."""
    secrets = secrets_of_this_machine(repository)
    shelf = Shelf(repository / "docs" / "recordings")
    notes, _ = scan_library(repository / "docs")
    checked = 0
    for demo, script in scripts_of(notes).items():
        recording = shelf.read(demo)
        if recording is not None and len(recording.steps) == len(script.commands):
            casts = shelf.folder.glob(f"{demo}.*.cast")
            tracks = {path.suffixes[-2][1:]: track_of(path) for path in casts}
            check_leaks(script, recording, tracks, secrets)
            checked += 1
    assert checked


def track_of(path):
    """What a cast shows."""
    events = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return Track(1, 1, tuple((0.0, data.encode()) for _, kind, data in events if kind == "o"), ())
