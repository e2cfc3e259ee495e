"""Times as people in Korea read them."""

from datetime import datetime, timedelta, timezone

SEOUL = timezone(timedelta(hours=9), "KST")


def period(first: datetime, last: datetime) -> str:
    """Give two times: the second without its day where that is the same, and not at all where it is the first."""
    one, other = clock(first), clock(last)
    return one if one == other else f"{one} – {other.removeprefix(one[:11])}"


def clock(time: datetime) -> str:
    """Give a time as people in Korea read it."""
    return f"{time.astimezone(SEOUL):%Y-%m-%d %H:%M:%S}"
