"""Lines that begin with ``@``: what they say, and what they must not."""

import pytest
from demos.directives import READERS
from demos.errors import DemoError
from demos.keys import KEYS
from demos.script import Press, Wait
from writing import message_of, script_of


def directed(*lines):
    """The command ``$ a`` with these directives below it."""
    return script_of("$ a", *lines).commands[0]


def test_let_takes_a_cell():
    """A column, and the columns by which the row is found."""
    (let,) = directed("@let id = CONTAINER ID where NAMES = box and STATUS = Up").checks
    assert (let.name, let.column) == ("id", "CONTAINER ID")
    assert let.where == (("NAMES", "box"), ("STATUS", "Up"))


def test_let_takes_a_group_or_the_whole_output():
    """The regex has slashes around it, which it may hold as well."""
    group, whole = directed("@let path = /to (/etc/.*)$/", "@let all").checks
    assert group.pattern.search("x\nto /etc/passwd\n")[1] == "/etc/passwd"
    assert (whole.column, whole.pattern) == ("", None)


def test_expect_compares_values_or_looks_for_text():
    """A comparison has a value in it; otherwise == is text like any other."""
    lines = ["@let x", "@expect @{x} != 1", "@expect a == b", "@expect /^Up/", "@expect Up @{x}"]
    _, compared, text, pattern, value = directed(*lines).checks
    assert (compared.left, compared.operator, compared.right) == ("@{x}", "!=", "1")
    assert (text.text, text.operator) == ("a == b", "")
    assert pattern.pattern.search("x\nUp")
    assert value.text == "Up @{x}"


def test_settings_of_a_step():
    """Status, patience, visibility and actions, the actions in their order."""
    command = directed(
        "@exit 137", "@timeout 2m", "@hide", "@wait /ready/", "@press Ctrl-C Enter", "@wait /x/"
    )
    assert (command.status, command.timeout, command.hidden) == (137, 120.0, True)
    assert [type(action) for action in command.actions] == [Wait, Press, Wait]
    assert command.actions[1].keys == ("Ctrl-C", "Enter")


def test_seconds():
    """A duration in seconds."""
    assert directed("@timeout 90s").timeout == 90.0


def test_keys_send_what_a_terminal_sends():
    """Control keys are the letters' numbers."""
    assert (KEYS["Ctrl-C"], KEYS["Ctrl-D"], KEYS["Enter"]) == ("\x03", "\x04", "\r")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("@lett x", "there is no directive @lett"),
        ("@", "there is no directive @"),
        ("@let", "“” is not a name for a value"),
        ("@let PID = PID", "“PID” is not a name for a value"),
        ("@let x =", "@let x = … says nothing after the ="),
        ("@let x = /no group/", "the regex of @let x needs exactly one group"),
        ("@let x = /(a)(b)/", "the regex of @let x needs exactly one group"),
        (
            "@let x = /(/",
            "/(/ is not a regular expression: missing ), unterminated subpattern at position 0",
        ),
        ("@let x = PID where NAMES", "cannot read the condition “NAMES”"),
        ("@let x = PID where = box", "cannot read the condition “= box”"),
        ("@expect", "@expect claims nothing"),
        (
            "@expect /[/",
            "/[/ is not a regular expression: unterminated character set at position 0",
        ),
        ("@exit", "“” is no exit status"),
        ("@exit 256", "“256” is no exit status"),
        ("@exit -1", "“-1” is no exit status"),
        ("@wait ready", "@wait takes a regex between slashes"),
        ("@press", "@press names no key"),
        ("@press Ctrl-c", "there is no key “Ctrl-c”"),
        ("@timeout 90", "“90” is no duration"),
        ("@timeout 0s", "“0s” is no duration"),
        ("@hide this", "@hide takes nothing after it"),
    ],
)
def test_a_malformed_directive_is_refused(line, message):
    """Each directive says at its own line what is wrong with it."""
    with pytest.raises(DemoError) as caught:
        directed(line)
    assert message_of(caught.value) == f"note.md:3: {message}"


def test_every_directive_is_known_here():
    """A new directive comes with its tests."""
    assert set(READERS) == {"let", "expect", "exit", "wait", "press", "timeout", "hide"}


def test_a_line_typed_into_a_program_has_no_exit_status():
    """The status is that of the shell's command which started the program."""
    with pytest.raises(DemoError) as caught:
        script_of("$ sh", "/ # exit 3", "@exit 3")
    assert message_of(caught.value) == "note.md:4: a line typed into a program has no exit status"
