"""Sheets and outlines: what is placed by us lands where we say."""

from xml.etree import ElementTree

from demos.drawing import draw_svg
from demos.figures.outline import Row, draw_outline, in_depth, outline_text
from demos.figures.sheet import Area, Sheet, around, text_width
from figure_cases import SVG, boxes


def drawn(sheet):
    """The SVG element of a sheet."""
    return ElementTree.fromstring(draw_svg(sheet.source(), "x", "title", "about"))


def corners(element, kind):
    """The corners of the first shape of each group of a class."""
    for group in element.iter(f"{SVG}g"):
        if kind in (group.get("class") or "").split():
            points = next(iter(group.iter(f"{SVG}polygon"))).get("points", "").split()
            yield [tuple(float(number) for number in point.split(",")) for point in points]


def test_a_box_lands_where_it_is_placed():
    """Its width is the text's or more; below another is below in the picture."""
    sheet = Sheet()
    first = sheet.box((0, 0), ["one", "two"], "a")
    second = sheet.box((10, first.bottom + 5), ["three"], "b", width=200)
    assert (second.left, second.width) == (10, 200)
    upper, lower = next(corners(drawn(sheet), "a")), next(corners(drawn(sheet), "b"))
    assert max(y for _, y in upper) < min(y for _, y in lower)
    assert min(x for x, _ in upper) < min(x for x, _ in lower)


def test_a_frame_holds_its_boxes():
    """And its title."""
    sheet = Sheet()
    inner = sheet.box((20, 40), ["box"], "a")
    frame = sheet.frame(around([inner]), "a title that is wider than the box", "half")
    assert frame.width == text_width(["a title that is wider than the box"])
    outside, inside = next(corners(drawn(sheet), "half")), next(corners(drawn(sheet), "a"))
    assert min(x for x, _ in outside) < min(x for x, _ in inside)
    assert max(x for x, _ in outside) > max(x for x, _ in inside)


def test_text_of_any_kind_is_text():
    """Backslashes, quotes, entities and Chinese stand as they are."""
    lines = ["a\\nb", '"q" <b>', "&amp;", "容器 甲", "\\N"]
    sheet = Sheet()
    sheet.box((0, 0), lines, "a")
    sheet.cell(Area(0, 200, 50, 30), "\\G", "b")
    assert [line for _, found in boxes(drawn(sheet)) for line in found] == [*lines, "\\G"]


def test_lines_and_arrows():
    """An arrow where one is wanted."""
    sheet = Sheet()
    box = sheet.box((0, 0), ["x"], "a")
    sheet.line([(0, box.bottom), (0, 90), (50, 90)], "branch")
    sheet.line([(0, 0), (9, 9)], "pair", arrow=False)
    svg = drawn(sheet)
    assert len(list(corners(svg, "branch"))) == 1
    pair = [group for group in svg.iter(f"{SVG}g") if "pair" in (group.get("class") or "")]
    assert not list(pair[0].iter(f"{SVG}polygon"))


def test_an_outline_keeps_children_with_their_parent():
    """However late they come; who has no parent is a root."""
    rows = [
        Row("a", "", ["A"], "x", "A"),
        Row("b", "", ["B"], "x", "B"),
        Row("c", "a", ["C"], "x", "C"),
        Row("d", "gone", ["D"], "x", "D"),
    ]
    assert [(depth, row.key) for depth, row in in_depth(rows)] == [
        (0, "a"), (1, "c"), (0, "b"), (0, "d"),
    ]  # fmt: skip
    assert outline_text(rows) == "A\n   C\nB\nD"
    assert draw_outline(rows).count("class=branch") == 1
