"""Light and dark: what the system asks for, and what the reader chooses."""

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

NOTE = "what-a-container-is/container-vs-vm/"


@pytest.mark.parametrize(("preferred", "scheme"), [("light", "default"), ("dark", "slate")])
def test_colours_follow_the_system(browser: Browser, home, preferred, scheme):
    """A first visit shows the palette that the reader's system asks for."""
    page = browser.new_page(color_scheme=preferred)
    page.goto(home)
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    page.close()


@pytest.mark.parametrize("preferred", ["light", "dark"])
def test_the_first_thing_seen_has_the_right_colours(browser: Browser, home, preferred):
    """The palette is there without the theme's script, and follows the system while it changes."""
    schemes = {"light": "default", "dark": "slate"}
    page = browser.new_page(color_scheme=preferred)
    page.route("**/bundle*.js", lambda route: route.abort())
    page.goto(home + NOTE)
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", schemes.pop(preferred))
    ((other, scheme),) = schemes.items()
    page.emulate_media(color_scheme=other)
    expect(body).to_have_attribute("data-md-color-scheme", scheme)
    page.close()


def test_the_palette_is_chosen_by_keyboard(page: Page, home):
    """Enter goes on to the next one, whose name is then that of the button."""
    page.goto(home)
    choice = page.locator("[name=__palette]")
    choice.first.focus()
    for number, scheme in ((1, "default"), (2, "slate"), (0, "default")):
        page.keyboard.press("Enter")
        expect(choice.nth(number)).to_be_focused()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
        expect(page.locator("label[for^=__palette_]:visible")).to_have_count(1)


def test_the_palette_can_be_chosen_and_is_remembered(page: Page, home):
    """Light, then dark, then the system's again, on every page from then on."""
    body = page.locator("body")
    toggle = page.locator("label[for^=__palette_]:visible")
    page.goto(home)
    toggle.click()
    toggle.click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.goto(home + NOTE)
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    toggle.click()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
