"""The style of prose in both languages: what is found where, and what mending leaves alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notes.english import ENGLISH_RULES
from notes.masked import masked_lines
from notes.prose import check_notes, check_style, mended
from notes.typography import CHINESE_RULES

RULES = {"zh": CHINESE_RULES, "en": ENGLISH_RULES}

FAULTS = [
    ("zh", "容器PID是1", "1:3 1:6 1:7", "容器 PID 是 1"),
    ("zh", "运行`ps`看看", "1:3 1:7", "运行 `ps` 看看"),
    ("zh", "号码是@{pid}。", "1:4", "号码是 @{pid}。"),
    ("zh", "内存 64MB。", "1:6", "内存 64 MB。"),
    ("zh", "先运行,再看", "1:4", "先运行，再看"),
    ("zh", "先看 `ps`,再看 PID:它变了", "1:8 1:15", "先看 `ps`，再看 PID：它变了"),
    ("zh", "它停止了.", "1:5", "它停止了。"),
    ("zh", "进程(process)停止", "1:3 1:11", "进程（process）停止"),
    ("zh", "进程 （process） 停止", "1:3 1:13", "进程（process）停止"),
    ("zh", "看 Docker ，再看", "1:9", "看 Docker，再看"),
    ("zh", "真的吗？？", "1:4", "真的吗？"),
    ("zh", "所谓「容器」", "1:3 1:6", "所谓“容器”"),
    ("zh", '所谓"容器"', "1:3 1:6", '所谓"容器"'),
    ("zh", "主机的的进程", "1:3", "主机的进程"),
    ("zh", "**重点：**说明", "1:1", "**重点：**说明"),
    ("zh", "## 进程。 { #process }", "1:6", "## 进程。 { #process }"),
    ("zh", "用 docker 和 Containerd", "1:3 1:12", "用 Docker 和 containerd"),
    ("zh", "每个名字空间一个号", "1:3", "每个命名空间一个号"),
    ("zh", "您在宿主机上", "1:1 1:3", "你在宿主机上"),
    ("zh", "安装最新版", "1:3", "安装最新版"),
    ("en", "Its behaviour and colour.", "1:5 1:19", "Its behavior and color."),
    ("en", "Organised by the the host.", "1:1 1:14", "Organized by the host."),
    ("en", "Stop it , then look .", "1:8 1:20", "Stop it, then look."),
    ("en", "Run it，then look", "1:7", "Run it，then look"),
    ("en", "## What Happens in Docker { #x }", "1:9", "## What Happens in Docker { #x }"),
    ("en", "## What happens. { #x }", "1:16", "## What happens. { #x }"),
    ("en", "On docker and GitHUB.", "1:4 1:15", "On Docker and GitHub."),
]
FINE = [
    ("zh", "在 Docker 中，PID 为 1（进程），占 50%。"),
    ("zh", "命名空间（namespace，也译“名字空间”）；宿主机与虚拟机不同。"),
    ("zh", "## 信号与 docker stop { #docker-stop }"),
    ("zh", "见[文末](#elsewhere)和[Docker 文档](https://docs.docker.com/a,b)。"),
    ("zh", "## shim：谁是父进程 { #shim }"),
    ("zh", "- **`--pid=host` 的容器**：没有自己的 PID。\n1. 第一，`ps`；\n2. `a`、`b`"),
    ("zh", "| 内核 | 每台一个 |\n|---|---|\n| PID | 1，2 |"),
    ("zh", "```sh\n容器PID,`x`的的\n```"),
    ("zh", '`容器PID` 和 <b class="容器PID">粗体</b>'),
    ("zh", "---\ntitle: 容器PID\n---\n正文。"),
    ("zh", "能**看见**什么，`dockerd` 与 containerd-shim 的 `moby`"),
    ("zh", "用 BusyBox 镜像 busybox；运行 nginx、runc 和 systemd（`docker.io` 软件包）"),
    ("en", "`docker` runs docker.io, docs.docker.com and docker-compose: 容器 is “container”."),
    ("en", "## Docker Engine and the PID of Linux: what is it? { #x }"),
    ("en", "That that is had had its day, 3.5 of 10 :-)"),
    ("en", "| a | b |\n| - | - |\n| x  | the |\n| the | y |"),
]


@pytest.mark.parametrize(("language", "text", "places", "better"), FAULTS)
def test_a_fault_is_found_and_mended(language, text, places, better):
    """With line and column; what only a person can decide stays as it is."""
    errors = check_style(text, "x.md", RULES[language])
    assert " ".join(f"{error.place.line}:{error.place.column}" for error in errors) == places
    assert mended(text, "x.md", RULES[language]) == better


@pytest.mark.parametrize(("language", "text"), FINE)
def test_what_is_right_is_left_alone(language, text):
    """No alarm, and no change."""
    assert check_style(text, "x.md", RULES[language]) == []
    assert mended(text, "x.md", RULES[language]) == text


def test_the_message_says_what_to_write():
    """File, line, column, the place as written and as it should be."""
    (error,) = check_style("\n看容器PID", "docs/x.md", CHINESE_RULES)
    assert str(error) == (
        "docs/x.md:2:4: a space between Chinese and Latin letters, digits or code: “看容器PID”\n"
        "    write “看容器 PID” (make fix does)"
    )


def test_the_notes_are_clean(repository):
    """Not one alarm in the notes as they are."""
    assert [str(error) for error in check_notes(repository / "docs")] == []


CODE = st.sampled_from(
    [
        "`容器PID,x`",
        "```sh\n容器PID，，\n```",
        "[a](容器PID,b)",
        "<i 容器PID>",
        "@{pid}",
        "\n",
        "--",
    ]
)
PROSE = st.text(alphabet="容器的，。,.:(（ aPI1*#|\n", max_size=12)


@given(st.lists(CODE | PROSE, max_size=8))
def test_mending_touches_no_code(parts):
    """Whatever stands around them, masked places keep their text and mending comes to an end."""
    text = "".join(parts)
    better = mended(text, "x.md", CHINESE_RULES)
    assert hidden(better) == hidden(text)
    assert mended(better, "x.md", CHINESE_RULES) == better


def hidden(text):
    """Everything in a text that is masked, in order."""
    masked = "\n".join(masked_lines(text, "x.md"))
    pairs = zip(masked, text, strict=True)
    return "".join(
        written for sign, written in pairs if sign in "\ue000\ue001\ue002" or sign == " " != written
    )
