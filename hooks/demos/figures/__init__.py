"""The kinds of figures, each a probe and a drawing, registered here and only here.

What an author writes in each kind's fence (values like ``@{pid}`` are put in
first; a wrong argument is refused with a hint):

==================== ===========================================================
``pstree``           ``@{pid} @{other}``: PIDs, on one line or several;
                     ``gone @{shim} containerd-shim [below 1]``: a dead process
``vm-and-container`` ``@{dockerd} @{containerd} @{pid}``: PIDs
``calls``            ``trace``: a file that this demo's ``strace`` wrote
                     (figures/calls.py says with which options)
``namespaces``       ``@{pid}`` or ``@{pid} any label``: a line for each process;
                     PID 1 comes by itself
``cgroups``          ``@{pid} @{other}``: PIDs, on one line or several
``layers``           ``box`` or ``nginx``: a container or an image, then paths
                     of files, ``/etc/new /etc/group``, if wanted
``network``          ``web cli``: containers; if wanted a line ``port 8080`` (or
                     ``port 53/udp``) for the way of a packet to that port
==================== ===========================================================
"""

from __future__ import annotations

from functools import lru_cache

from demos.figures import calls, cgroups, comparison, layers, namespaces, network, pstree
from demos.figures.kind import FigureKind
from demos.recording import Facts

FIGURES: dict[str, FigureKind] = {
    "pstree": FigureKind(pstree.probe, pstree.draw, pstree.describe),
    "vm-and-container": FigureKind(comparison.probe, comparison.draw, comparison.describe),
    "calls": FigureKind(calls.probe, calls.draw, calls.describe),
    "namespaces": FigureKind(namespaces.probe, namespaces.draw, namespaces.describe),
    "cgroups": FigureKind(cgroups.probe, cgroups.draw, cgroups.describe),
    "layers": FigureKind(layers.probe, layers.draw, layers.describe),
    "network": FigureKind(network.probe, network.draw, network.describe),
}


@lru_cache(maxsize=128)
def figure_dot(facts: Facts, language: str) -> str:
    """The DOT text of what a probe collected; who draws ahead asks for it twice."""
    return FIGURES[facts.kind].draw(facts.facts, language)


__all__ = ["FIGURES", "FigureKind", "figure_dot"]
