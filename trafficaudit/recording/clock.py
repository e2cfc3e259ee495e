"""Clock readings of a recording: the wall clock against the monotonic one and against the servers' ``Date``."""

import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from trafficaudit.recording.frames import State
from trafficaudit.recording.sidefiles import iso

EVERY = 60.0
"""Seconds between two readings, and between two of one server."""

STEP = 0.5
"""Seconds by which the wall clock may part from the monotonic one between two looks before it counts as stepped."""

_HOSTS = 1000


class Reading(NamedTuple):
    """Both clocks at one moment, in seconds, and how long the computer has slept since its start.

    While it sleeps the monotonic clock stands still on Linux (clock_gettime(2), CLOCK_BOOTTIME), the wall clock not.
    """

    wall: float
    monotonic: float
    asleep: float = 0.0


def now() -> Reading:
    """Read both clocks."""
    wall, monotonic = time.time(), time.monotonic()
    asleep = time.clock_gettime(time.CLOCK_BOOTTIME) - monotonic if hasattr(time, "CLOCK_BOOTTIME") else 0.0
    return Reading(wall, monotonic, asleep)


def boot(file: Path = Path("/proc/sys/kernel/random/boot_id")) -> str:
    """Name this start of the computer, as Linux does (random(4)): another one has another name; empty elsewhere."""
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


class Clock:
    """Decides when a reading is worth a line of ``clock.jsonl``.

    Args:
        read: gives both clocks; another one in tests.
    """

    def __init__(self, read: Callable[[], Reading] = now) -> None:
        self._read = read
        self._last: Reading | None = None
        self._noted = float("-inf")
        self._hosts: dict[str, float] = {}

    def look(self) -> Iterator[dict[str, object]]:
        """Look at the clocks: a line for a step or a sleep at once, a line for a reading every minute."""
        reading = self._read()
        last, self._last = self._last, reading
        if last is not None:
            asleep = reading.asleep - last.asleep
            step = (reading.wall - last.wall) - (reading.monotonic - last.monotonic) - asleep
            for kind, seconds in (("suspended", asleep), ("step", step)):
                if abs(seconds) > STEP:
                    yield line_of(kind, reading) | {"seconds": round(seconds, 6)}
                    self._noted = float("-inf")
        if reading.monotonic - self._noted >= EVERY:
            self._noted = reading.monotonic
            yield line_of("reading", reading)

    def server(self, host: str, response: State) -> Iterator[dict[str, object]]:
        """Compare with a server's ``Date`` (RFC 9110, 6.6.1: whole seconds), each server once a minute."""
        arrived = response.get("timestamp_start")
        if not isinstance(arrived, float) or 0 <= arrived - self._hosts.get(host, float("-inf")) < EVERY:
            return
        date = _date(response)
        if date is None:
            return
        if len(self._hosts) >= _HOSTS:
            self._hosts.clear()
        self._hosts[host] = arrived
        yield {"at": iso(arrived), "kind": "server", "host": host, "server_ahead_seconds": round(date - arrived, 3)}


def line_of(kind: str, reading: Reading) -> dict[str, object]:
    """Give the line of ``clock.jsonl`` for a reading of both clocks."""
    return {"at": iso(reading.wall), "kind": kind, "monotonic": round(reading.monotonic, 6)}


def _date(response: Mapping[str, object]) -> float | None:
    """Give the Unix seconds of an answer's ``Date``; ``None`` where a cache gave it, which keeps it (RFC 9111, 5.1)."""
    # It brings the model along: a recording begins without that.
    from trafficaudit.tables.dates import parsed  # noqa: PLC0415

    headers = response.get("headers")
    told: list[float | None] = []
    for pair in headers if isinstance(headers, list) else ():
        name = pair[0].lower()
        if name == b"age" and pair[1].strip() != b"0":
            return None
        if name == b"date":
            told.append(parsed(pair[1]))
    return told[0] if len(told) == 1 else None
