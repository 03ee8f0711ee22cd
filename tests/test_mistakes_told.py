"""How mistakes reach a contributor: all in one run, as text, with a failing exit."""

import os
import subprocess
import sys

import pytest
from files import ROOT
from small_site import build, lay_out
from writing import console

WRONG = {
    "index.md": "# 首页 { #home }\n\n" + console("output", demo="one"),
    "other.md": "# 别的 { #other }\n\n```console demo=two\n$ ps\n```\n",
}
MESSAGES = [
    "docs/index.md:4: “output” has no prompt\n"
    "    output is recorded, never written: keep only lines like “$ docker ps” or “/ # ps”\n",
    "docs/other.md:3: cannot read “demo=two” in this fence's options\n"
    '    options are written name="value", one space before each, after the language\n',
]


@pytest.fixture
def folder(tmp_path):
    """A repository with two notes, each with a mistake."""
    return lay_out(tmp_path, WRONG)


def run(folder, *verb):
    """What `python hooks VERB` says in a repository."""
    return subprocess.run(
        [sys.executable, "hooks", *verb], cwd=folder, capture_output=True, text=True, check=False
    )


def test_a_build_names_every_mistake(folder):
    """MkDocs ends with both messages, one below the other, and no traceback."""
    result = build(folder)
    assert result.returncode == 1
    assert "".join(MESSAGES) in result.stderr
    assert "Traceback" not in result.stdout + result.stderr


@pytest.mark.parametrize("verb", [("check",), ("record",), ("record", "one"), ("status",)])
def test_the_command_line_names_every_mistake(folder, verb):
    """Each verb that reads notes says the same, and nothing is run."""
    result = run(folder, *verb)
    assert (result.returncode, result.stderr) == (1, "".join(MESSAGES))


def test_check_goes_on_to_links_and_style(tmp_path):
    """Once the demos can be read, the rest of what is wrong comes in one run, too."""
    text = "# 首页 { #home }\n\n容器PID见[别处](nowhere.md)。\n"
    result = run(lay_out(tmp_path, {"index.md": text}), "check")
    assert result.returncode == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith("docs/index.md:3:")]
    assert [line.split(": ")[1].split(" between")[0] for line in lines] == [
        "a space",
        "a space",
        "there is no file nowhere.md",
    ]


@pytest.mark.parametrize(
    ("target", "variables", "message"),
    [
        ("accept", ["NOTE=nowhere"], "there is no note “nowhere”\n"),
        ("note", ["NAME=Wrong"], "“Wrong” is not a name for a note\n"),
        ("serve", ["PORT=none"], "serve: “none” is not a port\n"),
    ],
)
def test_a_make_target_with_a_wrong_word(target, variables, message):
    """What make says ends with the message and its hint."""
    result = subprocess.run(
        ["make", "--no-print-directory", target, *variables],
        cwd=ROOT,
        env=os.environ | {"MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
