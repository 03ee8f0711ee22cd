"""Figures: what a probe collects, what is drawn, and the same in words."""

import re
from xml.etree import ElementTree

import pytest
from captures import captured
from demos import drawing
from demos.drawing import draw_svg
from demos.errors import DemoError
from demos.figures import FIGURES

ID = captured("container_id.txt").decode().strip()
SVG = "{http://www.w3.org/2000/svg}"
# The kinds whose arguments are PIDs alone; the others have tests of their own.
KINDS = ("pstree", "vm-and-container")
LANGUAGES = ("zh", "en")


def run(command):
    """Answer as the captured demo host did."""
    answers = {"grep -HE": "status", "ps": "args", "grep -Ho": "cgroup"}
    if command == "uname -sr":
        return "Linux 6.12.0\n"
    name = next(name for start, name in answers.items() if command.startswith(start))
    return captured(f"proc_{name}.txt").decode()


def probe(kind="pstree", arguments=("390",), name="box"):
    """The facts of a figure about the captured container."""
    return FIGURES[kind].probe(run, arguments, {ID: name})


def figure(kind, language, facts=None):
    """The SVG element of a figure."""
    facts = facts or probe(kind)
    twin = FIGURES[kind].describe(facts, language)
    dot = FIGURES[kind].draw(facts, language)
    return draw_svg(dot, "box-figure-1", twin.title, twin.about)


def test_a_probe_takes_the_family():
    """The process, what started it, and the container it is in."""
    names = [(one["name"], one["container"]) for one in probe()["processes"]]
    assert names == [("systemd", ""), ("containerd-shim", ""), ("sh", "box")]
    assert probe("vm-and-container")["kernel"] == "Linux 6.12.0"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "this figure names no PID"),
        (("sh",), "“sh” is not a PID"),
        (("390 -1",), "“-1” is not a PID"),
        (("4194999",), "no process has the PID 4194999 at this point of the demo"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_arguments_that_name_nothing_are_refused(kind, arguments, message):
    """Before anything is drawn."""
    with pytest.raises(DemoError) as caught:
        probe(kind, arguments)
    assert caught.value.message == message


def test_the_text_twin_of_a_tree():
    """The same tree in either language."""
    zh, en = (FIGURES["pstree"].describe(probe(), language) for language in LANGUAGES)
    assert en.text.splitlines() == [
        "systemd (host PID 1)",
        "└─ containerd-shim (host PID 363)",
        "   └─ sh (host PID 390, PID 1 inside container box)",
    ]
    assert zh.text.splitlines()[-1] == "   └─ sh (主机 PID 390、容器 box 内 PID 1)"
    assert (zh.title, en.title) == ("进程树：box", "Process tree: box")
    assert "3" in zh.about
    assert "3 processes" in en.about


def test_the_text_twin_of_the_comparison():
    """Both halves, the recorded kernel between them."""
    text = FIGURES["vm-and-container"].describe(probe("vm-and-container"), "en").text
    assert "hypervisor → guest kernel" in text
    assert "host kernel Linux 6.12.0\nsystemd (host PID 1)" in text


def test_the_dot_text_of_a_tree():
    """A box for each process, an edge from each parent, a frame for the container."""
    dot = FIGURES["pstree"].draw(probe(), "en")
    assert re.findall(r"p\d+ -> p\d+", dot) == ["p1 -> p363", "p363 -> p390"]
    assert "subgraph cluster_box" in dot
    assert '"process pid-390"' in dot
    assert "容器 box" in FIGURES["pstree"].draw(probe(), "zh")


def test_siblings_have_branches():
    """A child that is not the last goes on with a line."""
    pids = tuple(re.findall(r"/proc/(\d+)/status:Name", run("grep -HE")))
    text = FIGURES["pstree"].describe(probe(arguments=pids), "en").text
    assert "├─ " in text
    assert len(text.splitlines()) == len(pids)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_drawing_has_no_looks_and_unique_labels(kind, language):
    """Colours and fonts are the page's; ids are the figure's own."""
    svg = figure(kind, language)
    assert not re.search(r'\s(fill|stroke|font-[a-z]+|style)="', svg)
    root = ElementTree.fromstring(svg)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith("box-figure-1-") for name in ids)
    assert (root[0].tag, root[1].tag) == (f"{SVG}title", f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"
    assert root.get("role") == "group"
    assert not list(root.iter(f"{SVG}a"))


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_twice_gives_the_same_bytes(kind):
    """A build changes no page whose facts did not change."""
    assert figure(kind, "zh") == figure(kind, "zh")


def boxes(svg):
    """Each box's width in points, with the lines in it."""
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if "node" not in (group.get("class") or "").split():
            continue
        shape = next(iter(group.iter(f"{SVG}polygon")))
        xs = [float(point.split(",")[0]) for point in shape.get("points").split()]
        yield max(xs) - min(xs), ["".join(text.itertext()) for text in group.iter(f"{SVG}text")]


@pytest.mark.parametrize("name", ["box", "一个名字很长很长的容器", "a" * 60])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_wider_than_its_box(kind, language, name):
    """A column is 0.6 em of 14 points, a Chinese character takes two."""
    facts = probe(kind)
    facts["processes"][-1]["name"] = name
    found = list(boxes(figure(kind, language, facts)))
    assert name in {line for _, lines in found for line in lines}
    for width, lines in found:
        columns = [sum(2 if sign >= "一" else 1 for sign in line) for line in lines]
        assert max(columns) * 0.6 * 14 < width


def test_names_of_processes_are_text():
    """A process may call itself anything."""
    facts = probe()
    for name in ("<b>x</b>", 'a"b\\n', "&amp;", "</text><script>", "\\N"):
        facts["processes"][-1]["name"] = name
        lines = {line for _, lines in boxes(figure("pstree", "en", facts)) for line in lines}
        assert name in lines


def test_a_broken_drawing_is_an_error():
    """What Graphviz says is passed on."""
    with pytest.raises(DemoError, match="Graphviz refused a figure: "):
        draw_svg("digraph {", "x", "title", "about")


def test_what_is_drawn_ahead_is_the_same_picture():
    """As if it were drawn alone; a wrong one among them spoils no other."""
    texts = [f'digraph "{name}" {{ a -> {name} }}' for name in ("b", "c", "d", "e")]
    alone = [draw_svg(text, "x", "title", "about") for text in texts]
    drawing._drawn.clear()
    assert draw_svg(texts[0], "x", "title", "about", texts[1:3]) == alone[0]
    assert list(drawing._drawn) == texts[:3]
    assert draw_svg(texts[3], "x", "title", "about", ["digraph {"]) == alone[3]
    assert [draw_svg(text, "x", "title", "about") for text in texts] == alone
