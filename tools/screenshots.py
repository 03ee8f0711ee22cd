"""Take pictures of the built site: both languages, both palettes, wide and narrow.

Arguments are addresses below the site, such as "what-a-container-is/container-vs-vm/";
without any the usual pages are taken.
"""

import sys
from itertools import product
from typing import Literal

from chromium import chromium
from files import CACHE, ROOT
from playwright.sync_api import Browser
from static_server import serve

Palette = Literal["light", "dark"]

PAGES = ("", "what-a-container-is/container-vs-vm/", "graph/", "glossary/", "translations/")
LANGUAGES = {"zh": "", "en": "en/"}
PALETTES: tuple[Palette, ...] = ("light", "dark")
WIDTHS = {1280: 900, 768: 1024, 360: 740}
TARGET = CACHE / "screenshots"


def main() -> None:
    """Take every picture of the pages named, or of the usual ones."""
    pages = sys.argv[1:] or PAGES
    TARGET.mkdir(parents=True, exist_ok=True)
    pictures = list(product(pages, LANGUAGES, PALETTES, WIDTHS))
    with serve(ROOT / "site") as home, chromium() as browser:
        for picture in pictures:
            take(browser, home, *picture)
    print(f"screenshots: {len(pictures)} pictures in {TARGET.relative_to(ROOT)}/")


def take(
    browser: Browser, home: str, page_path: str, language: str, palette: Palette, width: int
) -> None:
    """Take one picture of the whole page."""
    name = page_path.strip("/").replace("/", "-") or "home"
    page = browser.new_page(
        viewport={"width": width, "height": WIDTHS[width]}, color_scheme=palette
    )
    page.goto(f"{home}{LANGUAGES[language]}{page_path}", wait_until="networkidle")
    page.screenshot(path=TARGET / f"{name}-{language}-{palette}-{width}.png", full_page=True)
    page.close()


if __name__ == "__main__":
    main()
