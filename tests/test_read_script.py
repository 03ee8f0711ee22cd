"""From fences to scripts: what is read, and what is refused before anything runs."""

import pytest
from demos.errors import DemoError, DemoErrors
from demos.script import Command, Figure, File
from hypothesis import event, given
from hypothesis import strategies as st
from writing import console, message_of, script_of, scripts_of_text


def test_steps_stand_in_the_order_of_the_page():
    """Commands, files and figures of one demo, whichever fences they come from."""
    text = (
        console("$ docker container run -it busybox sh", "/ # ps", "@let pid = PID")
        + '```dockerfile demo="box" file="app/Dockerfile"\nFROM busybox\n```\n'
        + console("$ docker container ls", options=' terminal="2"')
        + '```pstree demo="box"\n@{pid}\n\n```\n'
    )
    (script,) = scripts_of_text(text)
    assert [type(step) for step in script.steps] == [Command, Command, File, Command, Figure]
    assert [command.terminal for command in script.commands] == ["1", "1", "2"]
    assert script.steps[2].text == "FROM busybox\n"
    assert script.figures[0].arguments == ("@{pid}",)
    assert script.values() == ("pid",)
    assert (script.demo, str(script.place)) == ("box", "note.md:1")


@pytest.mark.parametrize(
    ("line", "prompt", "typed"),
    [
        ("$ docker ps", "$ ", "docker ps"),
        ("/ # ps -ef", "/ # ", "ps -ef"),
        (">>> print('> ')", ">>> ", "print('> ')"),
        ("... print(1)", "... ", "print(1)"),
        ("redis 127.0.0.1:6379> get x", "redis 127.0.0.1:6379> ", "get x"),
        ("mysql> select 1;", "mysql> ", "select 1;"),
        ("root@box:/# ls", "root@box:/# ", "ls"),
        ("(gdb) info threads", "(gdb) ", "info threads"),
        ("$ echo 'a # b' > file", "$ ", "echo 'a # b' > file"),
        ("$   indented", "$ ", "  indented"),
    ],
)
def test_prompt_and_input_are_parted(line, prompt, typed):
    """The prompt ends at its sign and blank, the rest is typed."""
    command = script_of("$ start", line).commands[1]
    assert (command.prompt, command.input) == (prompt, typed)


def test_continued_lines_belong_to_the_command():
    """``> `` goes on, a bare ``>`` is an empty line."""
    command = script_of("$ cat <<END", "> a", ">", ">   b", "> END").commands[0]
    assert command.input == "cat <<END\na\n\n  b\nEND"


def test_options_of_the_demo():
    """The store holds for the whole demo."""
    (script,) = scripts_of_text(console("$ a", options=' store="empty"') + console("$ b"))
    assert script.options == {"store": "empty"}


def test_demos_of_one_note_are_kept_apart():
    """Each demo has its own steps, values and first place."""
    text = console("$ a", demo="one") + console("$ b", demo="two") + console("$ c", demo="one")
    one, two = scripts_of_text(text)
    assert [command.input for command in one.commands] == ["a", "c"]
    assert [command.fence for command in one.commands] == [0, 2]
    assert [command.input for command in two.commands] == ["b"]


def options(text):
    """A console fence with one command and these options."""
    return console("$ ps", options=f" {text}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (console("$ a", demo="Box"), "note.md:1: “Box” is not a name for a demo"),
        (console("$ a", demo="../box"), "note.md:1: “../box” is not a name for a demo"),
        (console("$ a", demo=""), "note.md:1: “” is not a name for a demo"),
        (options('colour="red"'), "note.md:1: unknown option “colour” in this fence"),
        (options('store="full"'), "note.md:1: unknown store “full”"),
        (options('terminal="../2"'), "note.md:1: “../2” is not a name for a terminal"),
        (options('terminal=""'), "note.md:1: “” is not a name for a terminal"),
        (console(), "note.md:1: this fence types nothing"),
        (console("total 5"), "note.md:2: “total 5” has no prompt"),
        (console("$ a", "PID   USER"), "note.md:3: “PID   USER” has no prompt"),
        (console("$ a", "$"), "note.md:3: nothing is typed at the prompt “$ ”"),
        (console("$ a", "/ #  "), "note.md:3: nothing is typed at the prompt “/ # ”"),
        (console("> a"), "note.md:2: “> ” continues a command, but none is above it"),
        (console("@hide"), "note.md:2: a directive needs a command above it in its fence"),
        (
            console("/ # ps"),
            "note.md:2: no program is running in terminal 1 to show “/ # ”",
        ),
        (
            console("$ a") + console("/ # ps", options=' terminal="2"'),
            "note.md:5: no program is running in terminal 2 to show “/ # ”",
        ),
        ('```pstre demo="box"\n1\n```\n', "note.md:1: “pstre” is no kind of demo fence"),
        ('```pstree demo="box"\n1\n```\n', "note.md:1: the demo “box” has no commands"),
        (
            '```text demo="box" file="/etc/passwd"\n```\n',
            "note.md:1: “/etc/passwd” leaves the demo's working folder",
        ),
        (
            '```text demo="box" file="a/../../b"\n```\n',
            "note.md:1: “a/../../b” leaves the demo's working folder",
        ),
        (console("$ a @{pid}"), "note.md:2: @{pid} is not a value here"),
        (console("$ a @{pid}", "@let pid"), "note.md:2: @{pid} is not a value here"),
        (console("$ a", "@expect @{pid} == 1"), "note.md:3: @{pid} is not a value here"),
        (console("$ a", "@let pid = PID where ID = @{id}"), "note.md:3: @{id} is not a value here"),
        (
            console("$ a") + '```pstree demo="box"\n@{pid}\n```\n',
            "note.md:4: @{pid} is not a value here",
        ),
        (console("$ a", "@let x", "@let x"), "note.md:4: @let x stands twice in the demo “box”"),
    ],
)
def test_what_is_wrong_is_refused_with_file_and_line(text, message):
    """A script's errors are known before anything runs."""
    with pytest.raises(DemoError) as caught:
        scripts_of_text(text)
    assert message_of(caught.value) == message


def test_several_errors_come_together():
    """One run names every broken fence, in the order of their places."""
    text = console("nothing") + console("$ a") + console("$ a", demo="B")
    with pytest.raises(DemoErrors) as caught:
        scripts_of_text(text)
    assert [message_of(error) for error in caught.value.errors] == [
        "note.md:2: “nothing” has no prompt",
        "note.md:7: “B” is not a name for a demo",
    ]


def test_a_hint_names_the_nearest_known_word():
    """A slip of the pen is answered with what was meant."""
    with pytest.raises(DemoError, match="did you mean “terminal”"):
        scripts_of_text(options('terminl="2"'))
    with pytest.raises(DemoError, match="did you mean “pstree”"):
        scripts_of_text('```pstre demo="box"\n1\n```\n')


@given(st.lists(st.text(alphabet=st.sampled_from("$>#@/ letxp={}'."), max_size=20), max_size=5))
def test_any_lines_are_read_or_refused_with_a_place(lines):
    """No line of a fence makes the reader fail otherwise than with an error and its place."""
    try:
        script = script_of(*lines)
    except DemoError as error:
        event("several" if isinstance(error, DemoErrors) else str(error.place))
        return
    assert all(command.input.strip() for command in script.commands)
