"""``vm-and-container``: a virtual machine's layers beside a recorded process tree.

The virtual machine's half is the general scheme, as no machine of ours runs
one; the container's half is this demo's own processes and kernel. Both grow
upwards from the hardware.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import graphviz

from demos.figures import pstree
from demos.figures.boxes import add_box, new_graph
from demos.figures.kind import Twin
from demos.processes import Run
from demos.words import say

_SHARED = ("hardware", "host_kernel")
_GUEST = ("hypervisor", "guest_kernel", "guest_init", "guest_app")


def probe(run: Run, arguments: tuple[str, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """The processes named by PID in ``arguments`` with their families, and the kernel."""
    return {"kernel": run("uname -sr").strip(), **pstree.probe(run, arguments, names)}


def draw(facts: Mapping[str, Any], language: str) -> str:
    """DOT text of the two halves side by side."""
    graph = new_graph("BT")
    with graph.subgraph(name="cluster_machine") as half:
        half.attr(label=say(language, "virtual_machine"), **{"class": "half"})
        _add_layers(half, language)
    with graph.subgraph(name="cluster_containers") as half:
        processes = pstree.processes_of(facts)
        half.attr(label=say(language, "one_kernel", len(processes)), **{"class": "half"})
        add_box(half, "hardware", [say(language, "hardware")], "layer")
        kernel = [say(language, "host_kernel"), facts["kernel"]]
        add_box(half, "kernel", kernel, "layer kernel")
        half.edge("hardware", "kernel")
        pstree.add_processes(half, processes, language)
        known = {process.pid for process in processes}
        for process in processes:
            if process.parent not in known:
                half.edge("kernel", f"p{process.pid}")
    return str(graph.source)


def _add_layers(graph: graphviz.Digraph, language: str) -> None:
    layers = (*_SHARED, *_GUEST)
    for layer in layers:
        classes = "layer kernel" if layer.endswith("kernel") else "layer"
        add_box(graph, f"vm_{layer}", [say(language, layer)], classes)
    for below, above in pairwise(layers):
        graph.edge(f"vm_{below}", f"vm_{above}")


def describe(facts: Mapping[str, Any], language: str) -> Twin:
    """Both halves in words."""
    machine = " → ".join(say(language, layer) for layer in (*_SHARED, *_GUEST))
    tree = pstree.tree_text(pstree.processes_of(facts), language)
    kernel = f"{say(language, 'hardware')} → {say(language, 'host_kernel')} {facts['kernel']}"
    return Twin(
        title=say(language, "comparison"),
        about=say(language, "comparison_about"),
        text=f"{say(language, 'virtual_machine')}: {machine}\n\n{kernel}\n{tree}",
    )
