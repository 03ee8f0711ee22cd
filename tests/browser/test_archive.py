"""The archive, unpacked and opened from a disk."""

from pathlib import Path
from zipfile import ZipFile

import make_archive
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    """The folder that a reader has after unpacking."""
    folder = tmp_path_factory.mktemp("archive")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DEMOS", "replay")
        make_archive.make_offline(folder / "made" / make_archive.FOLDER)
    make_archive.pack(folder / "made" / make_archive.FOLDER, folder / "notes.zip")
    with ZipFile(folder / "notes.zip") as archive:
        archive.extractall(folder)
    return folder / make_archive.FOLDER


def test_the_archive_is_read_from_a_disk(page: Page, unpacked):
    """Home, a note, its twin in English and back home, by their links; nothing is missing."""
    lost = []
    page.on("requestfailed", lambda request: lost.append(request.url))
    home = unpacked.as_uri()
    page.goto(f"{home}/index.html")
    page.locator(".md-content a[href$='container-vs-vm.html']").first.click()
    expect(page.locator(".terminal").first).to_be_visible()
    page.locator(".md-select").hover()
    page.get_by_role("link", name="English", exact=True).click()
    expect(page).to_have_url(f"{home}/en/what-a-container-is/container-vs-vm.html")
    page.locator(".md-header a.md-logo").click()
    expect(page).to_have_url(f"{home}/en/index.html")
    assert lost == []


@pytest.mark.parametrize(
    ("start", "query", "found"),
    [
        ("index.html", "僵尸进程", "/docker-notes/life-of-processes/"),
        ("en/index.html", "zombie", "/docker-notes/en/life-of-processes/"),
    ],
)
def test_the_archive_is_searched_from_a_disk(page: Page, unpacked, start, query, found):
    """In the page's language, without a server."""
    page.goto(f"{unpacked.as_uri()}/{start}")
    page.locator(".md-search__input").click()
    page.keyboard.type(query)
    page.keyboard.press("End")
    expect(page.locator(f".md-search-result__item a[href*='{found}']").first).to_be_visible()
