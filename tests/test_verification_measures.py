"""Measures may differ within sane bounds."""

from datetime import UTC, datetime

import pytest
from demos.verification.kinds import Kind, Token
from demos.verification.measures import Moment, plausible

DATE = datetime(2026, 11, 23, 14, 30, tzinfo=UTC)
NOW = Moment(5.0, 0.5, DATE)


@pytest.mark.parametrize(
    ("kind", "old", "new", "expected"),
    [
        (Kind.AGE, "2 seconds", "Less than a second", True),
        (Kind.AGE, "2 seconds", "2 hours", False),
        (Kind.AGE, "3 weeks", "2 months", True),
        (Kind.AGE, "3 weeks", "2 seconds", False),
        (Kind.CLOCK, "2026-11-23T14:30:01.5Z", "2026-11-23T14:29:59.123456789Z", True),
        (Kind.CLOCK, "2026-11-23T14:30:01Z", "2025-11-23T14:30:01Z", False),
        (Kind.CLOCK, "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", False),
        (Kind.CLOCK, "14:29", "14:31", True),
        (Kind.CLOCK, "14:29", "04:31", False),
        (Kind.CLOCK, "1795444200", "1795444205", True),
        (Kind.CLOCK, "Nov 23 14:26", "Nov 23 14:27", True),
        (Kind.CLOCK, "14:29", "2026-11-23T14:30:01Z", False),
        (Kind.DURATION, "0.2s", "0.7s", True),
        (Kind.DURATION, "0.293 ms", "0.293 s", False),
        (Kind.DURATION, "10 s", "11 s", True),
        (Kind.DURATION, "10 s", "1 s", False),
        (Kind.SIZE, "336KiB", "1.2MiB", True),
        (Kind.SIZE, "336KiB", "336GiB", False),
        (Kind.CAPACITY, "64MiB", "128MiB", False),
        (Kind.CAPACITY, "23.5GiB", "7.7GiB", True),
        (Kind.PERCENT, "49.75%", "22.86%", True),
        (Kind.PERCENT, "49.75%", "100.2%", False),
        (Kind.PERCENT, "0.00%", "50.0%", False),
        (Kind.STATE, "Ss", "Rs", True),
        (Kind.STATE, "S", "T", False),
        (Kind.STATE, "S", "S+", False),
        (Kind.CPU_TIME, "00:00:03", "00:00:04", True),
        (Kind.CPU_TIME, "00:00:03", "11:00:04", False),
        (Kind.WORDS, "a b", "b a", True),
        (Kind.WORDS, "a b", "a c", False),
        (Kind.VERSION, "1.2.3", "1.2.4", False),
    ],
)
def test_bounds(kind, old, new, expected):
    """The same thing measured again is accepted, another thing is not."""
    assert plausible(Token(kind, old, 0), Token(kind, new, 0), NOW, NOW) is expected
