"""Digests of what a recording depends on: change one, and the recording is stale."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from hashlib import sha256
from re import Pattern
from typing import Any

from demos.script import Script, Step

_NOT_CONTENT = ("place", "fence")


def script_digest(script: Script) -> str:
    """SHA-256 (hex) over what the script does; where it stands in the note does not count."""
    content = [_content(step) for step in script.steps]
    data = {"demo": script.demo, "options": dict(script.options), "steps": content}
    return sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()


def step_digest(step: Step) -> str:
    """SHA-256 (hex) over what one step does."""
    return sha256(json.dumps(_content(step), sort_keys=True).encode()).hexdigest()


def _content(value: Any) -> Any:  # noqa: ANN401 (JSON data)
    if is_dataclass(value):
        names = [field.name for field in fields(value) if field.name not in _NOT_CONTENT]
        kind = {"kind of step": type(value).__name__}
        return kind | {name: _content(getattr(value, name)) for name in names}
    if isinstance(value, tuple):
        return [_content(item) for item in value]
    return value.pattern if isinstance(value, Pattern) else value
