"""The system's Chromium, started so that it talks to nobody but the page's server."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str:
    """Return the browser's path: what CHROMIUM names, or the first one on this machine."""
    named = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else []
    for name in [*named, *NAMES, MACOS]:
        path = shutil.which(name)
        if path:
            return path
    sys.exit("No Chromium found. Run tools/install-test-tools, or name one: CHROMIUM=/path/to/it")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a running headless browser; root has to do without its sandbox."""
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        try:
            yield browser
        finally:
            browser.close()
