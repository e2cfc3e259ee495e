"""When something happened on the phone, by the clock of the recording, and whether that fits what was recorded."""

from datetime import datetime

from trafficaudit.model import UNDATED
from trafficaudit.readers.times import moment


def recorded(at: float, offset: float) -> datetime | None:
    """Give a phone's time (milliseconds) by the recorder's clock; ``offset`` is how far the phone's is ahead (s)."""
    return moment(at / 1000 - offset)


def late(at: float, offset: float, than: datetime) -> float:
    """Give how many seconds a phone's time lies after a recorded one; negative where before, 0.0 where unknown."""
    found = recorded(at, offset)
    return (found - than).total_seconds() if found is not None and than != UNDATED else 0.0


def told(at: float, offset: float) -> str:
    """Give a phone's time for the reasoning, in UTC to the millisecond."""
    found = recorded(at, offset)
    return found.isoformat(timespec="milliseconds").replace("+00:00", "Z") if found else "a time that is none"
