"""Every page as assistive technology and weak eyes meet it: axe finds nothing."""

import importlib.util
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# Four readers look at each page at the same time, so that every core has work.
READERS = [(palette, width) for palette in ("light", "dark") for width in (1280, 360)]
AXE = "axe.run({ preload: false, resultTypes: ['violations'] })"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_no_violation(browser: Browser, home, built_site, language):
    """On every page in both palettes, wide and narrow, everything unfolded."""
    axe = axe_script().read_text(encoding="utf-8")
    contexts = [
        browser.new_context(color_scheme=palette, viewport={"width": width, "height": 800})
        for palette, width in READERS
    ]
    pages = [context.new_page() for context in contexts]
    violations = []
    for address in addresses(built_site, language):
        for page in pages:
            page.goto(home + address, wait_until="commit")
        for page in pages:
            page.wait_for_load_state()
            # Not as a script of the page, which its policy would forbid.
            page.evaluate(axe)
            page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")
            page.evaluate(f"() => {{ window.axeFinds = {AXE}; }}")
        for page, reader in zip(pages, READERS, strict=True):
            found = page.evaluate("async () => (await axeFinds).violations")
            violations += [
                (address, *reader, violation["id"], node["html"], node["failureSummary"])
                for violation in found
                for node in violation["nodes"]
            ]
    for context in contexts:
        context.close()
    assert violations == []


def addresses(site: Path, language: str) -> list[str]:
    """Every page of a language; the one for missing addresses is in both, and in the first."""
    pages = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*.html"))]
    found = [page for page in pages if page.startswith("en/") == (language == "en")]
    assert found
    return [page.removesuffix("index.html") for page in found]


def axe_script() -> Path:
    """The axe-core file that the requirement brings."""
    found = importlib.util.find_spec("axe_playwright_python")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "axe.min.js"
