"""Values in text: found, put in, refused."""

import pytest
from demos.errors import DemoError, Place
from demos.values import references, substitute
from hypothesis import given
from hypothesis import strategies as st

HERE = Place("note.md", 7)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pstree @{pid}", ["pid"]),
        ("@{one}@{box.two}", ["one", "box.two"]),
        (r"\@{pid}", []),
        ("{{.Names}} ${HOME} <name> @pid @ {pid}", []),
        ("me@example.org @{}", [""]),
    ],
)
def test_references_are_found(text, names):
    """Only ``@{name}``: other braces belong to docker, the shell and the reader."""
    assert references(text) == names


def test_values_are_put_in():
    """Each reference gives way to its value, an escaped one to itself."""
    values = {"pid": "42", "box.id": "abc"}
    text = r"@{pid}/@{box.id} ${pid} \@{pid}"
    assert substitute(text, values, HERE) == "42/abc ${pid} @{pid}"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"pid": ""}, "note.md:7: the value @{pid} is empty"),
        ({"pod": "1"}, "note.md:7: @{pid} is not a value here\n    did you mean “pod”?"),
        ({}, "note.md:7: @{pid} is not a value here\n    none is known here"),
    ],
)
def test_empty_and_unknown_values_are_refused(values, message):
    """An empty PID would make pstree print the whole machine."""
    with pytest.raises(DemoError) as caught:
        substitute("pstree @{pid}", values, HERE)
    assert str(caught.value).startswith(message)


@given(st.text(), st.text())
def test_a_value_is_put_in_as_it_is(text, value):
    """What a value holds is never read again."""
    text = text.replace("@", "").replace("\\", "")
    assert substitute(f"{text}@{{x}}{text}", {"x": value or "-"}, HERE) == (
        text + (value or "-") + text
    )
