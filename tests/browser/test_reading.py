"""What surrounds a note's text: the graph and what is said about the note."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NOTE = "life-of-processes/shim-and-daemons/"


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_home_page_says_in_one_screen_what_it_is_and_shows_it(page: Page, home, prefix):
    """What it is, a live example and why to trust it; a phone shows where the example begins."""
    page.goto(home + prefix)
    for part in (".lead", ".live .step >> nth=-1", ".live svg", "#why-trust", ".tree li >> nth=3"):
        expect(page.locator(part)).to_be_in_viewport(ratio=1)
    page.locator(".live .value").nth(1).hover()
    expect(page.locator(".live svg .lit")).to_have_count(1)
    expect(page.locator(".live .output .lit")).to_have_count(2)
    page.set_viewport_size({"width": 360, "height": 740})
    expect(page.locator(".live .step").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(
    ("prefix", "words", "target"),
    [("", "显示关系图", "容器和虚拟机"), ("en/", "Show graph", "Containers and virtual machines")],
)
def test_the_graph_is_opened_and_followed_by_keyboard(page: Page, home, prefix, words, target):
    """Its boxes are links of the page's own language."""
    page.goto(f"{home}{prefix}{NOTE}")
    page.get_by_text(words).focus()
    page.keyboard.press("Enter")
    link = page.locator(".note-graph a", has_text=target)
    link.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{home}{prefix}what-a-container-is/container-vs-vm/")


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_whole_graph_is_one_page(page: Page, home, prefix):
    """Every note stands in its drawing and in its list, and every link leads to a page."""
    page.goto(f"{home}{prefix}graph/")
    drawn = page.locator(".note-graph a").evaluate_all("links => links.map(a => a.href.baseVal)")
    listed = page.locator(".md-content li > a:first-child")
    assert sorted(drawn) == sorted(
        listed.evaluate_all("links => links.map(a => a.getAttribute('href'))")
    )
    for address in drawn:
        answer = page.request.get(f"{home}{prefix}graph/{address}")
        assert answer.ok, address
    data = page.request.get(f"{home}{prefix}graph.json").json()
    assert len(data["notes"]) == len(drawn)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_raw_recordings_can_be_taken_along(page: Page, home, prefix):
    """Every file that a note names is there, and every section can be reported."""
    page.goto(f"{home}{prefix}{NOTE}")
    about = page.locator(".about-note")
    files = about.locator("a[href*='recordings/']")
    assert files.count() >= 2
    for address in files.evaluate_all("links => links.map(link => link.href)"):
        assert page.request.get(address).ok, address
    headings = page.locator(".md-content :is(h1, h2, h3)[id]:not(#linked-from)")
    assert about.locator("a[href*='issues/new']").count() == headings.count()


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_term_says_what_it_is_and_leads_to_the_glossary(page: Page, home, prefix):
    """To the pointer, the keyboard and a screen reader, on a phone within the page."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{home}{prefix}{NOTE}")
    terms = page.locator("a.term")
    shown = "it => getComputedStyle(it, '::after').content.split(' / ')[0]"
    assert terms.first.evaluate(shown) == "none"
    for term in terms.all():
        sentence = term.get_attribute("aria-description")
        term.hover()
        assert sentence
        assert term.evaluate(shown) == f'"{sentence}"'
        assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.locator("h1").hover()
    sentence = terms.first.get_attribute("aria-description") or ""
    page.keyboard.press("Tab")
    terms.first.focus()
    assert terms.first.evaluate(shown) == f'"{sentence}"'
    page.keyboard.press("Enter")
    entry = page.locator("li:has(:target)")
    expect(entry).to_be_in_viewport()
    assert entry.inner_text().endswith(sentence)


def test_escape_closes_what_is_said_of_a_term(page: Page, home):
    """Pointed at or focused; it is said again when the pointer or the focus comes back."""
    page.goto(home + NOTE)
    term = page.locator("a.term").first
    shown = "it => getComputedStyle(it, '::after').content !== 'none'"
    for reach, leave in ((term.hover, page.locator("h1").hover), (term.focus, term.blur)):
        page.keyboard.press("Shift")
        reach()
        assert term.evaluate(shown)
        page.keyboard.press("Escape")
        assert not term.evaluate(shown)
        leave()
        reach()
        assert term.evaluate(shown)
        leave()


@pytest.mark.parametrize(("prefix", "words"), [("", "术语表"), ("en/", "Glossary")])
def test_a_touch_says_what_a_term_is(browser: Browser, home, prefix, words):
    """Each within the page, with a way to its entry; a touch elsewhere or Escape closes it."""
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{home}{prefix}{NOTE}")
    note = page.locator(".term-note")
    terms = page.locator("a.term")
    for term in terms.all():
        term.tap()
        expect(note).to_contain_text(term.get_attribute("aria-description") or "no sentence")
        expect(note).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        assert term.evaluate("it => getComputedStyle(it, '::after').content") == "none"
        # It may lie on the next one.
        page.keyboard.press("Escape")
        expect(note).to_have_count(0)
    terms.first.tap()
    page.locator("h1").tap()
    expect(note).to_have_count(0)
    terms.first.tap()
    note.get_by_role("link", name=words).tap()
    expect(page.locator("li:has(:target)")).to_be_in_viewport()
    context.close()


def test_without_javascript_a_touch_opens_the_glossary(browser: Browser, home):
    """The term is a link, after all."""
    context = browser.new_context(has_touch=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(home + NOTE)
    page.locator("a.term").first.tap()
    expect(page.locator("li:has(:target)")).to_be_in_viewport()
    context.close()


def test_paper_is_light_and_has_what_can_be_read_on_it(browser: Browser, home):
    """A dark reader prints black on white, whole figures, and nothing that wants a click."""
    page = browser.new_page(color_scheme="dark")
    page.goto(home + NOTE)
    page.emulate_media(media="print", color_scheme="dark")
    colours = "it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]"
    assert page.locator("body").evaluate(colours) == ["rgb(35, 39, 43)", "rgb(255, 255, 255)"]
    expect(page.locator(".about-note")).to_be_visible()
    for hidden in (".about-note details", ".twin", ".md-header", ".md-footer", ".bar"):
        expect(page.locator(hidden).first).to_be_hidden()
    page.goto(f"{home}graph/")
    page.emulate_media(media="print")
    box = page.locator(".note-graph svg").bounding_box()
    assert box
    # An A4 page within its margins, in CSS pixels.
    assert box["height"] < 900
    page.close()
