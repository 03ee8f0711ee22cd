"""The words that the demos themselves put on a page, in its language."""

from __future__ import annotations

_ZH = {
    "terminal": "终端 {0}",
    "file": "文件 {0}",
    "status": "退出码 {0}",
    "container": "容器 {0}",
    "host_pid": "主机 PID {0}",
    "inside_pid": "容器内 PID {0}",
    "inside_note": "容器 {0} 内 PID {1}",
    "as_text": "文字版",
    "all_lines": "展开全部 {0} 行",
    "process_tree": "进程树：{0}",
    "process_tree_about": "由录制那一刻的进程表画出，共 {0} 个进程。",
    "recorded_on": "录制于 Docker {0}，{1}，cgroup {2}，{3}",
    "transcript": "终端记录：{0}",
    "hardware": "硬件",
    "host_kernel": "主机内核",
    "hypervisor": "虚拟机监控程序",
    "guest_kernel": "客户机内核",
    "guest_init": "客户机的 init",
    "guest_app": "应用进程",
    "virtual_machine": "虚拟机",
    "one_kernel": "容器：{0} 个进程，1 个内核",
    "comparison": "虚拟机与容器",
    "comparison_about": "左边是虚拟机的层次；右边由录制那一刻的进程表画出。",
    "unrecorded": "这段演示改过之后还没有录制，输出暂缺。",
    "join": "、",
}
_EN = {
    "terminal": "Terminal {0}",
    "file": "File {0}",
    "status": "exit status {0}",
    "container": "container {0}",
    "host_pid": "host PID {0}",
    "inside_pid": "PID {0} inside",
    "inside_note": "PID {1} inside container {0}",
    "as_text": "As text",
    "all_lines": "Show all {0} lines",
    "process_tree": "Process tree: {0}",
    "process_tree_about": "Drawn from the process table at the moment of recording, {0} processes.",
    "recorded_on": "Recorded on Docker {0}, {1}, cgroup {2}, {3}",
    "transcript": "Terminal transcript: {0}",
    "hardware": "hardware",
    "host_kernel": "host kernel",
    "hypervisor": "hypervisor",
    "guest_kernel": "guest kernel",
    "guest_init": "the guest's init",
    "guest_app": "application process",
    "virtual_machine": "Virtual machine",
    "one_kernel": "Container: {0} processes, 1 kernel",
    "comparison": "Virtual machine and container",
    "comparison_about": "Left: the layers of a virtual machine. "
    "Right: drawn from the process table at the moment of recording.",
    "unrecorded": "This demo has changed since it was recorded; its output is missing for now.",
    "join": ", ",
}
_LANGUAGES = {"zh": _ZH, "en": _EN}


def say(language: str, word: str, *details: object) -> str:
    """The phrase ``word`` in ``language`` (zh when there is no other), filled with ``details``."""
    return _LANGUAGES.get(language, _ZH)[word].format(*details)
