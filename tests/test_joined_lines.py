"""Chinese text may have one sentence per line without blanks on the page."""

import markdown
import pytest
from notes.joined_lines import JoinedLines


def render(text):
    """The HTML of a Markdown text."""
    return markdown.markdown(text, extensions=[JoinedLines()])


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("第一句。\n第二句。", "<p>第一句。第二句。</p>"),
        ("没有标点\n也不断开", "<p>没有标点也不断开</p>"),
        ("主进程，\n`ps` 看得见", "<p>主进程，<code>ps</code> 看得见</p>"),
        ("中文\nEnglish", "<p>中文\nEnglish</p>"),
        ("One.\nTwo.", "<p>One.\nTwo.</p>"),
    ],
)
def test_a_line_break_is_a_blank_only_where_a_blank_belongs(source, shown):
    """Between Chinese characters and behind full-width marks a line break leaves nothing."""
    assert render(source) == shown


def test_code_keeps_its_lines():
    """A block of code is never joined."""
    assert "一\n二" in render("    一\n    二")


def test_attributes_of_a_paragraph_are_still_read():
    """They stand on a line of their own below it."""
    html = markdown.markdown("第一句。\n{ .lead }", extensions=["attr_list", JoinedLines()])
    assert html == '<p class="lead">第一句。</p>'
