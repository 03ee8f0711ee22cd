"""Dates and times of day as programs print them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_TIME = r"\d\d:\d\d:\d\d(?:[.,]\d+)?"
_ZONE = r"(?:Z| ?[+-]\d\d:?\d\d| UTC| GMT)?"

# Each with what strptime makes of it once fractions and zones are gone.
_FORMS = (
    (rf"\d{{4}}-\d\d-\d\d[T ]{_TIME}{_ZONE}", ("%Y-%m-%d %H:%M:%S",)),
    (rf"\d{{4}}/\d\d/\d\d {_TIME}", ("%Y/%m/%d %H:%M:%S",)),
    (rf"\d\d/{_MONTH}/\d{{4}}:{_TIME}{_ZONE}", ("%d/%b/%Y:%H:%M:%S",)),
    (rf"\d\d? {_MONTH} \d{{4}} {_TIME}{_ZONE}", ("%d %b %Y %H:%M:%S",)),
    (rf"{_MONTH} [ \d]\d {_TIME}(?: UTC)? \d{{4}}", ("%b %d %H:%M:%S %Y",)),
)
_DATED = tuple((re.compile(pattern), forms) for pattern, forms in _FORMS)
_FRACTION = re.compile(r"(:\d\d)[.,]\d+")
_UNIX = re.compile(r"1[5-9]\d{8}(?:\d{9})?(?:\.\d+)?")

CLOCK = (
    rf"(?:{_DAY},? )?(?:{'|'.join(pattern for pattern, _ in _FORMS)})"
    rf"|{_MONTH} [ \d]\d (?:\d\d:\d\d(?::\d\d)?| \d{{4}})"
    r"|(?<![\d.:])1[5-9]\d{8}(?:\d{9})?(?:\.\d+)?(?![\d.])"
    r"|(?<![\d.:])[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?![\d:])"
)
"""A regular expression for every form that is known here."""


def form(text: str) -> str:
    """The text without its digits and the names of days and months."""
    words = re.sub(rf"{_DAY}|{_MONTH}", "Name", text)
    return re.sub(r"[ \d]?\d+", "9", re.sub(r"(:\d\d)[.,]\d+", r"\1", words))


def instant(text: str) -> datetime | None:
    """The instant that a full date names (UTC), None for a time of day alone."""
    if _UNIX.fullmatch(text):
        seconds = float(text) / (1e9 if len(text.partition(".")[0]) == 19 else 1)
        return datetime.fromtimestamp(seconds, UTC)
    for pattern, forms in _DATED:
        found = pattern.search(text)
        if found:
            plain = _FRACTION.sub(r"\1", found.group())
            plain = re.sub(r"Z$| ?[+-]\d\d:?\d\d$| GMT$| UTC", "", plain).replace("T", " ")
            return datetime.strptime(plain, forms[0].replace("T", " ")).replace(tzinfo=UTC)
    return None


def nearest_time(text: str, date: datetime) -> datetime | None:
    """The instant nearest to ``date`` at the time of day ``HH:MM[:SS]``."""
    found = re.fullmatch(r"(\d\d):(\d\d)(?::(\d\d).*)?", text)
    if not found:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 23:
        return None
    same_day = date.replace(hour=hour, minute=minute, second=second, microsecond=0)
    days = (same_day + timedelta(days=number) for number in (-1, 0, 1))
    return min(days, key=lambda day: abs(day - date))
