"""Mistakes that contributors make: one message each, with its place and what to write instead."""

import pytest
from demos.errors import DemoError
from demos.figures import FIGURES
from demos.library import read_library
from writing import console

LET = console("$ ps", "@let pid = PID")
KINDS = ", ".join(sorted(("console", *FIGURES)))


def figure(kind="pstree", body="@{pid}"):
    """A figure fence of the demo “box”."""
    return f'```{kind} demo="box"\n{body}\n```\n'


MISTAKES = [
    pytest.param(
        {"note.md": '```console demo="box"\n$ ps\n'},
        ("docs/note.md:1: this fence is never closed\n    close it with a line ```"),
        id="fence not closed",
    ),
    pytest.param(
        {"note.md": '```text\nx\n\n```console demo="box"\n$ ps\n'},
        (
            "docs/note.md:1: this fence is never closed, so the demo in line 4 is its text\n"
            "    close it with a line ```"
        ),
        id="an earlier fence not closed",
    ),
    pytest.param(
        {"note.md": console("$ ps", options=' terminl="2"')},
        ("docs/note.md:1: unknown option “terminl” in this fence\n    did you mean “terminal”?"),
        id="option unknown",
    ),
    pytest.param(
        {"note.md": "```console demo=box\n$ ps\n```\n"},
        (
            "docs/note.md:1: cannot read “demo=box” in this fence's options\n"
            '    options are written name="value", one space before each, after the language'
        ),
        id="option unquoted",
    ),
    pytest.param(
        {"note.md": console("$ ps", options=' terminal="2" terminal="3"')},
        (
            "docs/note.md:1: the option “terminal” stands twice in this fence\n"
            "    take one of them out"
        ),
        id="option twice",
    ),
    pytest.param(
        {"note.md": '```console dmeo="box"\n$ ps\n```\n'},
        ("docs/note.md:1: unknown option “dmeo” in this fence\n    did you mean “demo”?"),
        id="demo misspelled",
    ),
    pytest.param(
        {"note.md": '```console terminal="2"\n$ ps\n```\n'},
        (
            "docs/note.md:1: terminal=… belongs to a demo, and this fence names none\n"
            '    write terminal="…" demo="NAME", or take terminal out of an ordinary code block'
        ),
        id="demo forgotten",
    ),
    pytest.param(
        {"note.md": "```pstree\n1\n```\n"},
        (
            "docs/note.md:1: this pstree figure names no demo\n"
            '    write demo="NAME" after the kind, the demo whose processes it draws'
        ),
        id="figure without demo",
    ),
    pytest.param(
        {"note.md": '```{.console demo="box"}\n$ ps\n```\n'},
        (
            "docs/note.md:1: cannot read “{.console}” in this fence's options\n"
            '    options are written name="value", one space before each, after the language'
        ),
        id="braces",
    ),
    pytest.param(
        {"note.md": console("$ ps", demo="My Box")},
        (
            "docs/note.md:1: “My Box” is not a name for a demo\n"
            '    write demo="busybox-process": lower-case letters, digits and hyphens'
        ),
        id="demo name",
    ),
    pytest.param(
        {"note.md": console("$ ps", "PID   USER     COMMAND", "    1 root     sh")},
        (
            "docs/note.md:3: “PID   USER     COMMAND” has no prompt\n"
            "    output is recorded, never written: keep only lines like “$ docker ps” or “/ # ps”"
        ),
        id="output written",
    ),
    pytest.param(
        {"note.md": console("$ ps", "/ #")},
        (
            "docs/note.md:3: nothing is typed at the prompt “/ # ”\n"
            "    write a command behind it, or take the line out"
        ),
        id="nothing typed",
    ),
    pytest.param(
        {"note.md": console()},
        ("docs/note.md:1: this fence types nothing\n    write a line like $ docker ps"),
        id="empty fence",
    ),
    pytest.param(
        {"note.md": console("@expect Up", "$ ps")},
        (
            "docs/note.md:2: a directive needs a command above it in its fence\n"
            "    put it below the command that it is about"
        ),
        id="directive first",
    ),
    pytest.param(
        {"note.md": console("> ps")},
        (
            "docs/note.md:2: “> ” continues a command, but none is above it\n"
            "    put the command's first line above it, after “$ ”"
        ),
        id="continuation first",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@expct Up")},
        ("docs/note.md:3: there is no directive @expct\n    did you mean “expect”?"),
        id="unknown directive",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@let PID = PID")},
        (
            "docs/note.md:3: “PID” is not a name for a value\n"
            "    write @let pid = PID where NAMES = box; names are lower-case letters, digits and _"
        ),
        id="let name",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@let pid =")},
        ("docs/note.md:3: @let pid = … says nothing after the =\n    name a column or a /regex/"),
        id="let nothing",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@let pid = PID where NAMES")},
        ("docs/note.md:3: cannot read the condition “NAMES”\n    write where NAMES = box"),
        id="let condition",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@let pid = /\\d+/")},
        (
            "docs/note.md:3: the regex of @let pid needs exactly one group\n"
            "    put round brackets around the part that is the value: /port (\\d+)/"
        ),
        id="regex no group",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@expect /(/")},
        (
            "docs/note.md:3: /(/ is not a regular expression: "
            "missing ), unterminated subpattern at position 0\n"
            "    escape ( ) [ ] * + ? . | with a \\"
        ),
        id="regex invalid",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@expect")},
        ("docs/note.md:3: @expect claims nothing\n    write @expect TEXT, /regex/ or A == B"),
        id="expect nothing",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@exit failed")},
        ("docs/note.md:3: “failed” is no exit status\n    write a number from 0 to 255"),
        id="exit",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@wait ready")},
        ("docs/note.md:3: @wait takes a regex between slashes\n    write @wait /ready/"),
        id="wait",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@press")},
        ("docs/note.md:3: @press names no key\n    write @press Ctrl-C"),
        id="press none",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@press Ctrl+C")},
        ("docs/note.md:3: there is no key “Ctrl+C”\n    did you mean “Ctrl-C”?"),
        id="press",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@timeout 90")},
        ("docs/note.md:3: “90” is no duration\n    write @timeout 90s or @timeout 2m"),
        id="timeout",
    ),
    pytest.param(
        {"note.md": console("$ ps", "@hide all")},
        ("docs/note.md:3: @hide takes nothing after it\n    it hides the command above it"),
        id="hide",
    ),
    pytest.param(
        {"note.md": LET + console("$ kill @{pdi}")},
        ("docs/note.md:6: @{pdi} is not a value here\n    did you mean “pid”?"),
        id="value misspelled",
    ),
    pytest.param(
        {"note.md": console("$ kill @{pid}") + LET},
        (
            "docs/note.md:2: @{pid} is not a value here\n"
            "    its @let is in line 6: a value is used below its @let"
        ),
        id="value early",
    ),
    pytest.param(
        {"note.md": LET + console("$ kill @{pid")},
        (
            "docs/note.md:6: cannot read the value “@{pid”\n"
            "    write @{name}, or \\@{ for these two signs themselves"
        ),
        id="value unclosed",
    ),
    pytest.param(
        {"note.md": LET + LET},
        (
            "docs/note.md:7: @let pid stands twice in the demo “box”\n"
            "    give the second one a name of its own"
        ),
        id="value twice",
    ),
    pytest.param(
        {"note.md": LET + figure(body="@{pd}")},
        ("docs/note.md:5: @{pd} is not a value here\n    did you mean “pid”?"),
        id="value in figure",
    ),
    pytest.param(
        {"note.md": LET + "\nThe PID is @{pdi}.\n"},
        ("docs/note.md:6: @{pdi} is not a value of this note\n    did you mean “pid”?"),
        id="value in prose",
    ),
    pytest.param(
        {"note.md": LET + console("$ ps", demo="other") + "\nThe PID is @{pid}.\n"},
        (
            "docs/note.md:9: @{pid} is not a value of this note\n"
            "    this note has several demos: write @{box.pid}"
        ),
        id="value of which demo",
    ),
    pytest.param(
        {"note.md": console("/ # ps")},
        (
            "docs/note.md:2: no program is running in terminal 1 to show “/ # ”\n"
            "    start the program first, at the prompt “$ ”"
        ),
        id="prompt without program",
    ),
    pytest.param(
        {
            "note.md": console("$ docker container run -it busybox sh")
            + console("/ # ps", options=' terminal="2"')
        },
        (
            "docs/note.md:5: no program is running in terminal 2 to show “/ # ”\n"
            "    start the program first, at the prompt “$ ”"
        ),
        id="prompt in another terminal",
    ),
    pytest.param(
        {"note.md": console("$ ps", options=' terminal="two shells"')},
        (
            "docs/note.md:1: “two shells” is not a name for a terminal\n"
            '    write terminal="2": lower-case letters, digits and hyphens'
        ),
        id="terminal name",
    ),
    pytest.param(
        {"note.md": console("$ ps", options=' store="emty"')},
        ("docs/note.md:1: unknown store “emty”\n    did you mean “empty”?"),
        id="store",
    ),
    pytest.param(
        {
            "note.md": console("$ ps", options=' store="empty"')
            + console("$ ps", options=' store="preloaded"')
        },
        (
            'docs/note.md:4: the demo “box” has store="empty" already\n'
            "    a demo has one store: write it once"
        ),
        id="two stores",
    ),
    pytest.param(
        {"note.md": LET + figure("pstre")},
        (
            "docs/note.md:5: “pstre” is no kind of demo fence\n"
            '    for a file write file="NAME"; did you mean “pstree”?'
        ),
        id="figure kind",
    ),
    pytest.param(
        {"note.md": figure(body="1")},
        (
            "docs/note.md:1: the demo “box” has no commands\n"
            '    give it a console fence with the same demo="…"'
        ),
        id="figure alone",
    ),
    pytest.param(
        {"note.md": console("$ ps") + '```text demo="box" file="../passwd"\nx\n```\n'},
        (
            "docs/note.md:4: “../passwd” leaves the demo's working folder\n"
            '    write a name below the working folder: file="app/Dockerfile"'
        ),
        id="file outside",
    ),
    pytest.param(
        {"note.md": console("$ ps") + '```dockerfile demo="box"\nFROM busybox\n```\n'},
        (
            "docs/note.md:4: “dockerfile” is no kind of demo fence\n"
            f'    for a file write file="NAME"; known here: {KINDS}'
        ),
        id="file forgotten",
    ),
    pytest.param(
        {"note.md": console("$ ps"), "other.md": console("$ ls")},
        (
            "docs/other.md:1: the demo “box” stands in docs/note.md:1 already\n"
            "    give it a name of its own"
        ),
        id="same name twice",
    ),
    pytest.param(
        {"note.md": console("$ ps", "$ ls"), "note.en.md": console("$ ps", "$ ls -l")},
        (
            "docs/note.en.md:3: the demo “box” differs from the one in docs/note.md:1\n"
            "    commands, directives, files and figures are the same in both languages"
        ),
        id="translation differs",
    ),
    pytest.param(
        {"note.md": console("$ ps", "$ ls"), "note.en.md": console("$ ps")},
        (
            "docs/note.en.md:1: the demo “box” differs from the one in docs/note.md:1\n"
            "    commands, directives, files and figures are the same in both languages"
        ),
        id="translation shorter",
    ),
    pytest.param(
        {"note.md": "---\ntitle: a: b\n---\n"},
        (
            "docs/note.md:2: this front matter is not YAML: mapping values are not allowed here\n"
            "    write NAME: VALUE, with VALUE in quotes where it holds a colon"
        ),
        id="front matter",
    ),
    pytest.param(
        {"note.md": "---\ntitle: a\n\n# Title\n"},
        (
            "docs/note.md:1: this front matter is never closed\n"
            "    close it with a line ---, or take this one out"
        ),
        id="front matter open",
    ),
    pytest.param(
        {"note.md": "---\ntitle\n---\n"},
        ("docs/note.md:2: this front matter has no names\n    write NAME: VALUE"),
        id="front matter names",
    ),
    pytest.param(
        {"note.md": b"# caf\xe9\n"},
        ("docs/note.md:1: this is not UTF-8 text\n    save the file as UTF-8"),
        id="not utf8",
    ),
]


def complaint(folder, files):
    """What reading these notes says, whole."""
    docs = folder / "docs"
    docs.mkdir()
    for name, text in files.items():
        (docs / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DemoError) as caught:
        read_library(docs)
    return str(caught.value)


@pytest.mark.parametrize(("files", "message"), MISTAKES)
def test_a_mistake_has_one_message(tmp_path, files, message):
    """File, line, what is wrong and what to write instead, and nothing besides."""
    assert complaint(tmp_path, files) == message


def test_all_mistakes_come_in_one_run(tmp_path):
    """Several in one fence, in several fences and in several notes, in the order of places."""
    first = console("$ ps", "@exit no", "@expct Up") + console("$ ls", demo="B")
    second = "```console demo=box\n$ ps\n```\n" + console("@hide") + "```pstree\n1\n```\n"
    text = complaint(tmp_path, {"a.md": first, "b.md": second})
    assert [line.split(": ")[0] for line in text.splitlines() if not line.startswith(" ")] == [
        "docs/a.md:3",
        "docs/a.md:4",
        "docs/a.md:6",
        "docs/b.md:1",
        "docs/b.md:5",
        "docs/b.md:7",
    ]


def test_pasted_output_is_one_mistake(tmp_path):
    """Twenty lines that were never typed are one message, at their first line."""
    text = complaint(tmp_path, {"a.md": console("$ ps", *["1 root sh"] * 20, "@expct x", "$ ls")})
    assert text.count("docs/a.md:") == 1
