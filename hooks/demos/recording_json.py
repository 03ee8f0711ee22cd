"""A recording as text and back: JSON with stable key order.

One output line stands on one line of the file, so that a pull request shows
what changed. Styled lines are written as ``{"text": …, "spans": [[0, 4,
"bold"]]}``, plain ones as a string.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from types import NoneType
from typing import Any, TypeVar

from demos.errors import DemoError, Place
from demos.recording import FORMAT, Anchor, Facts, Key, Line, RecordedStep, Recording, Span

_WIDTH = 100
_NUMBER = (int, float)
# What a field has to be, as somebody may have edited the file.
_TYPES: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("script", "host", "terminal", "prompt", "input", "text", "style"), str),
    **dict.fromkeys(("demo", "kind", "name", "id", "address"), str),
    **dict.fromkeys(("end", "pid", "shim"), int),
    **dict.fromkeys(("start", "duration"), _NUMBER),
    **dict.fromkeys(("values", "provenance"), dict),
    "hidden": bool,
    "status": (int, NoneType),
}
_PROVENANCE = ("docker", "distribution", "cgroup", "date")

_Thing = TypeVar("_Thing")


def to_json(recording: Recording) -> str:
    """The text of a recording's file, ending in a newline."""
    data = {
        "format": recording.key.format,
        "demo": recording.demo,
        "key": {"script": recording.key.script, "host": recording.key.host},
        "provenance": dict(recording.provenance),
        "values": dict(recording.values),
        "steps": [_step_data(step) for step in recording.steps],
        "facts": [asdict(facts) for facts in recording.facts],
        "anchors": [asdict(anchor) for anchor in recording.anchors],
    }
    return _pretty(data) + "\n"


# A recording is read for its own page, and for the figures that are drawn ahead.
@lru_cache(maxsize=64)
def from_json(text: str, file: str) -> Recording:
    """The recording in ``text``, which was read from ``file``.

    Raises :class:`DemoError` for text that is no recording (a merge
    conflict, a truncated file) or that another format version wrote.
    """
    demo = file.rsplit("/", 1)[-1].removesuffix(".json")
    hint = f"run: make record DEMO={demo}"
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        what = "holds a merge conflict" if "<<<<<<<" in text else f"is damaged ({error.msg})"
        raise DemoError(f"this recording {what}", Place(file, error.lineno), hint) from error
    version = data.get("format") if isinstance(data, dict) else None
    if version != FORMAT:
        message = f"this recording has format {version}, this program reads {FORMAT}"
        raise DemoError(message, Place(file, 1), hint)
    try:
        return _recording(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DemoError(f"this recording is damaged ({error!r})", Place(file, 1), hint) from error


def _recording(data: dict[str, Any]) -> Recording:
    recording = Recording(
        demo=data["demo"],
        key=_checked(Key(data["key"]["script"], data["key"]["host"], data["format"])),
        provenance=_provenance(data["provenance"]),
        values=data["values"],
        steps=tuple(_step(step) for step in data["steps"]),
        facts=tuple(
            _checked(Facts(facts["kind"], _texts(facts["arguments"]), facts["facts"]))
            for facts in data["facts"]
        ),
        anchors=tuple(_checked(Anchor(**anchor)) for anchor in data["anchors"]),
    )
    _texts(recording.values.values())
    return _checked(recording)


def _provenance(data: dict[str, Any]) -> dict[str, Any]:
    """The same; raises KeyError or ValueError when what a page or a report needs is not in it."""
    for name in _PROVENANCE:
        data[name]
    datetime.fromisoformat(data["date"])
    return data


def _step(data: dict[str, Any]) -> RecordedStep:
    typed = data["input"]
    lines = [typed] if isinstance(typed, str) else typed
    output = tuple(map(_line, data["output"]))
    return _checked(RecordedStep(**{**data, "input": "\n".join(lines), "output": output}))


def _line(data: str | dict[str, Any]) -> Line:
    if isinstance(data, str):
        return Line(data)
    return _checked(Line(data["text"], tuple(_checked(Span(*span)) for span in data["spans"])))


def _checked(thing: _Thing) -> _Thing:
    """The same; raises TypeError when a field is not what it has to be."""
    for name, value in vars(thing).items():
        if name in _TYPES and not isinstance(value, _TYPES[name]):
            raise TypeError(f"{name} is {value!r}")
    return thing


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    """These texts; raises TypeError when something else is among them."""
    texts = tuple(values)
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"{text!r} is no text")
    return texts


def _step_data(step: RecordedStep) -> dict[str, Any]:
    data: dict[str, Any] = {
        "terminal": step.terminal,
        "prompt": step.prompt,
        "input": step.input.split("\n") if "\n" in step.input else step.input,
        "output": [_line_data(line) for line in step.output],
        "status": step.status,
        "start": step.start,
        "duration": step.duration,
    }
    return {**data, "hidden": True} if step.hidden else data


def _line_data(line: Line) -> str | dict[str, Any]:
    if not line.spans:
        return line.text
    return {"text": line.text, "spans": [[span.start, span.end, span.style] for span in line.spans]}


def _is_styled(value: Any) -> bool:  # noqa: ANN401 (JSON data)
    return isinstance(value, dict) and set(value) == {"text", "spans"}


def _pretty(value: Any, indent: str = "") -> str:  # noqa: ANN401 (JSON data)
    """JSON in which what is small stands on one line, and every list of lines does not."""
    compact = json.dumps(value, ensure_ascii=False)
    lists = isinstance(value, list) and any(
        isinstance(item, str) or _is_styled(item) for item in value
    )
    if _is_styled(value) or not isinstance(value, dict | list) or not value:
        return compact
    if not lists and len(compact) + len(indent) <= _WIDTH:
        return compact
    inner = indent + " "
    if isinstance(value, list):
        rows = [f"{inner}{_pretty(item, inner)}" for item in value]
        return "[\n" + ",\n".join(rows) + f"\n{indent}]"
    rows = [f"{inner}{json.dumps(name)}: {_pretty(item, inner)}" for name, item in value.items()]
    return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
