"""A recording that tells about the recording machine is refused."""

import socket

import pytest
from demos.cast import Track
from demos.errors import DemoError
from demos.leaks import Secret, check_leaks, secrets_of_this_machine
from demos.recording import Facts
from writing import message_of, recording_of, script_of

SECRETS = [Secret("the host name", "workbench"), Secret("the home folder", "/home/小明")]
SCRIPT = script_of("$ ls", "$ ps")


def check(*, output="", value="", fact="", shown=b""):
    """Check a recording with these texts in it."""
    facts = [Facts("pstree", (), {"processes": [fact]})]
    recording = recording_of(SCRIPT, [["a"], ["b", output]], {"pid": value}, facts)
    check_leaks(SCRIPT, recording, {"1": Track(1, 1, ((0.0, shown),), ())}, SECRETS)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        (
            {"output": "root@workbench:~#"},
            "note.md:3: “ps” shows the host name of the recording machine: root@workbench:~#",
        ),
        (
            {"value": "workbench"},
            "note.md:1: “@let pid” shows the host name of the recording machine: workbench",
        ),
        (
            {"fact": "vim /home/小明/x"},
            "note.md:1: “the figure pstree” shows the home folder of the recording machine: "
            '{"processes": ["vim /home/小明/x"]}',
        ),
        (
            {"shown": "one\r\n/home/小明\r\n".encode()},
            "note.md:1: “the terminal 1” shows the home folder of the recording machine: "
            "/home/小明",
        ),
    ],
)
def test_a_secret_is_found_wherever_it_stands(place, message):
    """Output, values, facts and what the replay shows."""
    with pytest.raises(DemoError) as caught:
        check(**place)
    assert message_of(caught.value) == message


@pytest.mark.parametrize("text", ["workbenches", "my-workbench", "/home", "bench"])
def test_other_words_are_no_secret(text):
    """Only the whole name betrays the machine."""
    check(output=text, value=text, fact=text, shown=text.encode())


def test_the_secrets_of_this_machine(tmp_path, monkeypatch):
    """Names that every demo host has betray nobody; short ones would be everywhere."""
    monkeypatch.setattr(socket, "gethostname", lambda: "workbench")
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    found = {secret.text for secret in secrets_of_this_machine(tmp_path)}
    assert {"workbench", str(tmp_path.resolve())} <= found
    assert "root" not in found
    monkeypatch.setattr(socket, "gethostname", lambda: "pc")
    assert "pc" not in {secret.text for secret in secrets_of_this_machine(tmp_path)}


@pytest.mark.parametrize(
    ("address", "secret"), [("10.1.2.3", True), ("127.0.0.1", False), ("192.0.2.2", False)]
)
def test_an_address_of_every_demo_host_is_no_secret(tmp_path, monkeypatch, address, secret):
    """This machine's address is one, unless it is from the net that all demo hosts are in."""

    class Probe(socket.socket):
        def getsockname(self):
            return (address, 0)

    monkeypatch.setattr(socket, "socket", Probe)
    texts = {found.text for found in secrets_of_this_machine(tmp_path)}
    assert (address in texts) is secret
