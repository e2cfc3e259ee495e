"""Times as Java writes them (``java.util.Date.toString``): ``Tue Mar 05 12:34:56 KST 2024``.

A zone stands there by its letters, and several have the same: ``CST`` is a time of China, of America and of Cuba,
``BST`` one of Britain and of Bangladesh, ``IST`` one of India, Israel and Ireland. Only what is one alone is taken for
it.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(
    r"\s*(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) (\d\d) (\d\d):(\d\d):(\d\d) "
    r"([A-Z]{1,5})(?:([+-])(\d\d):(\d\d))? (\d{4})\s*",
    re.ASCII,
)
_HOURS = {
    name: hours
    for hours, names in (
        *((0, "UTC GMT WET"), (1, "WEST CET"), (2, "CEST EET"), (3, "EEST MSK"), (5, "PKT"), (7, "ICT WIB")),
        *((8, "HKT SGT WITA"), (9, "KST JST"), (10, "AEST"), (11, "AEDT"), (12, "NZST"), (13, "NZDT")),
    )
    for name in names.split()
}
"""Zones of the tz database whose letters stand for one offset of today, and that offset in hours."""
_FIRST = datetime(1971, 1, 1, tzinfo=UTC)
"""What is before was set by nobody: zero, in whatever zone."""


def date_of(text: str) -> datetime | None:
    """Give such a time in UTC; None where it is none, its zone may be several, or nobody has set it.

    >>> date_of("Tue Mar 05 12:34:56 KST 2024")
    datetime.datetime(2024, 3, 5, 3, 34, 56, tzinfo=datetime.timezone.utc)
    """
    found = _TIME.fullmatch(text)
    if found is None or found[1] not in _MONTHS or found[6] not in _HOURS or (found[7] and found[6] != "GMT"):
        return None
    ahead = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0)) * (-1 if found[7] == "-" else 1)
    try:
        zone = timezone(ahead + timedelta(hours=_HOURS[found[6]]))
        day, hour, minute, second = (int(found[number]) for number in (2, 3, 4, 5))
        at = datetime(int(found[10]), _MONTHS.index(found[1]) + 1, day, hour, minute, second, tzinfo=zone)
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at >= _FIRST else None
