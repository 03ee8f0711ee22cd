"""The site as a reader's browser shows it."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NOTE = "what-a-container-is/container-vs-vm/"
LANGUAGES = {"zh": "", "en": "en/"}
EVERY_PAGE = [f"{prefix}{page}" for prefix in LANGUAGES.values() for page in ("", NOTE)]


@pytest.mark.parametrize(
    ("address", "language", "heading"),
    [
        ("", "zh", "Docker Notes"),
        ("en/", "en", "Docker Notes"),
        (NOTE, "zh", "容器和虚拟机"),
        (f"en/{NOTE}", "en", "Containers and virtual machines"),
    ],
)
def test_each_page_is_in_its_language(page: Page, home, address, language, heading):
    """Chinese is at the root, English under /en/, and each page says which it is."""
    page.goto(home + address)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading)


@pytest.mark.parametrize(
    ("start", "switch_to", "end"),
    [
        (NOTE, "English", f"en/{NOTE}"),
        (f"en/{NOTE}", "中文", NOTE),
        ("#how-to-read", "English", "en/#how-to-read"),
        ("en/#how-to-read", "中文", "#how-to-read"),
    ],
)
def test_switching_the_language_keeps_page_and_place(page: Page, home, start, switch_to, end):
    """The other language opens at the same note and the same heading."""
    page.goto(home + start)
    page.locator(".md-select").hover()
    page.get_by_role("link", name=switch_to, exact=True).click()
    expect(page).to_have_url(home + end)


def search(page: Page, words: str) -> None:
    """Type into the search box as a reader does; the last key ends a Chinese input."""
    page.get_by_role("textbox").click()
    page.keyboard.type(words)
    page.keyboard.press("End")


@pytest.mark.parametrize("address", [*EVERY_PAGE, "no-such-page/"])
def test_nothing_is_asked_of_another_origin(page: Page, home, address):
    """A page, its search and its switches make requests to its own site alone."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home + address, wait_until="networkidle")
    search(page, "docker")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    origin = urlsplit(home)[:2]
    assert asked
    assert [url for url in asked if urlsplit(url)[:2] != origin] == []


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_the_console_stays_empty(page: Page, home, address):
    """No page logs an error or a warning, and none misses a file."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("response", lambda answer: answer.ok or complaints.append(answer.url))
    page.goto(home + address, wait_until="networkidle")
    assert complaints == []


def test_a_page_is_styled_once(browser: Browser, home):
    """The scripts change nothing for which the browser would style all elements again."""
    page = browser.new_page()
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.goto(home + NOTE, wait_until="networkidle")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    styled = [event["args"].get("elementCount", 0) for event in events if is_style(event)]
    assert len(styled) > 1
    assert sum(styled) < 1.5 * page.locator("*").count()
    page.close()


def is_style(event: dict[str, Any]) -> bool:
    """Whether something in a trace is a computation of styles."""
    return event["name"] == "UpdateLayoutTree" and "args" in event


@pytest.mark.parametrize(
    ("address", "query", "found"),
    [
        ("", "容器", NOTE),
        ("", "虚拟机", NOTE),
        ("", "进程", NOTE),
        ("en/", "container", f"en/{NOTE}"),
        ("en/", "machines", f"en/{NOTE}"),
    ],
)
def test_search_finds_words_of_both_languages(page: Page, home, address, query, found):
    """A word inside a Chinese sentence is found as well as an English one."""
    page.goto(home + address)
    search(page, query)
    result = page.locator(f".md-search-result__item a[href*='/docker-notes/{found}']")
    expect(result.first).to_be_visible()


def test_a_missing_page_speaks_both_languages(page: Page, home):
    """An address that does not exist says so in Chinese and English and leads home in each."""
    answer = page.goto(home + "en/no/such/page/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", name="没有这个页面")).to_be_visible()
    expect(page.get_by_role("link", name="English home page")).to_have_attribute(
        "href", "/docker-notes/en/"
    )
    page.get_by_role("link", name="中文首页").click()
    expect(page).to_have_url(home)


@pytest.mark.parametrize(
    ("address", "source"),
    [(NOTE, "container-vs-vm.md"), (f"en/{NOTE}", "container-vs-vm.en.md")],
)
def test_the_edit_link_leads_to_the_file_of_this_language(page: Page, home, address, source):
    """Editing the English page opens the English file."""
    page.goto(home + address)
    expect(page.locator("a[rel=edit]")).to_have_attribute(
        "href", re.compile(f"/edit/main/docs/what-a-container-is/{re.escape(source)}$")
    )


@pytest.mark.parametrize("address", EVERY_PAGE)
def test_nothing_is_wider_than_a_phone(browser: Browser, home, address):
    """At 360 pixels no page scrolls sideways."""
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(home + address)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


@pytest.mark.parametrize("address", [*EVERY_PAGE, "graph/", "en/graph/"])
def test_each_page_names_its_twin(page: Page, home, address):
    """Both languages of a page are named to search engines, and are there."""
    page.goto(home + address)
    links = page.locator("link[rel~=alternate][hreflang]")
    twins = links.evaluate_all("links => Object.fromEntries(links.map(a => [a.hreflang, a.href]))")
    plain = address.removeprefix("en/")
    assert twins == {"zh": home + plain, "en": f"{home}en/{plain}"}
    for twin in twins.values():
        assert page.request.get(twin).ok
