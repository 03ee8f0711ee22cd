"""What tests share: the real site, built once, and a browser that looks at it."""

from collections.abc import Iterator
from pathlib import Path

import build_site
import pytest
from chromium import chromium
from files import ROOT
from playwright.sync_api import Browser, BrowserContext, Page
from static_server import serve


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository."""
    return ROOT


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built strictly from the committed recordings, as `make site` does."""
    target = tmp_path_factory.mktemp("built") / "site"
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DEMOS", "replay")
        # Another address would move the site away from where the server has it.
        environment.delenv("SITE_URL", raising=False)
        environment.delenv("SOURCE_DATE_EPOCH", raising=False)
        build_site.build(target)
    return target


@pytest.fixture(scope="session")
def home(built_site: Path) -> Iterator[str]:
    """The address of the built site's home page, on this machine only."""
    with serve(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader who was never here before, with light colours and a wide window."""
    reader = browser.new_context(
        viewport={"width": 1280, "height": 900}, color_scheme="light", locale="zh-CN"
    )
    reader.set_default_timeout(10_000)
    yield reader
    reader.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page of that reader."""
    return context.new_page()
