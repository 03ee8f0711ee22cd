"""How things are called: names with their case, and Chinese terms with what not to write."""

from __future__ import annotations

import re

from notes.style import Rule

# Each name as it is written in prose. A name in two forms (the image busybox,
# the project BusyBox) has both.
_NAMES = (
    "Docker",
    "Dockerfile",
    "dockerd",
    "containerd",
    "containerd-shim",
    "runc",
    "crun",
    "BuildKit",
    "Buildx",
    "Debian",
    "Ubuntu",
    "Alpine",
    "systemd",
    "nginx",
    "BusyBox busybox",
    "Redis redis",
    "PostgreSQL",
    "Linux",
    "Windows windows",
    "macOS",
    "GitHub",
    "Kubernetes",
    "Podman podman",
    "WSL2",
    "cgroup",
    "cgroups",
    "seccomp",
    "JavaScript",
    "Python python",
    "JSON",
    "YAML",
    "PID",
    "PPID",
    "DNS",
    "OCI",
    "CPU",
)
_FORMS = {form.lower(): forms.split() for forms in _NAMES for form in forms.split()}

# What not to write, what to write instead, and why where that is not plain.
_TERMS = {
    "名字空间": "命名空间",
    "注册服务器": "镜像仓库",
    "暴露端口": "声明端口",
    "能力机制": "权能",
    "守护程序": "守护进程",
    "孤立进程": "孤儿进程",
    "数据卷": "卷",
    "体面终止": "优雅停止",
    "退出代码": "退出码",
    "本地回路": "回环",
    "登陆": "登录",
    "帐号": "账号",
    "缺省": "默认",
    "您": "你",
}
_VAGUE = ("我们来看看", "最新版", "众所周知", "显而易见")


def _wrong_case(match: re.Match[str]) -> str:
    return _FORMS[match.group().lower()][0]


_RIGHT = "|".join(rf"(?:{re.escape(form)})\b" for forms in _NAMES for form in forms.split())
_ANY = "|".join(sorted(map(re.escape, _FORMS), key=len, reverse=True))
# `docker stop` in a heading is the command.
_COMMAND = (
    r"docker(?= (?:attach|build|buildx|commit|compose|container|cp|create|diff|events|exec|export"
    r"|image|import|info|inspect|kill|load|login|logs|network|pause|ps|pull|push|rm|run|save|start"
    r"|stats|stop|system|tag|top|update|version|volume|wait)\b)"
)
NAME_RULES = (
    Rule(
        re.compile(
            rf"(?<![\w./@\ue000-\ue002-])(?!{_RIGHT}|{_COMMAND})(?i:{_ANY})"
            r"(?![\w/@\ue000-\ue002-]|\.\w)",
            re.ASCII,
        ),
        "this name is written otherwise",
        _wrong_case,
    ),
)
# A word in quotation marks is spoken about, not used.
TERM_RULES = (
    *(
        Rule(re.compile(f"(?<!“){wrong}(?!”)"), f"the term is “{right}”", right)
        for wrong, right in _TERMS.items()
    ),
    Rule(
        re.compile(r"(?<!“)宿主机(?!”|.*虚拟机)"),
        "the term is “主机”; “宿主机” only beside a virtual machine",
    ),
    *(Rule(re.compile(word), "say it without these words") for word in _VAGUE),
)
