"""``layers``: what is in which layer, and what is seen through all of them."""

import json

import pytest
from demos.errors import DemoError
from demos.figures import FIGURES
from demos.figures.layers import states
from demos.figures.overlay import folders, read_stats, short
from figure_cases import case, classes, svg, twin


def test_a_container_that_wrote():
    """Added, changed and deleted files stand in the writable layer; the image keeps its own."""
    assert twin("layers", case("layers_container").facts()).splitlines() == [
        "merged: what the container sees",
        "  ✗ /etc/group · not seen",
        "  ✓ /etc/new · seen",
        "  ✓ /etc/passwd · seen",
        "upper: writable layer 125cc4e37e2b",
        "  − /etc/group · whiteout: deleted",
        "  + /etc/new · added",
        "  ~ /etc/passwd · changed",
        "lower: the container's init layer 125cc4e37e2b",
        "lower: image layer 40216f531825",
        "  • /etc/group · covered from above",
        "  • /etc/passwd · covered from above",
    ]


def test_a_container_that_wrote_nothing():
    """Its writable layer is there, and empty."""
    lines = twin("layers", case("layers_unchanged").facts(), "zh").splitlines()
    assert lines[0].startswith("upper：可写层 ")
    assert lines[1] == "  没有改动"


def test_an_image():
    """All its layers are read-only, the uppermost first, by their digests."""
    facts = case("layers_image").facts()
    digests = [layer["digest"] for layer in facts["layers"]]
    assert digests[0] == "dc89c891e38e"
    assert digests[-1] == "31998ac5ccde"
    assert facts["layers"][-1]["files"] == {"/etc/passwd": "covered"}
    assert facts["layers"][-2]["files"]["/etc/passwd"] == "there"
    assert facts["merged"] == {"/etc/passwd": True, "/etc/nginx/nginx.conf": True}


def test_an_image_of_one_layer():
    """It has no layer below."""
    facts = case("layers_single").facts()
    assert [layer["role"] for layer in facts["layers"]] == ["image"]
    assert (
        FIGURES["layers"].describe(facts, "en").about.endswith("read-only layers of this image: 1.")
    )


def test_classes_tell_the_roles():
    """What a reader may write to looks different."""
    assert {"merged", "upper", "init", "image"} <= classes(
        svg("layers", case("layers_container").facts())
    )


def test_long_lists_are_cut():
    """A dozen files, then how many more."""
    one = case("layers_unchanged")
    find = one.commands("find ")[0]
    one.answers[find] = [f"/f{n:02}" for n in range(30)]
    one.run = lambda command: "".join(f"{line}\n" for line in one.answers.get(command, []))
    facts = one.facts()
    assert facts["more"] == 18
    assert len(facts["merged"]) == 12
    assert "18 more files" in twin("layers", facts)


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (({"/a": "there"}, {"/a": "there"}), "changed"),
        (({"/a": "there"}, {}), "added"),
        (({"/a": "deleted"}, {"/a": "there"}), "deleted"),
        (({"/a": "there"}, {"/a": "deleted"}, {"/a": "there"}), "added"),
    ],
)
def test_states_in_the_writable_layer(own, told):
    """Against what is seen below."""
    assert states(own, 0, upper=True) == {"/a": told}


def test_whiteouts_are_recognised():
    """A character device 0:0, not any device."""
    text = (
        "character special file 0:0 ./etc/group\n"
        "character special file 1:3 ./dev/null\n"
        "regular file 0:0 ./etc/a b\n"
    )
    assert read_stats(text) == ({"/etc/group"}, {"/dev/null", "/etc/a b"})


def test_a_mounted_container_without_a_graph_driver():
    """Docker's containerd image store names no folders: the mount does."""
    options = "rw,lowerdir=/l/A:/l/B,upperdir=/u,workdir=/w"
    mount = f"637 539 0:175 / / rw,relatime - overlay overlay {options}\n"
    answers = {"grep": mount, "readlink": "/u\n/x\n/y\n"}
    found = folders(lambda command: answers[command.split()[0]], "box", {"State": {"Pid": 5}})
    assert found == ["/u", "/x", "/y"]
    with pytest.raises(DemoError, match="the layers of “box” are in no folder"):
        folders(lambda command: "", "box", {"State": {"Pid": 0}})


def test_short_names():
    """12 characters of an id, the last part of any other folder."""
    assert short(f"/var/lib/docker/overlay2/{'ab' * 32}/diff") == "ab" * 6
    assert short("/snapshots/12/fs/") == "fs"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "names no container and no image"),
        (("/etc/passwd",), "names no container and no image"),
        (("box etc/passwd",), "“etc/passwd” is not a file's path"),
        (("nobody",), "no container and no image “nobody”"),
    ],
)
def test_arguments_that_name_nothing(arguments, message):
    """Refused."""
    with pytest.raises(DemoError, match=message):
        FIGURES["layers"].probe(lambda command: json.dumps([]), arguments, {})
