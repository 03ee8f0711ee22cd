"""Pages of notes whose translation is missing or behind, and what translators see."""

import re

import pytest
from notes.translations import accept
from small_site import build, lay_out

HOME = "# 首页 { #home }\n\n你好。\n\n## 进程 { #process }\n\n容器。\n"
HOME_EN = "# Home { #home }\n\nHello.\n\n## Processes { #process }\n\nContainers.\n"
STATUS = "# 进度 { #status }\n\n<!-- translations -->\n"
STATUS_EN = "# Status { #status }\n\n<!-- translations -->\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with a stale, a missing and a current translation."""
    notes = {
        "index.md": HOME,
        "index.en.md": HOME_EN,
        "only.md": "# 只有中文 { #only }\n\n独有。\n",
    }
    notes |= {"status.md": STATUS, "status.en.md": STATUS_EN}
    folder = lay_out(tmp_path_factory.mktemp("small"), notes)
    for name in ("index", "status"):
        accept(folder / "docs", name)
    (folder / "docs" / "index.md").write_text(HOME.replace("容器。", "容器和进程。"))
    result = build(folder)
    assert result.returncode == 0, result.stderr
    return folder / "site"


def banner(site, page):
    """The words above a page's text, "" without any."""
    html = (site / page / "index.html").read_text()
    found = re.search(r"<aside class=\"admonition note translation\".*?</aside>", html, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", found.group()).split()) if found else ""


def test_a_stale_page_names_its_stale_sections(site):
    """With a link to each; the original and the current pages say nothing."""
    assert banner(site, "en") == (
        "Translation behind the original "
        "These sections have changed since in the Chinese original: Processes . "
        "The recordings are the same in both languages."
    )
    assert 'href="#process"' in (site / "en" / "index.html").read_text()
    assert [banner(site, page) for page in (".", "only", "status", "en/status")] == [""] * 4


def test_a_missing_translation_shows_the_original_as_chinese(site):
    """For readers with a word about it and the right language; search engines leave it out."""
    html = (site / "en" / "only" / "index.html").read_text()
    assert banner(site, "en/only").startswith("Not translated yet This is the Chinese original.")
    assert '<meta name="robots" content="noindex">' in html
    assert re.search(r'<div lang="zh">\s*(<[^h].*\s*)*<h1 id="only">', html)
    assert "noindex" not in (site / "only" / "index.html").read_text()
    assert "noindex" not in (site / "en" / "index.html").read_text()


def test_a_missing_address_is_told_in_chinese(site):
    """There is one page for all of them, whatever language is built last."""
    assert '<html lang="zh"' in (site / "404.html").read_text()


def test_the_sitemap_has_what_is_written(site):
    """Each page once in each language it is written in, with its other language."""
    text = (site / "sitemap.xml").read_text()
    root = "https://docker-notes.github.io/docker-notes/"
    found = [link.removeprefix(root) for link in re.findall(r"<loc>(.*?)</loc>", text)]
    assert found == ["", "en/", "only/", "status/", "en/status/"]
    assert f'hreflang="en" href="{root}en/"' in text
    assert f'hreflang="zh" href="{root}"' in text
    assert "en/only" not in text


@pytest.mark.parametrize(
    ("page", "rows"),
    [
        ("status", ["首页 过时 #process （原文改过）", "只有中文 缺少", "进度 最新"]),
        ("en/status", ["Home stale #process (changed)", "只有中文 missing", "Status up to date"]),
    ],
)
def test_translators_see_the_state_of_every_note(site, page, rows):
    """In both languages, with the sections to update."""
    html = (site / page / "index.html").read_text()
    table = html[html.index("<tbody>") : html.index("</tbody>")]
    words = [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in table.split("</tr>")]
    assert words[:-1] == rows
