"""The Content-Security-Policy of a page: everything from the site itself, nothing inline.

The theme has a few inline scripts; each is allowed by the digest of its text.
Source of the format: https://www.w3.org/TR/CSP3/#framework-policy
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

_INLINE = re.compile(r"<script>(?P<text>.*?)</script>", re.DOTALL)
_CHARSET = '<meta charset="utf-8">'


def inline_digests(html: str) -> list[str]:
    """A source expression for each inline script of a page, each once, in order."""
    texts = dict.fromkeys(match["text"] for match in _INLINE.finditer(html))
    return [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts]


def policy(html: str) -> str:
    """The policy for a page."""
    # The player of the replays is WebAssembly, and has it inline as data.
    scripts = ["'self'", "'wasm-unsafe-eval'", *inline_digests(html)]
    rules = {
        "default-src": ["'none'"],
        "script-src": scripts,
        "style-src": ["'self'"],
        # The theme's style sheets draw their icons from data.
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def with_policy(html: str) -> str:
    """The page with its policy in front of everything that it could forbid."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}">'
    return html.replace(_CHARSET, f"{_CHARSET}\n      {meta}", 1)
