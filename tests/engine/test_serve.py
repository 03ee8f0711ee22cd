"""`make serve` as an author sees it: the page that is open says what happens to its demo."""

import os
import signal
import subprocess
import sys
from threading import Thread

import pytest
from files import ROOT
from playwright.sync_api import expect
from small_site import free_port, lay_out

pytestmark = [pytest.mark.engine, pytest.mark.browser]
PATIENCE = 60_000


def note(*lines):
    """A note whose one demo has these lines."""
    body = "\n".join(lines)
    return f'# 题 {{ #title }}\n\n```console demo="box"\n{body}\n```\n'


@pytest.fixture
def served(engine, tmp_path):  # engine: its image is built
    """The folder of a site that is served, its address, and what the console says."""
    folder = lay_out(tmp_path, {"index.md": note("$ echo first")})
    server = subprocess.Popen(
        [sys.executable, ROOT / "tools" / "serve_site.py", str(free_port())],
        cwd=folder,
        env=os.environ | {"DEMOS": "auto", "NO_MKDOCS_2_WARNING": "1", "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    console = []
    for line in server.stderr:
        console.append(line)
        if "Serving on " in line:
            break
    drain = Thread(target=lambda: console.extend(server.stderr), daemon=True)
    drain.start()
    yield folder, console[-1].split("Serving on ")[1].strip(), console
    server.send_signal(signal.SIGINT)
    assert server.wait(60) == 0
    drain.join()
    server.stderr.close()


def test_saving_shows_the_result_or_the_error_on_the_open_page(served, page):
    """Recording, then the output; an error with its screen; a mistake; and the server lives on."""
    folder, address, console = served
    page.goto(address)
    box, text = page.locator("[data-live]"), page.locator("article")
    expect(text).to_contain_text("first", timeout=PATIENCE)
    expect(box).to_have_count(0, timeout=PATIENCE)
    (folder / "docs" / "index.md").write_text(note("$ echo second; false"))
    expect(box).to_contain_text("正在录制演示 “box”", timeout=PATIENCE)
    expect(box).to_contain_text("ended with status 1, not 0", timeout=PATIENCE)
    (folder / "docs" / "index.md").write_text(note("no prompt"))
    expect(box).to_contain_text("docs/index.md:4: “no prompt” has no prompt", timeout=PATIENCE)
    (folder / "docs" / "index.md").write_text("---\na: b: c\n---\n")
    expect(box).to_contain_text("this front matter is not YAML", timeout=PATIENCE)
    (folder / "docs" / "index.md").write_text(note("$ echo fourth"))
    expect(box).to_contain_text("正在录制演示 “box”", timeout=PATIENCE)
    expect(box).to_have_count(0, timeout=PATIENCE)
    expect(text.locator("samp").last).to_contain_text("fourth")
    # Five saves, three ends of a recording, and at most one more build for each.
    assert sum("Documentation built" in line for line in console) <= 16
