"""What a terminal showed and when, as an asciicast for the replay on the page.

Source of the format: asciicast v3 (https://docs.asciinema.org/manual/asciicast/v3/):
a header line, then events ``[seconds since the event before, code, data]``;
``o`` is output, ``m`` a marker.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Control strings (ECMA-48, 5.6: OSC, DCS, SOS, PM, APC) show nothing: they set titles,
# clipboards and links. Whoever plays a cast in a terminal shall not have them done.
_STRING = re.compile(rb"\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)")
_PARTIAL = re.compile(rb"\x1b(?:[\]PX^_][^\x07\x1b]*\x1b?)?$")
_LONGEST = 65536


@dataclass(frozen=True)
class Track:
    """What one terminal showed: ``chunks`` are (seconds of the demo, bytes).

    ``markers`` are (seconds of the demo, label), one for each step.
    """

    columns: int
    rows: int
    chunks: tuple[tuple[float, bytes], ...]
    markers: tuple[tuple[float, str], ...]


def to_cast(track: Track, title: str) -> str:
    """The text of the cast file."""
    header = {"version": 3, "term": {"cols": track.columns, "rows": track.rows}, "title": title}
    outputs = [(at, "o", text) for at, text in _texts(track)]
    markers = [(at, "m", label) for at, label in track.markers]
    events = sorted(outputs + markers, key=lambda event: event[0])
    lines = [json.dumps(header, ensure_ascii=False)]
    before = 0.0
    for at, code, data in events:
        now = max(round(at, 3), before)
        lines.append(json.dumps([round(now - before, 3), code, data], ensure_ascii=False))
        before = now
    return "\n".join(lines) + "\n"


def _texts(track: Track) -> Iterator[tuple[float, str]]:
    """The output as text without control strings; what is split between chunks is joined."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    carried = b""
    for at, chunk in track.chunks:
        data = _STRING.sub(b"", carried + chunk)
        partial = _PARTIAL.search(data)
        # A string without an end would hold back everything behind it.
        carried = partial.group() if partial and len(partial.group()) < _LONGEST else b""
        text = decoder.decode(data.removesuffix(carried))
        if text:
            yield at, text
