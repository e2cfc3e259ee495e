"""Times as people in Korea read them."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from trafficaudit.model import NEVER

SEOUL = timezone(timedelta(hours=9), "KST")
UNKNOWN = "–"
"""Stands where a time would, if it were known."""


def period(first: datetime | None, last: datetime | None) -> str:
    """Give two times: the second without its day where that is the same, and not at all where it is the first."""
    one, other = clock(first), clock(last)
    return one if one == other else f"{one} – {other.removeprefix(one[:11])}"


def clock(time: datetime | None) -> str:
    """Give a time as people in Korea read it; a dash where nobody knows it."""
    return f"{time.astimezone(SEOUL):%Y-%m-%d %H:%M:%S}" if time is not None else UNKNOWN


def earliest(times: Iterable[datetime | None]) -> datetime | None:
    """Give the first of some times of which some may not be known; ``None`` where none is."""
    return min((time for time in times if time is not None), default=None)


def latest(times: Iterable[datetime | None]) -> datetime | None:
    """Give the last of some times of which some may not be known; ``None`` where none is."""
    return max((time for time in times if time is not None), default=None)


def in_order(time: datetime | None) -> datetime:
    """Give what times are sorted by: one that nobody knows stands last."""
    return time if time is not None else NEVER
