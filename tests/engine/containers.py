"""What an engine knows of a demo host."""

from demos.engine import Engine
from demos.leftovers import LABEL


def ours(engine: Engine, name: str) -> str:
    """What of the host ``name`` the engine still knows."""
    return engine.run("ps", "--all", "--quiet", f"--filter=label={LABEL}={name}")
