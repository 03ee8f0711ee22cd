"""The whole note that CONTRIBUTING.md shows, in both languages."""

import re

from files import ROOT

EXAMPLE = re.compile(r"^````markdown\n(.*?\n)````$", re.DOTALL | re.MULTILINE)


def example_notes() -> dict[str, str]:
    """The note and its translation by file name."""
    chinese, english = EXAMPLE.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    return {"pid-one.md": chinese, "pid-one.en.md": english}
