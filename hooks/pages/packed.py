"""The HTML of a page in half the memory, as a build holds that of all pages at once."""

from __future__ import annotations

from hashlib import sha256


class PackedContent:
    """A page whose ``content`` is held as UTF-8: in Python, Chinese makes every letter wide."""

    _packed: bytes | None = None

    @property
    def content(self) -> str | None:
        """The HTML, None before there is any."""
        return None if self._packed is None else self._packed.decode("utf-8", "surrogatepass")

    @content.setter
    def content(self, html: str | None) -> None:
        self._packed = None if html is None else html.encode("utf-8", "surrogatepass")

    def content_digest(self) -> str:
        """SHA-256 (hex) of it."""
        return sha256(self._packed or b"").hexdigest()
