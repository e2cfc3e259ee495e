"""Times as captures write them, in UTC; a time without an offset is never guessed at."""

import re
from datetime import UTC, datetime, timedelta, timezone

_TIME = re.compile(
    r"\s*(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,30}))?)?\s*+(?:([Zz])|([+-])(\d\d):?(\d\d)?)?\s*"
)

_LEAP, _MIDNIGHT, _LAST_MINUTE = 60, (24, 0, 0, 0), (23, 59)

FIRST, LAST = datetime(1000, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)
"""From when to before when a time is one. Beyond stand what programs write for none (year 1) and for never (year 9999),
and times that no longer are one where they are moved to another zone or by some seconds."""

TOLERANCE = 2.0
"""Seconds by which the phone's clock and the recorder's may be apart without anything being out of order."""


def moment(seconds: object) -> datetime | None:
    """Turn Unix seconds into a UTC time; None where they are no number, or of no time from ``FIRST`` to ``LAST``."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return _held(datetime.fromtimestamp(seconds, UTC))
    except (OverflowError, ValueError, OSError):
        return None


def parse_time(text: object) -> datetime | None:
    """Give an ISO 8601 time in UTC; None where it is no text, none from ``FIRST`` to ``LAST``, or has no offset.

    A leap second counts as the one after it, as in Unix time; 24:00 is where the next day begins.

    >>> parse_time("2026-11-24T09:00:00.5+09:00")
    datetime.datetime(2026, 11, 24, 0, 0, 0, 500000, tzinfo=datetime.timezone.utc)
    """
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    if match is None or not (match[8] or match[9]):
        return None
    offset = timedelta(hours=int(match[10] or 0), minutes=int(match[11] or 0)) * (-1 if match[9] == "-" else 1)
    micros = int((match[7] or "")[:6].ljust(6, "0"))
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.group(1, 2, 3, 4, 5, 6))
        late = timedelta(seconds=second == _LEAP, days=(hour, minute, second, micros) == _MIDNIGHT)
        at = datetime(year, month, day, hour - 24 * late.days, minute, second - late.seconds, micros, timezone(offset))
        whole = not late.seconds or at.astimezone(UTC).timetuple()[3:5] == _LAST_MINUTE
        return _held((at + late).astimezone(UTC)) if whole else None
    except (ValueError, OverflowError):
        return None


def unix(text: object) -> float | None:
    """Give the Unix seconds of a time that ``parse_time`` reads."""
    found = parse_time(text)
    return found.timestamp() if found else None


def _held(at: datetime) -> datetime | None:
    return at if FIRST <= at < LAST else None
