"""Whether two measures of one kind can be the same thing measured in two runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from demos.verification.clocks import form, instant, nearest_time
from demos.verification.kinds import Kind, Token

_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2592000,
    "year": 31536000,
}
_UNITS = {"ns": 1e-9, "µs": 1e-6, "us": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PREFIX = {"": 1.0, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}
_RECENT = timedelta(hours=1)
_YOUNG = 30.0


@dataclass(frozen=True)
class Moment:
    """When a step ended (seconds of the demo), how long it took, and the recording's date."""

    ended: float
    duration: float
    date: datetime


def plausible(old: Token, new: Token, before: Moment, after: Moment) -> bool:
    """Whether ``new`` at the moment ``after`` can be what ``old`` was at ``before``."""
    if old.text == new.text:
        return True
    check = _CHECKS.get(old.kind)
    return check is not None and check(old.text, new.text, before, after)


def age_seconds(text: str) -> float:
    """An age as docker words it, in seconds."""
    unit = next(seconds for word, seconds in _SECONDS.items() if word in text)
    number = re.match(r"\d+", text)
    if number:
        return float(number.group()) * unit
    return 0.5 if text.startswith("Less") else 1.5 * unit


def duration_seconds(text: str) -> float:
    """A duration (``1m2.3s``, ``0.4 ms``, ``12.3``) in seconds; without a unit, as it is."""
    parts = re.findall(r"(\d+(?:\.\d+)?) ?(ns|µs|us|ms|s|m|h)?", text)
    return sum(float(number) * _UNITS.get(unit, 1.0) for number, unit in parts)


def size_bytes(text: str) -> float:
    """A size (``3.2MiB``, ``84 kB``) in bytes."""
    found = re.match(r"([\d.]+(?:e\+\d+)?)\s?([kKMGT]?)(i?)", text)
    if found is None:
        raise ValueError(f"no size: {text}")
    prefix = found[2].replace("K", "k")
    steps = "kMGT".find(prefix) + 1 if prefix else 0
    return float(found[1]) * (1024.0**steps if found[3] else _PREFIX[prefix])


def _age(old: str, new: str, before: Moment, after: Moment) -> bool:
    """Young things stay young: no older than the demo, with time for its host's start."""
    one, other = age_seconds(old), age_seconds(new)
    return (one <= before.ended + _YOUNG) == (other <= after.ended + _YOUNG)


def _clock(old: str, new: str, before: Moment, after: Moment) -> bool:
    one, other = instant(old), instant(new)
    if form(old) != form(new):
        return False
    if one is None or other is None:
        times = nearest_time(old, before.date), nearest_time(new, after.date)
        one, other = times
        if one is None or other is None:
            # A file's date in a listing.
            return True
    recent = abs(one - before.date) <= _RECENT
    return recent and abs(other - after.date) <= _RECENT


def _duration(old: str, new: str, _: Moment, after: Moment) -> bool:
    """Long ones within a factor of two, short ones shorter than the step and of one order."""
    if _unitless(old) != _unitless(new):
        return False
    least = 0.0001 if re.search(r"[mnuµ]s", old + new) else 0.01
    one, other = max(duration_seconds(old), least), max(duration_seconds(new), least)
    longest = max(after.duration, 0.0) * 1.5 + 1
    if one >= 0.5:
        return one / 2 <= other <= max(longest, one * 2)
    return other <= longest and 1 / 200 <= other / one <= 200


def _unitless(text: str) -> bool:
    return not re.search(r"[a-zµ]", text)


def _cpu_time(old: str, new: str, _: Moment, after: Moment) -> bool:
    return old.count(":") == new.count(":") and _clock_seconds(new) <= (after.ended + 60) * 4


def _clock_seconds(text: str) -> float:
    seconds = 0.0
    for part in re.split("[:-]", text):
        seconds = seconds * 60 + float(part)
    return seconds


def _size(old: str, new: str, *_: Moment) -> bool:
    one, other = max(size_bytes(old), 4096.0), max(size_bytes(new), 4096.0)
    return 1 / 20 <= other / one <= 20


def _capacity(old: str, new: str, *_: Moment) -> bool:
    """A limit is what it is; only without one docker shows the machine's own memory."""
    return min(size_bytes(old), size_bytes(new)) >= 2**30


def _percent(old: str, new: str, *_: Moment) -> bool:
    """An idle process stays idle; a limit is not passed, but a busy machine gives less."""
    one, other = sorted(float(text.rstrip("%")) for text in (old, new))
    if other < 35:
        return True
    return one >= 5 and (other <= 65 or other <= 1.6 * one)


def _gauge(old: str, new: str, *_: Moment) -> bool:
    numbers = re.compile(r"\d+(?:\.\d+)?")
    if numbers.sub("9", old) != numbers.sub("9", new):
        return bool(numbers.match(old) and numbers.match(new))
    return True


def _state(old: str, new: str, *_: Moment) -> bool:
    """Running, ready and sleeping change from instant to instant; stopped and dead do not."""
    active = "RSDI"
    same = old[0] == new[0] or (old[0] in active and new[0] in active)
    return same and old[1:] == new[1:]


def _words(old: str, new: str, *_: Moment) -> bool:
    return sorted(old.split()) == sorted(new.split())


_CHECKS: dict[Kind, Callable[[str, str, Moment, Moment], bool]] = {
    Kind.AGE: _age,
    Kind.CLOCK: _clock,
    Kind.DURATION: _duration,
    Kind.CPU_TIME: _cpu_time,
    Kind.SIZE: _size,
    Kind.CAPACITY: _capacity,
    Kind.PERCENT: _percent,
    Kind.GAUGE: _gauge,
    Kind.STATE: _state,
    Kind.WORDS: _words,
}
