"""Points in time of binary formats, written as ISO 8601 in UTC, so that dates in them read as elsewhere."""

import math
from datetime import UTC, datetime, timedelta

_UNIX = datetime(1970, 1, 1, tzinfo=UTC)
_COCOA = datetime(2001, 1, 1, tzinfo=UTC)


def since_2001(seconds: float) -> str:
    """Give a time of Apple's Foundation, in seconds since 2001; the number itself where it is no time.

    >>> since_2001(-309744000.0)
    '1991-03-10T00:00:00Z'
    """
    return _written(_COCOA, seconds) or repr(seconds)


def since_1970(milliseconds: int) -> str:
    """Give a time in milliseconds since 1970; the number itself where it is none of our calendar."""
    return _written(_UNIX, milliseconds / 1000) or str(milliseconds)


def _written(epoch: datetime, seconds: float) -> str:
    if not math.isfinite(seconds):
        return ""
    try:
        at = epoch + timedelta(milliseconds=round(seconds * 1000))
    except OverflowError:
        return ""
    text = at.isoformat(timespec="milliseconds" if at.microsecond else "seconds")
    return text.replace("+00:00", "Z")
