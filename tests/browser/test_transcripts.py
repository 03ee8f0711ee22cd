"""Transcripts as a reader uses them: copying, folding, pointing, replaying, at every width."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from demos.recording import Anchor, Facts, Line, Span
from demos.recording_json import from_json
from demos.shelf import Shelf
from files import ROOT
from markdown import Markdown
from playwright.sync_api import Browser, Locator, Page, expect
from static_server import serve
from writing import console, recording_of, scripts_of_text

pytestmark = pytest.mark.browser

NOTE = "what-a-container-is/container-vs-vm/"
SAMPLE = "sample/"
BOX = Anchor("box", "a97c8e69ef07" + "c2" * 26, 347, 319, "172.17.0.2")
PROCESSES = [
    {"pid": 319, "parent": 1, "name": "containerd-shim", "arguments": "", "inside": 0},
    {"pid": 347, "parent": 319, "name": "sh", "arguments": "sh", "inside": 1, "container": "box"},
]
COLOURS = ["red", "brightgreen", "brown", "black", "white", "5f00af", "eeeeee", "ffff00", "808080"]
DEMO = (
    console("$ docker run -d --name box busybox", "$ cat <<X", "> two lines", "> X", "$ seq 40")
    + console("$ ls --color", "$ cat text", "$ docker top box", "@let pid = PID", "$ docker ps")
    + console("$ grep NSpid /proc/@{pid}/status", "$ pstree -p", options=' terminal="2"')
    + "\nThe process is @{pid}, really @{pid}.\n"
    + '\n```pstree demo="box"\n@{pid}\n```\n'
)
TEXT = ["word " * 60, "        indented " + "x" * 300, "a\u200bb\u202ec  ", "<&>"]
TOP = [
    "UID                 PID                 PPID                C                   CMD",
    "root                347                 319                 0                   sh",
]
OUTPUTS = [
    [BOX.id],
    ["two lines"],
    [str(number) for number in range(1, 41)],
    [
        Line(f"{colour} on plain, plain on {colour}", spans)
        for colour in COLOURS
        for spans in [(Span(0, 9, f"foreground-{colour}"), Span(11, 20, f"background-{colour}"))]
    ],
    TEXT,
    TOP,
    ["CONTAINER ID   IMAGE     NAMES", f"{BOX.id[:12]}   busybox   box"],
    ["NSpid:\t347\t1"],
    ["systemd(1)───containerd-shim(319)───sh(347)" + "───sleep(400)" * 12],
]


def sample_page(shell: str, folder: Path, language: str) -> str:
    """A built page whose article shows the demo above instead."""
    (script,) = scripts_of_text(DEMO)
    facts = [Facts("pstree", ("347",), {"processes": PROCESSES})]
    recording = recording_of(script, OUTPUTS, {"pid": "347"}, facts)
    steps = tuple(
        replace(step, input=step.input.replace("@{pid}", "347")) for step in recording.steps
    )
    Shelf(folder).write(replace(recording, steps=steps, anchors=(BOX,)), {})
    settings = {"demos.extension": {"recordings": str(folder), "language": language}}
    convert = Markdown(extensions=["demos.extension"], extension_configs=settings).convert
    head, _, rest = shell.partition('<article class="md-content__inner md-typeset">')
    article = f'<article class="md-content__inner md-typeset"><h1>Sample</h1>{convert(DEMO)}'
    return head + article + rest[rest.index("</article>") :]


@pytest.fixture(scope="module")
def site(built_site, tmp_path_factory):
    """The built site with a page of awkward output beside its note, in both languages."""
    folder = tmp_path_factory.mktemp("with-sample")
    copy = Path(shutil.copytree(built_site, folder / "site"))
    for language, prefix in (("zh", ""), ("en", "en/")):
        shell = (copy / prefix / NOTE / "index.html").read_text(encoding="utf-8")
        target = copy / prefix / "sample" / "deep"
        target.mkdir(parents=True)
        html = sample_page(shell, folder / "recordings", language)
        (target / "index.html").write_text(html, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def home(site):
    """The address of that site."""
    with serve(site) as address:
        yield address


@pytest.fixture
def sample(page: Page, home) -> Page:
    """The page of awkward output, in English."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{home}en/sample/deep/")
    return page


def copied(button: Locator) -> None:
    """Press a button and wait until it says that it has copied."""
    expect(button).not_to_have_text("Copied")
    button.click()
    expect(button).to_have_text("Copied")


def clipboard(page: Page) -> str:
    """What would be pasted now."""
    return page.evaluate("navigator.clipboard.readText()")


def plain(output) -> str:
    """An output as it was recorded."""
    return "\n".join(line.text if isinstance(line, Line) else line for line in output)


def test_a_step_is_copied_exactly(sample):
    """The command without its prompt, all of its lines; the output to the byte, folded or not."""
    typed = ["docker run -d --name box busybox", "cat <<X\ntwo lines\nX", "seq 40", "ls --color"]
    typed += ["cat text", "docker top box", "docker ps", "grep NSpid /proc/347/status", "pstree -p"]
    for number, (command, output) in enumerate(zip(typed, OUTPUTS, strict=True), start=1):
        step = sample.locator(f"#box-{number}")
        step.hover()
        copied(step.locator(".copy-command"))
        assert clipboard(sample) == command
        copied(step.locator(".copy-step"))
        assert clipboard(sample) == f"{command}\n{plain(output)}"


def test_a_session_is_copied_whole(sample):
    """All steps of the terminal on the page, with or without output, in order."""
    figure = sample.locator('.terminal[data-terminal="2"]')
    copied(figure.locator(".copy-commands"))
    assert clipboard(sample) == "grep NSpid /proc/347/status\npstree -p"
    first = sample.locator('.terminal[data-terminal="1"]').first
    copied(first.locator(".copy-session"))
    assert clipboard(sample).startswith(f"docker run -d --name box busybox\n{BOX.id}\ncat <<X\n")
    assert clipboard(sample).endswith(plain(OUTPUTS[6]))


def test_a_selection_is_copied_exactly(sample):
    """What is shown at no size, cut short or wrapped is copied as it was recorded."""
    for number in (1, 5, 6, 7):
        sample.evaluate(
            "(id) => getSelection().selectAllChildren(document.querySelector(`#${id} samp`))",
            f"box-{number}",
        )
        sample.keyboard.press("Control+c")
        assert clipboard(sample).rstrip("\n") == plain(OUTPUTS[number - 1])


def test_the_theme_adds_no_button_of_its_own(page, home):
    """It would copy prompts and output together."""
    page.goto(home + NOTE, wait_until="networkidle")
    page.locator(".terminal").first.scroll_into_view_if_needed()
    expect(page.locator(".terminal .md-clipboard, .terminal .md-code__button")).to_have_count(0)


def test_every_step_has_an_address(sample):
    """The link leads to the step, which is marked there."""
    step = sample.locator("#box-3")
    step.hover()
    step.get_by_role("link", name="Link to this step: seq 40").click()
    assert sample.url.endswith("/sample/deep/#box-3")
    assert sample.evaluate("document.querySelector(':target').id") == "box-3"


def test_the_keyboard_reaches_what_can_be_done_with_a_step(sample):
    """One stop at each step, then its buttons."""
    sample.locator("#box-2 .step-link").focus()
    sample.keyboard.press("Tab")
    sample.keyboard.press("Enter")
    expect(sample.locator("#box-2 .copy-command")).to_have_text("Copied")
    assert clipboard(sample) == "cat <<X\ntwo lines\nX"


@pytest.mark.parametrize("scripts", [True, False])
def test_long_output_unfolds(browser: Browser, home, scripts):
    """With and without JavaScript; on paper all of it stands."""
    page = browser.new_page(java_script_enabled=scripts)
    page.goto(f"{home}sample/deep/")
    step = page.locator("#box-3")
    last = step.get_by_text("40\n", exact=True)
    expect(last).to_be_hidden()
    expect(step.locator("summary")).to_have_text("展开全部 40 行收起", use_inner_text=False)
    page.emulate_media(media="print")
    expect(last).to_be_visible()
    expect(step.locator("summary")).to_be_hidden()
    page.emulate_media(media="screen")
    step.locator("summary").click()
    expect(last).to_be_visible()
    page.close()


def test_without_javascript_nothing_is_dead(browser: Browser, home):
    """No button that does nothing; pointing at a process still lights it and says what it is."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{home}sample/deep/")
    expect(page.locator("article button")).to_have_count(0)
    sentence = page.locator(".things > p", has_text="主机 PID 347 = 容器 box 内的 PID 1 · sh")
    expect(sentence).to_be_hidden()
    page.locator("p > .value").first.hover()
    expect(sentence).to_be_visible()
    page.close()


def lit(page: Page) -> list[str]:
    """The texts of what is lit on the page, tooltip left out."""
    return page.locator("article .mention.lit").evaluate_all(
        "(all) => all.map((one) => one.matches('g') ? 'node' : one.textContent)"
    )


PROCESS_347 = ["347", "347", "347", "1", "347", "347", "347", "node"]


def test_pointing_lights_the_process_everywhere(sample):
    """In tables, trees, /proc, NSpid's both fields, sentences, the figure; not other numbers."""
    inside = "#box-8 .output .mention >> nth=1"
    in_a_table = "#box-6 .output .mention >> nth=0"
    for target in ("p > .value >> nth=0", inside, ".drawing .pid-347", in_a_table):
        sample.locator(target).hover()
        assert sorted(lit(sample)) == sorted(PROCESS_347)
        sentence = "host PID 347 = PID 1 in container box · sh"
        expect(sample.locator(".things > .lit")).to_have_text(sentence)
        expect(sample.locator(".things > .lit")).to_be_in_viewport(ratio=1)
    sample.locator("h1").hover()
    assert lit(sample) == []


def test_an_id_is_its_container(sample):
    """The full id, its first twelve digits and the name are one thing."""
    sample.locator("#box-7 .output .mention").first.hover()
    assert sorted(lit(sample)) == sorted([BOX.id, BOX.id[:12], "box", "box", "box"])


def test_the_keyboard_lights_pins_and_lets_go(sample):
    """Sentences and figures are the stops; Enter keeps the light, Escape ends it."""
    sample.locator("#box-9 .output").focus()
    sample.keyboard.press("Tab")
    assert sample.evaluate("document.activeElement.textContent") == "347"
    assert sorted(lit(sample)) == sorted(PROCESS_347)
    sample.keyboard.press("Enter")
    sample.keyboard.press("Tab")
    sample.keyboard.press("Tab")
    assert sample.evaluate("document.activeElement.matches('.canvas, .node')")
    assert sorted(lit(sample)) == sorted(PROCESS_347)
    sample.keyboard.press("Escape")
    assert lit(sample) == []
    described = sample.locator("p > .value").first.get_attribute("aria-describedby")
    expect(sample.locator(f"#{described}")).to_contain_text("host PID 347")


def test_a_touch_pins_and_another_lets_go(browser: Browser, home):
    """A finger has no pointer to leave with."""
    context = browser.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{home}en/sample/deep/")
    page.locator("p > .value").first.tap()
    assert sorted(lit(page)) == sorted(PROCESS_347)
    expect(page.locator(".things > .lit")).to_be_in_viewport(ratio=1)
    page.locator("h1").tap()
    assert lit(page) == []
    page.locator("#box-6 .output .mention").first.tap()
    assert sorted(lit(page)) == sorted(PROCESS_347)
    page.locator("#box-6 .output .mention").first.tap()
    assert lit(page) == []
    context.close()


def test_the_real_note_lights_host_and_container_numbers(page, home):
    """The PID in a sentence, inside and outside, is one process."""
    path = ROOT / "docs" / "recordings" / "busybox-process.json"
    recording = from_json(path.read_text(encoding="utf-8"), str(path))
    pid = recording.values["pid"]
    page.goto(home + NOTE)
    page.locator('.value[data-demo="busybox-process"][data-value="inner"]').hover()
    assert {"1", pid, "node"} == set(lit(page))
    expect(page.locator(".things > .lit")).to_contain_text(f"主机 PID {pid} = 容器 box 内的 PID 1")


def test_the_replay_is_loaded_on_a_click_and_plays(page, home):
    """Both terminals run, in step, to the end; nothing of it is asked for before."""
    asked = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto(home + NOTE)
    expect(page.locator(".play-demo").first).to_be_visible()
    assert not [name for name in asked if name.endswith(".cast") or "player" in name]
    figure = page.locator('.terminal[data-demo="busybox-process"]').first
    figure.locator(".play-demo").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".terminal-1")).to_contain_text("docker container run -it")
    assert {name for name in asked if name.endswith(".cast")} == {
        "busybox-process.1.cast",
        "busybox-process.2.cast",
    }
    slider = dialog.get_by_role("slider")
    slider.evaluate("(it) => { it.value = it.max - 0.8; it.dispatchEvent(new Event('input')) }")
    expect(dialog.locator(".terminal-2")).to_contain_text("Exited (0)")
    expect(dialog.locator(".play")).to_have_text(re.compile("播放|Play"))
    page.keyboard.press("Escape")
    expect(page.locator(".replay")).to_have_count(0)


def test_a_page_from_the_disk_works_but_for_the_replay(page, site):
    """No server: copying is there, and no button for what cannot be loaded."""
    page.goto((site / "en" / "sample" / "deep" / "index.html").as_uri())
    expect(page.locator(".copy-session").first).to_be_visible()
    expect(page.locator(".play-demo")).to_have_count(0)
    page.locator("p > .value").first.hover()
    assert sorted(lit(page)) == sorted(PROCESS_347)


@pytest.mark.parametrize("address", ["sample/deep/", NOTE, f"en/{NOTE}"])
def test_every_width_can_be_read(page, home, address):
    """The page never scrolls sideways; a hanging line starts within two fifths of its room."""
    page.goto(home + address)
    for width in (1280, 768, 360):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        hanging = page.locator(".terminal .line").evaluate_all(
            "(all) => all.map((it) => parseFloat(getComputedStyle(it).paddingLeft)"
            " / it.clientWidth)"
        )
        assert max(hanging) <= 0.4
        outside = page.locator(".terminal .text, .terminal .command").evaluate_all(
            "(all) => all.filter((one) => one.scrollWidth > one.clientWidth).length"
        )
        assert outside == 0


@pytest.mark.parametrize("preferred", ["light", "dark"])
def test_axe_finds_nothing_in_transcripts_and_figures(browser: Browser, home, preferred):
    """All colours on their grounds, a lit process, an open fold, the buttons, the replay."""
    page = browser.new_page(color_scheme=preferred)
    page.goto(f"{home}en/sample/deep/")
    page.locator("summary").first.click()
    page.locator("#box-6").hover()
    page.locator("p > .value").first.click()
    assert axe(page, ["article"]) == []
    page.goto(f"{home}{NOTE}")
    page.locator(".play-demo").first.click()
    expect(page.get_by_role("slider")).to_be_visible()
    page.locator(".replay .play").click()
    assert axe(page, [".replay"]) == []
    page.close()


def axe(page: Page, include: list[str]) -> list[str]:
    """The violations that axe finds below these selectors."""
    found = Axe().run(page, context={"include": include}).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]
