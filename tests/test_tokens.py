"""Words of real output and how they may differ between two runs."""

import pytest
from demos.recording import RecordedStep
from demos.verification.kinds import Kind, shape
from demos.verification.tokens import (
    known_names,
    lex_borrowing,
    lex_line,
    lex_output,
    scopes,
)
from hypothesis import given
from hypothesis import strategies as st

LONG = "a97c8e69ef07c2f056ec062711dbb2a0f9d715d6edbf3a904b5e726b432ea28b"


def typed(line, command="", scope=""):
    """The words of a line that are not plain text, as ``kind text``."""
    plain = (Kind.LITERAL, Kind.BLANK)
    row = lex_line(line, command, scope)
    return [f"{token.kind.value} {token.text}" for token in row if token.kind not in plain]


@pytest.mark.parametrize(
    ("line", "command", "expected"),
    [
        (LONG, "docker run", [f"id {LONG}"]),
        ("sha256:" + LONG, "", [f"id {LONG}"]),
        ("67108864", "docker inspect", []),
        ("sleep 600", "docker ps", []),
        ("347", "docker container inspect -f '{{.State.Pid}}' box", ["PID 347"]),
        (
            "/proc/436/status:NSpid: 436     7",
            "grep NSpid /proc/436/status /proc/422/status",
            ["PID 436", "PID 436", "PID 7"],
        ),
        ("    └─containerd-shim,319 -id x", "pstree -ap", ["PID 319"]),
        ("systemd(1)───dockerd(137)", "pstree -p", ["PID 1", "PID 137"]),
        ("box   Exited (137) 2 seconds ago", "docker ps", ["age 2 seconds"]),
        ("Up Less than a second", "docker ps", ["age Less than a second"]),
        ("0.0.0.0:32768->80/tcp", "docker ps", ["port 32768"]),
        ("0.0.0.0:8080->80/tcp", "docker ps", []),
        ("inet 172.17.0.2/16 scope global", "ip addr", ["address 172.17.0.2"]),
        ("inet 127.0.0.1/8", "ip addr", []),
        ("7: eth0@if8: <UP>", "ip addr", ["interface number 7", "interface number 8"]),
        ("net -> 'net:[4026532281]'", "ls -l /proc/1/ns", ["inode 4026532281"]),
        ("link/ether 7a:68:bf:5a:93:e6", "ip link", ["MAC address 7a:68:bf:5a:93:e6"]),
        ("1 root 0:00 sh", "", []),
        ("0% packet loss", "ping", []),
        ("time=0.371 ms", "ping", ["duration 0.371 ms"]),
        ("real    0m0.302s", "time", ["duration 0m0.302s"]),
        ("2026-11-23T14:33:11.235644414Z create", "", ["time 2026-11-23T14:33:11.235644414Z"]),
        ("Mon Nov 23 14:33:28 UTC 2026", "date", ["time Mon Nov 23 14:33:28 UTC 2026"]),
        ("btime 1795440837", "grep btime /proc/stat", ["boot time 1795440837"]),
        ("distracted_bell", "docker ps", ["generated name distracted_bell"]),
        ("my_network", "docker network ls", []),
        ("nginx version 1.26.3", "", ["version 1.26.3"]),
        ("336KiB / 64MiB", "docker stats", ["size 336KiB", "capacity 64MiB"]),
        ("336KiB / 64MiB", "cat file", []),
        ("2026/11/23 14:33:07 [notice] 1#1: x", "", ["time 2026/11/23 14:33:07", "PID 1", "PID 1"]),
    ],
)
def test_words_are_told_by_form_and_command(line, command, expected):
    """A number is a PID, a port or just a number by what stands around it."""
    assert typed(line, command) == expected


def test_columns_tell_what_numbers_are():
    """In a table of ps the header decides; the command's own numbers are text."""
    lines = ["    PID    PPID STAT COMMAND", "    319       1 Ss   sleep 600"]
    row = lex_output(lines, "ps -o pid,ppid,stat,args")[1]
    assert [(token.kind, token.text) for token in row if token.kind is not Kind.BLANK] == [
        (Kind.PID, "319"),
        (Kind.PID, "1"),
        (Kind.STATE, "Ss"),
        (Kind.LITERAL, "sleep"),
        (Kind.LITERAL, "600"),
    ]


def test_a_program_of_ones_own_may_print_a_table():
    """A header in capitals that begins with PID makes a table of any program's output."""
    rows = lex_output(["PID PROGRAM WORD", "458 /usr/sbin/runc start"], "sh summary")
    assert rows[1][0].kind is Kind.PID


def test_a_table_that_grep_beheaded_is_known_by_its_rows():
    """`ps aux | grep nginx` has no header, and is a table all the same."""
    line = "root         386 11.7  0.0  14640  8968 ?        Ss   14:19   0:00 nginx: master"
    (row,) = lex_output([line], "ps aux | grep nginx")
    assert next(token.kind for token in row if token.text == "386") is Kind.PID


def test_numbers_inside_a_container_are_not_those_of_the_host():
    """PID 7 of a container is another process than PID 7 of the host or of another one."""
    steps = [
        RecordedStep("1", "$ ", "docker run -it --name box busybox sh", (), None, 0, 0),
        RecordedStep("1", "/ # ", "ps", (), None, 0, 0),
        RecordedStep("2", "$ ", "docker container exec -it web ps", (), 0, 0, 0),
        RecordedStep("2", "$ ", "ps", (), 0, 0, 0),
    ]
    assert scopes(steps) == ["box", "box", "web", ""]


def test_inputs_borrow_kinds_from_the_outputs():
    """`kill 401` means the PID 401 that was printed; other numbers stay numbers."""
    known = known_names(lex_output(["PID", "401"], "ps"))
    kinds = [token.kind for token in lex_borrowing("kill -9 401", known)]
    assert kinds[-1] is Kind.PID
    assert Kind.PID not in kinds[:-1]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.sampled_from(["", "ps", "ip"]))
def test_no_sign_of_a_line_is_lost(line, command):
    """The tokens of a line, one behind the other, are the line."""
    row = lex_line(line, command)
    assert "".join(token.text for token in row) == line
    assert all(line[token.start : token.end] == token.text for token in row)


def test_outer_blanks_do_not_count_for_the_shape():
    """A right-aligned number moves its line without changing it."""
    one, other = (lex_output(["PID", line], "ps")[1] for line in ("  9 sh", "347 sh"))
    assert shape(one)[1:] == shape(other)[1:]
