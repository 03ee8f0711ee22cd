"""The kinds of figures, each a probe and a drawing, registered here and only here."""

from __future__ import annotations

from demos.figures import comparison, pstree
from demos.figures.kind import FigureKind

FIGURES: dict[str, FigureKind] = {
    "pstree": FigureKind(pstree.probe, pstree.draw, pstree.describe),
    "vm-and-container": FigureKind(comparison.probe, comparison.draw, comparison.describe),
}

__all__ = ["FIGURES", "FigureKind"]
