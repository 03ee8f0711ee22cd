"""Recording in a real terminal with a real shell: what comes out, step by step."""

import sys

import pytest
from demos.recorder import Recorder
from demos.recording import Recording, Span
from local_host import DATE, KEY, PYTHON, LocalHost, record, record_text
from writing import console, scripts_of_text


def outputs(recording: Recording) -> list[str]:
    """The text that each step put out."""
    return [step.text for step in recording.steps]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["$ echo hello"], ["hello"]),
        (["$ true"], [""]),
        (["$ printf 'a\\n\\nb\\n\\n'"], ["a\n\nb"]),
        (["$ printf partial", "$ echo next"], ["partial", "next"]),
        (["$ echo 容器，你好"], ["容器，你好"]),
        (["$ printf '10%%\\r 50%%\\r100%%\\n'"], ["100%"]),
        (["$ printf 'one\\ntwo\\n\\033[2A\\033[2KONE\\r\\n\\n'"], ["ONE\ntwo"]),
        (["$ for n in 1 2", "> do echo $n", "> done"], ["1\n2"]),
        (["$ cat <<END", ">   indented", "> ", "> last", "> END"], ["  indented\n\nlast"]),
        (["$ echo 'quoted", "> text'"], ["quoted\ntext"]),
        (["$ seq 3 | tail -n 1", "$ echo $?"], ["3", "0"]),
        (["$ seq 100"], ["\n".join(map(str, range(1, 101)))]),
        ([f"$ printf '%0{200}d' 0 | wc -c; printf '%0{200}d\\n' 0"], ["200\n" + "0" * 200]),
        (["$ echo $HOME $USER; env | grep MARK"], ["/root root"]),
        (["$ printf '\\033]133;D;9;stranger\\007on\\n'"], ["on"]),
    ],
)
def test_output_is_what_a_person_saw(tmp_path, lines, expected):
    """The resolved screen of a step, without echo, prompts and marks."""
    status = "@exit 1" if "MARK" in lines[0] else ""
    assert outputs(record(tmp_path, *lines, *filter(None, [status]))) == expected


def test_exit_statuses_are_kept(tmp_path):
    """Each shell command ends with its own status, the @exit one included."""
    recording = record(tmp_path, "$ true", "$ (exit 7)", "@exit 7", "$ echo $?")
    assert [step.status for step in recording.steps] == [0, 7, 0]
    assert recording.steps[2].text == "7"


def test_colours_become_spans(tmp_path):
    """Select Graphic Rendition is kept beside the text."""
    line = record(tmp_path, "$ printf 'a \\033[1;32mgreen\\033[0m b\\n'").steps[0].output[0]
    assert line.text == "a green b"
    assert line.spans == (Span(2, 7, "bold foreground-green"),)


def test_values_go_into_later_commands(tmp_path):
    """What @let took is typed where it is named, and stands in the recording."""
    lines = ["$ echo box-7", "@let name", "@let number = /-(\\d+)/", "$ echo @{number} of @{name}"]
    recording = record(tmp_path, *lines, "@expect @{number} != @{name}")
    assert recording.values == {"name": "box-7", "number": "7"}
    assert recording.steps[1].input == "echo 7 of box-7"
    assert recording.steps[1].text == "7 of box-7"


def test_typing_into_a_program(tmp_path):
    """A program's prompt is waited for, its output kept, its end given to the shell's command."""
    lines = [PYTHON, ">>> print(6 * 7)", ">>> x = '你好'; x", ">>> raise SystemExit", "$ echo done"]
    recording = record(tmp_path, *lines)
    assert outputs(recording) == ["", "42", "'你好'", "", "done"]
    assert [step.status for step in recording.steps] == [0, None, None, None, 0]


def test_a_program_started_over_several_lines(tmp_path):
    """A command continued with a backslash may start a program, too."""
    start = ["$ " + sys.executable + " \\", ">   -q"]
    assert outputs(record(tmp_path, *start, ">>> 1 + 1", ">>> exit()")) == ["", "2", ""]


def test_output_before_a_programs_prompt(tmp_path):
    """Text without a newline before the next prompt is output, styles and all."""
    code = "import sys; _ = sys.stdout.write('\\033[31mred')"
    recording = record(tmp_path, PYTHON, f">>> {code}", ">>> exit()")
    line = recording.steps[1].output[0]
    assert line.text == "red"
    assert line.spans == (Span(0, 3, "foreground-red"),)


def test_a_command_left_running_is_finished_by_a_later_step(tmp_path):
    """@wait goes on early; the step's whole output and status are there in the end."""
    lines = ["$ for n in 1 2 3; do sleep 0.2; echo line $n; done", "@wait /line 1/"]
    recording = record(tmp_path, *lines, "$ echo after")
    assert outputs(recording) == ["line 1\nline 2\nline 3", "after"]
    assert [step.status for step in recording.steps] == [0, 0]


def test_waiting_over_several_lines(tmp_path):
    """@wait looks at the output of a continued command, not at what was typed."""
    lines = ["$ sleep 0.3 && \\", "> echo ready", "@wait /^ready/", "$ echo after"]
    assert outputs(record(tmp_path, *lines)) == ["ready", "after"]


def test_a_command_left_running_at_the_end(tmp_path):
    """What still runs when the demo is over has no status."""
    recording = record(tmp_path, "$ echo up; sleep 60", "@wait /up/")
    assert outputs(recording) == ["up"]
    assert recording.steps[0].status is None


def test_pressing_keys(tmp_path):
    """Ctrl-C reaches the running program, whose status is that of the signal."""
    lines = ["$ echo up; sleep 60", "@wait /up/", "@press Ctrl-C", "@exit 130", "$ echo on"]
    recording = record(tmp_path, *lines)
    assert outputs(recording) == ["up\n^C", "on"]
    assert recording.steps[0].status == 130


def test_pressing_a_key_without_waiting(tmp_path):
    """A key is held back until what was typed runs."""
    recording = record(tmp_path, "$ sleep 60", "@press Ctrl-C", "@exit 130")
    assert recording.steps[0].status == 130


def test_two_terminals_look_at_each_other(tmp_path):
    """A second terminal works while the first is inside a program."""
    first = console(PYTHON, ">>> open('{0}', 'w').write('hi')")
    second = console("$ cat {0}", options=' terminal="2"')
    third = console(">>> exit()")
    text = (first + second + third).replace("{0}", str(tmp_path / "shared"))
    recording = record_text(LocalHost(tmp_path), text)
    assert outputs(recording) == ["", "2", "hi", ""]
    assert [step.terminal for step in recording.steps] == ["1", "1", "2", "1"]


def test_files_are_written_at_their_point(tmp_path):
    """A file fence writes into the working folder before the next command."""
    file = '```text demo="box" file="greeting"\n你好\n```\n'
    text = console("$ echo first") + file + console(f"$ cat {tmp_path}/greeting")
    assert outputs(record_text(LocalHost(tmp_path), text)) == ["first", "你好"]


def test_the_recording_carries_what_it_was_given(tmp_path):
    """Key, date and the host's versions are in the recording, hidden steps marked."""
    recording = record(tmp_path, "$ true", "@hide")
    assert recording.key == KEY
    assert recording.provenance["date"] == DATE
    assert recording.provenance["docker"] == "28.5.2"
    assert recording.steps[0].hidden


def test_tracks_hold_every_byte_and_a_marker_for_each_step(tmp_path):
    """Beside the recording, each terminal's bytes in order, for the replay."""
    text = console("$ echo one", "$ echo two") + console("$ echo 3", options=' terminal="2"')
    recorder = Recorder(LocalHost(tmp_path), scripts_of_text(text)[0], lambda *_: None)
    _, tracks = recorder.record(KEY, DATE)
    assert {name: [label for _, label in track.markers] for name, track in tracks.items()} == {
        "1": ["echo one", "echo two"],
        "2": ["echo 3"],
    }
    shown = b"".join(chunk for _, chunk in tracks["1"].chunks)
    assert shown.index(b"echo one") < shown.index(b"\x07one") < shown.index(b"\x07two")
    moments = [at for at, _ in tracks["1"].chunks]
    assert moments == sorted(moments)


def test_containers_become_anchors(tmp_path):
    """What the daemon says of running containers is kept; one that vanishes is no error."""
    details = (
        '{"Id": "abc", "Name": "/box", "State": {"Pid": 1},'
        ' "NetworkSettings": {"Networks": {"bridge": {"IPAddress": "172.17.0.2"}}}}'
    )
    answers = {
        "/containers/json": '[{"Id": "abc"}, {"Id": "gone"}]',
        "/containers/abc/json": details,
        "/containers/gone/json": '{"message": "No such container: gone"}',
    }
    (script,) = scripts_of_text(console("$ true", "$ true"))
    recording, _ = Recorder(LocalHost(tmp_path, answers), script, lambda *_: None).record(KEY, DATE)
    assert [(anchor.name, anchor.pid, anchor.shim) for anchor in recording.anchors] == [
        ("box", 1, 0)
    ]


def test_progress_is_told_before_each_step(tmp_path):
    """Whoever waits sees which step runs, with its values put in."""
    told: list[tuple[int, int, str]] = []
    lines = ["$ echo 7", "@let number", "$ echo @{number}"]
    (script,) = scripts_of_text(console(*lines))
    Recorder(LocalHost(tmp_path), script, lambda *step: told.append(step)).record(KEY, DATE)
    assert told == [(1, 2, "$ echo 7"), (2, 2, "$ echo 7")]
