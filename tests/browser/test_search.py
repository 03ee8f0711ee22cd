"""The search, as a reader of either language uses it."""

import json
import re

import pytest
from files import ROOT
from notes.search import plain, searched, source_of
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

# What readers look for and the notes that answer it, the place to be first in
# front. A note that is not written yet takes no part.
CHINESE = """
容器            container-vs-vm namespaces cgroups overlay
虚拟机          container-vs-vm
进程            container-vs-vm pid-namespace what-happens-on-run pid1-signals
主进程          container-vs-vm pid1-signals
父进程          container-vs-vm pid-namespace
子进程          pid1-signals container-vs-vm
容器的进程      container-vs-vm
内核            container-vs-vm
命名空间        namespaces pid-namespace
僵尸            pid1-signals
僵尸进程        pid1-signals
孤儿进程        pid1-signals shim-and-daemons
信号            pid1-signals
宽限期          pid1-signals
退出码          shim-and-daemons pid1-signals
shell 格式      pid1-signals
1 号进程        pid-namespace pid1-signals
PID 1           pid1-signals pid-namespace
两个 PID        pid-namespace container-vs-vm
shim            shim-and-daemons container-vs-vm
containerd      shim-and-daemons what-happens-on-run
dockerd         shim-and-daemons
杀掉            shim-and-daemons
live-restore    shim-and-daemons
重启            shim-and-daemons
docker container top   container-vs-vm
docker run      what-happens-on-run
runc            what-happens-on-run container-vs-vm
config.json     what-happens-on-run
请求            what-happens-on-run
背后发生了什么  what-happens-on-run
exec            pid-namespace
nsenter         namespaces pid-namespace
NSpid           pid-namespace container-vs-vm
限额            cgroups container-vs-vm
cgroup          cgroups container-vs-vm
内存            cgroups container-vs-vm
镜像层          overlay
写时复制        overlay
网桥            bridge-veth
veth            bridge-veth
端口            publish-ports
nginx           container-vs-vm
SigCgt          pid1-signals
"""
ENGLISH = """
container              container-vs-vm namespaces pid1-signals
virtual machine        container-vs-vm
process                container-vs-vm pid-namespace what-happens-on-run pid1-signals
kernel                 container-vs-vm
parent                 container-vs-vm pid-namespace shim-and-daemons
zombie                 pid1-signals
signals                pid1-signals
exit code              shim-and-daemons pid1-signals
grace period           pid1-signals
PID 1                  pid1-signals pid-namespace
two PIDs               pid-namespace container-vs-vm
shim                   shim-and-daemons container-vs-vm
containerd             shim-and-daemons what-happens-on-run
live-restore           shim-and-daemons
docker container top   container-vs-vm
docker run             what-happens-on-run
runc                   what-happens-on-run container-vs-vm
shell form             pid1-signals
exec                   pid-namespace what-happens-on-run
nginx                  container-vs-vm
namespace              namespaces pid-namespace
memory limit           cgroups container-vs-vm
image layer            overlay
bridge                 bridge-veth
publish port           publish-ports
"""
HOMES = {"zh": "", "en": "en/"}
TABLES = {"zh": CHINESE, "en": ENGLISH}
AT_LEAST = {"zh": 30, "en": 15}


SHARE = 0.9


def queries(language: str) -> list[tuple[str, list[str]]]:
    """Each query of the table whose first note is written in this language, with all its notes."""
    rows = [re.split(r" {2,}", row) for row in TABLES[language].strip().split("\n")]
    suffix = ".md" if language == "zh" else f".{language}.md"
    written = {path.name.removesuffix(suffix) for path in (ROOT / "docs").glob(f"*/*{suffix}")}
    return [(query, notes.split()) for query, notes in rows if notes.split()[0] in written]


def search(page: Page, words: str) -> list[str]:
    """The addresses of the pages found, best first; the last key ends a Chinese input."""
    box = page.locator(".md-search__input")
    box.fill("")
    box.press("End")
    links = page.locator(".md-search-result__item > a")
    expect(links).to_have_count(0)
    box.fill(words)
    box.press("End")
    links.first.wait_for()
    found = page.locator(".md-search-result__item > a, .md-search-result__more a")
    return found.evaluate_all("links => links.map(link => new URL(link.href).pathname)")


@pytest.mark.parametrize("language", HOMES)
def test_readers_find_what_they_look_for(page: Page, home, language):
    """Every query finds a note that answers it, nine of ten in front, in one language only."""
    asked = queries(language)
    assert len(asked) >= AT_LEAST[language]
    page.goto(home + HOMES[language])
    page.locator(".md-search__input").click()
    missed, not_first = [], []
    for query, notes in asked:
        found = search(page, query)
        if language == "zh":
            assert not [address for address in found if "/en/" in address], query
        else:
            assert not [address for address in found if "/en/" not in address], query
        names = [address.rstrip("/").rpartition("/")[2] for address in found]
        if not set(names) & set(notes):
            missed.append((query, names))
        elif names[0] not in notes:
            not_first.append((query, names))
    assert missed == []
    assert len(not_first) <= (1 - SHARE) * len(asked), not_first


@pytest.mark.parametrize("language", HOMES)
def test_the_text_comes_with_the_first_search(page: Page, home, language):
    """A reader who never searches loads nothing for it; one who does, their language's text."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + HOMES[language], wait_until="networkidle")
    assert [url for url in asked if "/search/" in url] == []
    page.locator(".md-search__input").click()
    page.keyboard.type("docker")
    page.locator(".md-search-result__item").first.wait_for()
    settings = f"{home}search/search_index.json"
    assert {url for url in asked if "/search/" in url} == {
        settings,
        f"{home}search/{language}.json",
    }


def test_a_found_place_opens_with_its_words_marked(page: Page, home):
    """A result of the English search leads to its heading on the English page."""
    page.goto(f"{home}en/what-a-container-is/container-vs-vm/")
    page.locator(".md-search__input").click()
    page.keyboard.type("No second kernel")
    page.locator(".md-search-result__item a[href*='#one-kernel']").first.click()
    expect(page).to_have_url(re.compile(r"/en/what-a-container-is/container-vs-vm/.*#one-kernel$"))
    marked = page.locator("#one-kernel mark").first
    expect(marked).to_have_text(re.compile("second kernel"))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    expect(marked).to_be_visible()
    assert [url for url in asked if "/search/" in url] == [f"{home}search/search_index.json"]


def test_a_result_shows_where_the_words_are(page: Page, home):
    """The text around them, marked, and which are missing when no page has them all."""
    page.goto(f"{home}en/")
    page.locator(".md-search__input").click()
    search(page, "docker container top")
    best = page.locator(".md-search-result__item").first.locator("h2 ~ mark")
    assert {"docker", "container", "top"} <= {text.lower() for text in best.all_inner_texts()}
    search(page, "zombie nosuchword")
    expect(page.locator(".md-search-result__terms").first).to_have_text("Missing: nosuchword")


@pytest.mark.parametrize(
    "query", ["2>&1", "$?", "c++x a|b $HOME \\d [a-z] (", '<b> &lt; "', "+ - ~ ^ *", "a" * 300]
)
def test_any_signs_can_be_looked_for(page: Page, home, query):
    """They are text to find, never a pattern, an operator or markup."""
    errors = []
    page.on("console", lambda message: errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(error.message))
    page.goto(f"{home}en/")
    page.locator(".md-search__input").click()
    search(page, "docker")
    box, meta = page.locator(".md-search__input"), page.locator(".md-search-result__meta")
    counted = meta.inner_text()
    box.fill(query)
    box.press("End")
    expect(meta).not_to_have_text(counted)
    assert errors == []


def test_what_looks_like_markup_is_shown(page: Page, home):
    """What grep looks for in a page is text of the result, not an element."""
    page.goto(f"{home}en/")
    page.locator(".md-search__input").click()
    search(page, "curl grep")
    expect(page.locator(".md-search-result__list")).to_contain_text("'<title>'")


@pytest.mark.parametrize("language", HOMES)
def test_each_text_has_its_own_pages_only(built_site, language):
    """A page that stands in for a missing translation is not searched."""
    text = (built_site / "search" / f"{language}.json").read_text(encoding="utf-8")
    sources = {source_of(place, language) for place, *_ in json.loads(text)}
    assert sources
    assert sources <= {
        path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")
    }


def test_a_page_in_place_of_a_translation_is_left_out():
    """Of the pages under /en/, only that with an English source is searched in English."""
    places = ("", "a/b/#x", "en/", "en/a/b/#x", "en/a/c/")
    entries = [{"location": place, "title": "T", "text": ""} for place in places]
    sources = {"index.md", "index.en.md", "a/b.md", "a/b.en.md", "a/c.md"}
    found = {language: searched(entries, language, sources) for language in HOMES}
    assert {language: [place for place, *_ in rows] for language, rows in found.items()} == {
        "zh": ["", "a/b/#x"],
        "en": ["en/", "en/a/b/#x"],
    }


def test_the_text_of_a_section_is_plain():
    """Without tags, without the marks between Chinese words, with the signs that were escaped."""
    html = "<p>一条\u200b命令\u200b <code>a</code>：</p>\n<ul><li>x &lt;y&gt; &amp;amp;</li></ul>"
    assert plain(html) == "一条命令 a： x <y> &amp;"


def test_pages_about_the_site_come_behind():
    """How notes are written is found, but after the notes."""
    entries = [{"location": place, "title": "T", "text": "t"} for place in ("syntax/", "a/b/")]
    found = searched(entries, "zh", {"syntax.md", "a/b.md"})
    assert found == [["syntax/", "T", "t", 0.05], ["a/b/", "T", "t"]]
