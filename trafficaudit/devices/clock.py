"""The phone's clock against this computer's.

Each reading asks the phone for the time and notes the time here before and after: whatever the phone said, it said in
between. So a reading bounds the offset (phone minus here) from below and above, and all readings together bound it
within the overlap of their ranges (the idea of RFC 5905's intersection, without its statistics).
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from trafficaudit.devices.adb import Adb
from trafficaudit.devices.faults import DeviceError

READINGS = 9
_DATE = re.compile(r"(\d{10})(\d{9})?(?:N|%N)?")


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The phone's clock minus this computer's, in seconds, give or take the uncertainty.

    ``round_trip_seconds`` is the shortest one; ``resolution_seconds`` that of the phone's answer. ``consistent`` is
    false where no one offset fits all readings: a clock was stepped meanwhile, and the narrowest reading stands.
    """

    at: datetime
    offset_seconds: float
    uncertainty_seconds: float
    round_trip_seconds: float
    resolution_seconds: float
    readings: int
    consistent: bool

    def as_json(self) -> dict[str, object]:
        """Give the reading for a JSON file."""
        return {
            "at": self.at.isoformat(),
            "offset_seconds": round(self.offset_seconds, 6),
            "uncertainty_seconds": round(self.uncertainty_seconds, 6),
            "round_trip_seconds": round(self.round_trip_seconds, 6),
            "resolution_seconds": self.resolution_seconds,
            "readings": self.readings,
            "consistent": self.consistent,
        }


@dataclass(frozen=True, slots=True)
class _Range:
    low: float
    high: float
    round_trip: float
    resolution: float


def read_clock(adb: Adb, readings: int = READINGS, now: Callable[[], float] = time.time) -> ClockReading:
    """Compare the clocks.

    Args:
        adb: the phone.
        readings: how often to ask.
        now: gives this computer's time in seconds since 1970.

    Raises:
        DeviceError: the phone's answer is no time.
    """
    ranges = [_read(adb, now) for _ in range(readings)]
    low, high = max(each.low for each in ranges), min(each.high for each in ranges)
    consistent = low <= high
    if not consistent:
        narrowest = min(ranges, key=lambda each: each.high - each.low)
        low, high = narrowest.low, narrowest.high
    return ClockReading(
        at=datetime.fromtimestamp(now(), UTC),
        offset_seconds=(low + high) / 2,
        uncertainty_seconds=(high - low) / 2,
        round_trip_seconds=min(each.round_trip for each in ranges),
        resolution_seconds=max(each.resolution for each in ranges),
        readings=readings,
        consistent=consistent,
    )


def _read(adb: Adb, now: Callable[[], float]) -> _Range:
    before, started = now(), time.monotonic()
    said = adb.text("date", "+%s%N")
    round_trip = time.monotonic() - started
    seconds, resolution = _parse(said)
    # Not the wall clock at the end: it may have been stepped, the monotonic one cannot.
    return _Range(seconds - before - round_trip, seconds + resolution - before, round_trip, resolution)


def _parse(said: str) -> tuple[float, float]:
    """Give the time and its resolution; a ``date`` that knows no nanoseconds prints whole seconds and an ``N``."""
    match = _DATE.fullmatch(said.strip())
    if match is None:
        raise DeviceError("the phone does not tell the time", "date +%s%N", "compare the clocks by hand")
    if match[2]:
        return int(match[1]) + int(match[2]) / 1e9, 1e-6
    return float(match[1]), 1.0
