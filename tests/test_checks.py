"""What ``@let``, ``@expect`` and ``@exit`` make of a step's output."""

import pytest
from demos.checks import claim_status, run_checks
from demos.errors import DemoError, Place
from writing import message_of, script_of

OUTPUT = "CONTAINER ID   NAMES\nabc            box\ndef            other"
HERE = Place("note.md", 2)


def check(output, *lines, values=None):
    """The values after these directives."""
    command = script_of("$ a", *lines).commands[0]
    return run_checks(command.checks, output, values or {})


@pytest.mark.parametrize(
    ("output", "line", "value"),
    [
        (OUTPUT, "@let x = CONTAINER ID", "abc"),
        (OUTPUT, "@let x = CONTAINER ID where NAMES = other", "def"),
        ("listening on port 80\n", "@let x = /port (\\d+)/", "80"),
        ("\n  one line  \n", "@let x", "one line"),
    ],
)
def test_let_takes_a_value(output, line, value):
    """A cell, a group, the whole line."""
    assert check(output, line) == {"x": value}


def test_checks_run_in_their_order():
    """A value is there for the check below it."""
    lines = ["@let name = NAMES", "@let id = CONTAINER ID where NAMES = @{name}"]
    assert check(OUTPUT, *lines, "@expect @{id} == abc") == {"name": "box", "id": "abc"}


@pytest.mark.parametrize(
    ("output", "line", "message"),
    [
        (OUTPUT, "@let x = ID", "@let x: the output has no column “ID”"),
        (OUTPUT, "@let x = NAMES where SIZE = 1", "@let x: the output has no column “SIZE”"),
        ("", "@let x = NAMES", "@let x: the output has no column “NAMES”"),
        (
            OUTPUT,
            "@let x = CONTAINER ID where NAMES = third",
            "@let x: no row with NAMES = third has a CONTAINER ID",
        ),
        (
            "CONTAINER ID   NAMES",
            "@let x = CONTAINER ID",
            "@let x: no row with any row has a CONTAINER ID",
        ),
        (
            "PID COMMAND",
            "@let x = PID where COMMAND = sh",
            "@let x: no row with COMMAND = sh has a PID",
        ),
        ("no", "@let x = /(yes)/", "@let x: /(yes)/ is not in the output"),
        ("no", "@let x = /no(.*)/", "@let x: /no(.*)/ is not in the output"),
        ("", "@let x", "@let x wants one line of output, here are 0"),
        ("a\nb", "@let x", "@let x wants one line of output, here are 2"),
        ("a", "@expect b", "the claim is false: “b” is not in the output"),
        ("ab", "@expect /^b/", "the claim is false: /^b/ is not in the output"),
    ],
)
def test_what_is_not_there_is_an_error(output, line, message):
    """A @let that finds nothing and a false claim stop the recording."""
    with pytest.raises(DemoError) as caught:
        check(output, line)
    assert message_of(caught.value) == f"note.md:3: {message}"


def test_a_false_comparison_shows_both_values():
    """The claim as written, and what stood in it."""
    with pytest.raises(DemoError) as caught:
        check("1", "@let x", "@expect @{x} != 1")
    assert message_of(caught.value) == "note.md:4: the claim @{x} != 1 is false: 1 against 1"


def test_true_claims_pass():
    """Text, a regex over lines, and both comparisons."""
    lines = ["@let x = /(\\d)/", "@expect b 2", "@expect /^b/", "@expect @{x} == 1"]
    check("a 1\nb 2", *lines, "@expect @{x} != 2")


def test_the_status_is_the_one_that_was_written():
    """Another one names what to write if it is meant."""
    claim_status(3, 3, "a", "", HERE)
    with pytest.raises(DemoError) as caught:
        claim_status(0, 125, "a", "no such image", HERE)
    assert message_of(caught.value) == "note.md:2: “a” ended with status 125, not 0"
    assert caught.value.hint.startswith("if that is meant, write @exit 125 below it")
    assert "| no such image" in caught.value.hint
