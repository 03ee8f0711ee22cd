"""The Content-Security-Policy: strict, on every page, and in nobody's way."""

import re

import pytest
from notes.policy import inline_digests, with_policy
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NOTE = "what-a-container-is/container-vs-vm/"
# What the browser forbids is kept where a test can read it.
WATCH = """
  window.forbidden = [];
  addEventListener("securitypolicyviolation", (event) =>
    forbidden.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture
def watched(page: Page) -> Page:
    """A page on which every violation is noted."""
    page.add_init_script(WATCH)
    return page


def forbidden(page: Page) -> list[str]:
    """What the browser has refused on the page that is open."""
    return page.evaluate("forbidden")


def test_no_page_asks_for_what_its_policy_forbids(watched, home, built_site):
    """Every page of both languages, and the one for missing addresses."""
    pages = sorted(path.relative_to(built_site) for path in built_site.rglob("index.html"))
    for address in [*(path.as_posix().removesuffix("index.html") for path in pages), "missing/"]:
        watched.goto(home + address)
        policy = watched.locator("meta[http-equiv=Content-Security-Policy]")
        rules = policy.get_attribute("content")
        assert "'unsafe-inline'" not in rules
        assert "'unsafe-eval'" not in rules
        assert forbidden(watched) == [], address


def test_everything_works_under_the_policy(watched, home):
    """Search, palettes, copying, pointing, folding, replay and the other language."""
    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched.goto(home + NOTE)
    watched.locator(".md-search__input").click()
    watched.keyboard.type("docker")
    watched.locator(".md-search-result__item").first.wait_for()
    watched.keyboard.press("Escape")
    watched.locator("label[for^=__palette_]:visible").click()
    step = watched.locator(".step").first
    step.hover()
    step.locator(".copy-command").click()
    watched.locator(".mention").first.hover()
    watched.locator(".linked-from summary").click()
    watched.get_by_role("button", name=re.compile("^重放")).first.click()
    expect(watched.locator(".ap-player, .ap-term").first).to_be_visible()
    watched.keyboard.press("Escape")
    assert forbidden(watched) == []
    watched.locator(".md-select").hover()
    watched.get_by_role("link", name="English", exact=True).click()
    expect(watched).to_have_url(f"{home}en/{NOTE}")
    assert forbidden(watched) == []


def test_a_script_that_is_not_ours_does_not_run(page: Page, home):
    """The policy holds: an inline script or style put into the page is refused."""
    page.add_init_script(WATCH)
    page.goto(home)
    page.evaluate("""() => {
      document.body.append(Object.assign(document.createElement("script"), { text: "ran = 1" }));
      document.body.setAttribute("style", "color: red");
    }""")
    assert page.evaluate("typeof ran") == "undefined"
    assert {entry.split()[1] for entry in forbidden(page)} == {"inline"}


def test_each_inline_script_is_named_by_its_text():
    """The same text once; scripts from files and data need no digest."""
    script = "<script>alert('Hello, world.');</script>"
    html = f'<meta charset="utf-8">{script}{script}<script src="a.js"></script>'
    # The example of the specification.
    digest = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    assert inline_digests(html) == [digest]
    assert with_policy(html).index(digest) < with_policy(html).index("<script>")
