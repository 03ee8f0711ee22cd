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

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from demos.errors import DemoError
from demos.figures import calls, cgroups, comparison, layers, namespaces, network, pstree
from demos.figures.kind import FigureKind, Twin
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


# What facts that somebody has edited raise on their way into a figure.
_DAMAGED = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
_Made = TypeVar("_Made")


@lru_cache(maxsize=128)
def figure_dot(facts: Facts, language: str) -> str:
    """The DOT text of what a probe collected; who draws ahead asks for it twice.

    Raises :class:`DemoError` for damaged facts.
    """
    return _made(facts, lambda kind: kind.draw(facts.facts, language))


def figure_twin(facts: Facts, language: str) -> Twin:
    """The same in words; raises :class:`DemoError` for damaged facts."""
    return _made(facts, lambda kind: kind.describe(facts.facts, language))


def _made(facts: Facts, make: Callable[[FigureKind], _Made]) -> _Made:
    try:
        return make(FIGURES[facts.kind])
    except _DAMAGED as error:
        raise DemoError(f"the facts of a figure ({facts.kind}) make none ({error!r})") from error


__all__ = ["FIGURES", "FigureKind", "figure_dot", "figure_twin"]
