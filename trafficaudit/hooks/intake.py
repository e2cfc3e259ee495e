"""Between Frida's threads and the writer: takes messages at once, bounded, and counts what it cannot keep.

Nothing here waits for a disk. What is dropped here, refused, or was lost on the way (a hole in an agent's ``seq``) is
counted exactly and told as an event of the host.
"""

import re
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trafficaudit import events
from trafficaudit.events import VERSION, Dropped, Event, Trouble
from trafficaudit.plurals import several

HOST = "host"
"""The agent's name in the host's own events."""

LARGEST = 8 << 20
"""Bytes of one message; a larger one is no event (a value is cut at ``events.LIMIT``, an event holds a few)."""

EVENTS_WAITING = 200_000
BYTES_WAITING = 256 << 20
"""How much may wait for the disk; what comes beyond it is dropped and counted."""

_TELLING = 1.0
_REASONS = 100
_TEXT = 2000
_HIGHEST = 1 << 53
_HALVES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Source:
    """One agent in one process: whose messages they are, and how far it has counted."""

    agent: str
    pid: int
    last: int = 0
    errors: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """A message as JSON, and when it came (Unix milliseconds); ``source`` is None where the host made it."""

    source: Source | None
    data: bytes
    at: float


class Intake:
    """The one place through which events go.

    Args:
        events_waiting, bytes_waiting: how much may wait for the writer.
    """

    def __init__(self, events_waiting: int = EVENTS_WAITING, bytes_waiting: int = BYTES_WAITING) -> None:
        self._most, self._most_bytes = events_waiting, bytes_waiting
        self._changed = threading.Condition()
        self._items: deque[Item] = deque()
        self._bytes = 0
        self._seq = 0
        self._closed = False
        self._told = 0.0
        # What is still to be told as an event.
        self._dropped: Counter[tuple[str, int]] = Counter()
        self._troubles: Counter[tuple[str, int, str, str]] = Counter()
        self.dropped = self.refused = self.lost = 0
        self.trouble = ""

    @property
    def waiting(self) -> int:
        """How many events the writer has not taken yet."""
        return len(self._items)

    def message(self, source: Source, message: Mapping[str, Any]) -> None:
        """Take a message of a script as Frida gives it; called on Frida's threads, never waits."""
        at = time.time() * 1000
        if message.get("type") != "send":
            source.errors += 1
            self.complain(source, str(message.get("description", "error without text")))
            return
        payload = message.get("payload")
        try:
            data = _encoded(payload)
        except (ValueError, TypeError, RecursionError, OverflowError) as error:
            data, reason = b"", f"cannot be kept: {error}"
        else:
            reason = f"larger than {LARGEST >> 20} MiB" if len(data) > LARGEST else ""
        seq = payload.get("seq") if isinstance(payload, dict) else None
        with self._changed:
            self._count(source, seq)
            if reason:
                self._refuse(source, reason)
            elif self._closed or len(self._items) >= self._most or self._bytes + len(data) > self._most_bytes:
                self.dropped += 1
                self._dropped[source.agent, source.pid] += 1
            else:
                self._put(Item(source, data, at))

    def complain(self, source: Source, what: str) -> None:
        """Count what an agent complains of; told with its count, once a second, because it may do so all the time."""
        with self._changed:
            self._trouble(source, (f"error: {what}", f"errors: {what}"), 1)

    def say(self, what: str, pid: int = 0) -> None:
        """Tell a trouble of the host's."""
        self.trouble = what[:_TEXT]
        self.tell(Trouble, pid, what=what)

    def tell(self, kind: type[Event], pid: int, **fields: Any) -> None:
        """Tell an event of the host's; texts are cut and made sound. These few are never dropped."""
        with self._changed:
            self._tell(kind, pid, fields)

    def refuse(self, source: Source, reason: str) -> None:
        """Count a message that is no event; called by the writer, who looks into it."""
        with self._changed:
            self._refuse(source, reason)

    def take(self, seconds: float, most: int, most_bytes: int) -> list[Item]:
        """Give what has come, in order, after waiting for at most so long; empty where nothing has."""
        with self._changed:
            self._tell_counts(at_once=self._closed and not self._items)
            if not self._items and not self._closed:
                self._changed.wait(seconds)
            taken: list[Item] = []
            size = 0
            while self._items and len(taken) < most and size < most_bytes:
                item = self._items.popleft()
                size += len(item.data)
                taken.append(item)
            self._bytes -= size
            return taken

    def close(self) -> None:
        """Take no more messages; what waits is still given, and then the counts that are left."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def exhausted(self) -> bool:
        """Whether it is closed and everything was given."""
        with self._changed:
            return self._closed and not (self._items or self._dropped or self._troubles)

    def _put(self, item: Item) -> None:
        self._items.append(item)
        self._bytes += len(item.data)
        if len(self._items) == 1:
            self._changed.notify()

    def _count(self, source: Source, seq: object) -> None:
        if not isinstance(seq, int) or not 0 < seq < _HIGHEST:
            return
        if seq > source.last + 1:
            self.lost += seq - source.last - 1
            self._trouble(source, ("event lost on the way", "events lost on the way"), seq - source.last - 1)
        # An agent that numbers again from the start is loaded again; nothing is lost by that.
        source.last = seq

    def _refuse(self, source: Source, reason: str) -> None:
        self.refused += 1
        self._trouble(source, (f"message refused: {reason}", f"messages refused: {reason}"), 1)

    def _trouble(self, source: Source, reason: tuple[str, str], count: int) -> None:
        key = (source.agent, source.pid, reason[0][:_TEXT], reason[1][:_TEXT])
        if key not in self._troubles and len(self._troubles) >= _REASONS:
            key = (source.agent, source.pid, "further trouble", "further troubles")
        self._troubles[key] += count

    def _tell_counts(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if not (self._dropped or self._troubles) or (now - self._told < _TELLING and not at_once):
            return
        self._told = now
        for (agent, pid), count in self._dropped.items():
            self._tell(Dropped, pid, {"hook": agent, "count": count})
        for (agent, pid, one, many), count in self._troubles.items():
            self.trouble = f"{agent}: {several(count, one, many)}"
            self._tell(Trouble, pid, {"what": self.trouble})
        self._dropped.clear()
        self._troubles.clear()

    def _tell(self, kind: type[Event], pid: int, fields: Mapping[str, Any]) -> None:
        self._seq += 1
        at = time.time() * 1000
        sound = {name: _sound(value) for name, value in fields.items()}
        event = kind(v=VERSION, seq=self._seq, at=at, mono=time.monotonic() * 1000, pid=pid, tid=0, agent=HOST, **sound)
        self._put(Item(None, events.encoder.encode(event), at))


def _sound(value: object) -> object:
    return _HALVES.sub("\ufffd", value)[:_TEXT] if isinstance(value, str) else value


def _encoded(payload: object) -> bytes:
    try:
        return events.encoder.encode(payload)
    except UnicodeEncodeError:
        # JavaScript's strings may hold half a surrogate pair; UTF-8 may not.
        return events.encoder.encode(_whole(payload))


def _whole(value: object) -> object:
    if isinstance(value, str):
        return _HALVES.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_whole(each) for each in value]
    return value
