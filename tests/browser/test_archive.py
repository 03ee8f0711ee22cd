"""The archive, unpacked and opened from a disk."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit
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


def test_every_link_of_the_archive_leads_to_a_file_of_it(page: Page, unpacked):
    """Every page opens without a complaint, asks for nothing outside and names files only."""
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append((page.url, message.text)))
    page.on("pageerror", lambda error: complaints.append((page.url, str(error))))
    page.on("request", lambda request: asked.append(request.url))
    leads = "links => links.map(a => new URL(a.getAttribute('href'), location).href)"
    found = set()
    for path in unpacked.rglob("*.html"):
        page.goto(path.as_uri())
        found.update(page.locator("a[href]").evaluate_all(leads))
    assert complaints == []
    assert [url for url in asked if not url.startswith((unpacked.as_uri(), "data:"))] == []
    addresses = [urlsplit(url) for url in found]
    paths = {Path(unquote(at.path)) for at in addresses if at.scheme == "file"}
    assert len(paths) > len(list(unpacked.rglob("*.html")))
    assert [path for path in paths if not path.is_file()] == []
    assert {at.scheme for at in addresses} == {"file", "https"}


def test_the_archive_replays_from_a_disk(page: Page, unpacked):
    """The casts are there as scripts, both terminals of a demo play."""
    page.goto(f"{unpacked.as_uri()}/what-a-container-is/container-vs-vm.html")
    page.locator('.terminal[data-demo="busybox-process"] .play-demo').first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".terminal-1")).to_contain_text("docker container run -it")
    expect(dialog.locator(".terminal-2")).to_be_visible()
    expect(dialog.locator(".play")).to_have_text(re.compile("暂停|播放"))
