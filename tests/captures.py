"""What real programs printed on a demo host, byte for byte: ``tests/captured/``."""

from pathlib import Path

FOLDER = Path(__file__).parent / "captured"


def captured(name: str) -> bytes:
    """The bytes of one capture."""
    return (FOLDER / name).read_bytes()


def captured_lines(name: str) -> list[str]:
    """The lines of one capture."""
    return captured(name).decode().splitlines()
