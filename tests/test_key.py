"""What makes a recording stale, and what does not."""

import pytest
from demos.freshness import BROKEN, FRESH, MISSING, STALE, judge
from demos.key import script_digest
from demos.recording_json import to_json
from demos.shelf import Shelf
from writing import HOST, console, recording_of, script_of, scripts_of_text

FIGURE = '```pstree demo="box"\n@{pid}\n```\n'
FILE = '```dockerfile demo="box" file="Dockerfile"\nFROM busybox\n```\n'
BODY = ["$ docker run -it busybox sh", "@exit 3", "/ # ps", "@let pid = PID where COMMAND = sh"]
BODY += ["@expect @{pid} == 1", "@expect sh", "@timeout 9s", "@wait /sh/", "@press Ctrl-C"]
NOTE = console(*BODY) + FILE + FIGURE


def digest(text):
    """The digest of the one demo in a text."""
    (script,) = scripts_of_text(text)
    return script_digest(script)


@pytest.mark.parametrize(
    "text",
    [
        f"# A title\n\nProse.\n\n{NOTE}\nmore prose\n",
        NOTE.replace("```\n```dockerfile", "```\n\nBetween.\n\n```dockerfile"),
        NOTE.replace("@exit 3\n", '@exit 3\n```\nProse.\n```console demo="box"\n'),
        NOTE.replace("/ # ps", "\n/ # ps"),
        NOTE.replace("```", "~~~~"),
    ],
)
def test_prose_and_places_do_not_count(text):
    """A note may be rewritten around its demo."""
    assert text != NOTE
    assert digest(text) == digest(NOTE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("busybox sh", "busybox ash"),
        ("/ # ps", "/ $ ps"),
        ("@exit 3", "@exit 4"),
        ("@exit 3", "@exit 3\n@hide"),
        ("= PID where COMMAND = sh", "= PID where COMMAND = ps"),
        ("= PID where COMMAND = sh", "= PPID where COMMAND = sh"),
        ("= PID where COMMAND = sh", "= /(1)/"),
        ("@{pid} == 1", "@{pid} != 1"),
        ("@expect sh", "@expect /sh/"),
        ("@timeout 9s", "@timeout 8s"),
        ("@wait /sh/", "@wait /s/"),
        ("@press Ctrl-C", "@press Ctrl-D"),
        ("FROM busybox", "FROM nginx"),
        ('file="Dockerfile"', 'file="Other"'),
        ("```pstree", "```vm-and-container"),
        ("@{pid}\n", "@{pid} 1\n"),
        (FIGURE, ""),
        (FILE + FIGURE, FIGURE + FILE),
        ('```console demo="box"', '```console demo="box" terminal="2"'),
        ('```console demo="box"', '```console demo="box" store="empty"'),
        ('demo="box"', 'demo="other"'),
    ],
)
def test_everything_that_is_done_counts(old, new):
    """Each part of what the demo does changes its digest."""
    assert old in NOTE
    assert digest(NOTE.replace(old, new)) != digest(NOTE)


@pytest.mark.parametrize(
    ("change", "verdict", "message"),
    [
        (lambda text: text, FRESH, None),
        (
            lambda text: text.replace(HOST, "other recipe"),
            STALE,
            "the recording of “box” is stale: the demo host's recipe changed",
        ),
        (
            lambda text: text.replace('"script": "', '"script": "0'),
            STALE,
            "the recording of “box” is stale: the note changed: a file, a directive, "
            "a figure's argument or an option changed, no command",
        ),
        (
            lambda text: text.replace('"format": 1', '"format": 0'),
            BROKEN,
            "the recording of “box” cannot be read: "
            "box.json:1: this recording has format 0, this program reads 1",
        ),
        (
            lambda text: "<<<<<<< HEAD\n" + text,
            BROKEN,
            "the recording of “box” cannot be read: "
            "box.json:1: this recording holds a merge conflict",
        ),
        (lambda _: None, MISSING, "the recording of “box” is missing"),
    ],
)
def test_each_reason_is_named(tmp_path, change, verdict, message):
    """What changed, at the demo's first fence, with what to run."""
    script = script_of("$ ls")
    content = change(to_json(recording_of(script, [["a"]])))
    if content is not None:
        (tmp_path / "box.json").write_text(content, encoding="utf-8")
    (found,) = judge({"box": script}, Shelf(tmp_path), HOST)
    assert (found.verdict, found.fresh) == (verdict, message is None)
    if message:
        hint = "\n    run: make record DEMO=box"
        assert str(found.error()) == f"note.md:1: {message}{hint}"
