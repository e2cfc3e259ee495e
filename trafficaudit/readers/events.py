"""The hooks' events of a capture folder: ``events.jsonl``, a line each, streamed.

Whatever the file holds, what is an event is given with the byte at which its line begins, and what is none is counted:
lines of another schema version, lines that are no event, lines longer than any event can be, a last line cut off.
What the agents say they did not tell, and holes in their numbering, are counted too. The host's own events (agent
``host``) carry the recording computer's clock and one numbering for all processes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from trafficaudit import events
from trafficaudit.capturefiles import EVENTS
from trafficaudit.errors import ReadError
from trafficaudit.events import AnyEvent, Dropped, Hook, Tls, Trouble
from trafficaudit.model import Gap
from trafficaudit.plurals import several
from trafficaudit.readers.file import name_of, printable, reason_of
from trafficaudit.readers.unhooked import Unhooked

LONGEST = 8 << 20
"""Bytes of a line. Two values at the agents' limit are 2.8 MB of Base64; the rest of an event is small beside them."""

HOST = "host"
"""The agent's name in the events of the computer that the hooks report to."""

TROUBLE = "trouble"
"""What agents call the troubles that they count and do not tell in words (``frida_scripts/lib/send.ts``)."""

_PIECE = 1 << 20
_TLS = re.compile(rb'"kind"\s*:\s*"tls"').search
_FIRST_LINES = 2_000
_ARRIVED = re.compile(rb',"host_at":(\d{1,15}(?:\.\d{1,9})?)\}\s*\Z').search
_MOST_AGENTS = 4_096
_MOST_HOOKS = 100_000
_SHOWN = 5

VERSION = "of another schema version"
INVALID = "no event"
LONG = f"longer than {LONGEST} bytes"
TORN = "cut off at the end of the file"


class _Versioned(msgspec.Struct):
    v: int


_version = msgspec.json.Decoder(_Versioned)


@dataclass(slots=True)
class Tally:
    """What came of reading: events, the lines that gave none by reason, what the agents left out."""

    events: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    first: dict[str, int] = field(default_factory=dict)
    dropped: int = 0
    holes: int = 0
    dropped_here: int = 0
    troubles: int = 0
    unfollowed: int = 0
    unhooked: Unhooked = field(default_factory=Unhooked)
    _states: dict[tuple[str, int, str], str] = field(default_factory=dict)
    _last: dict[tuple[str, int], int] = field(default_factory=dict)

    def refuse(self, reason: str, offset: int) -> None:
        """Count a line that is no event."""
        self.refused[reason] = self.refused.get(reason, 0) + 1
        self.first.setdefault(reason, offset)

    def take(self, event: AnyEvent) -> None:
        """Count an event, and the hole before it in its agent's numbers (an agent that starts again counts from 1)."""
        self.events += 1
        if isinstance(event, Dropped) and event.hook == TROUBLE and event.agent != HOST:
            self.troubles += max(event.count, 0)
        elif isinstance(event, Dropped):
            self.dropped += max(event.count, 0)
            # What the host could not take has numbers, which leave holes; what an agent left out has none.
            self.dropped_here += max(event.count, 0) if event.agent == HOST else 0
        self.troubles += isinstance(event, Trouble)
        if isinstance(event, Hook):
            hook = event.agent, event.pid, event.hook[:200]
            if hook in self._states or len(self._states) < _MOST_HOOKS:
                self._states[hook] = event.state
            else:
                self.unfollowed += 1
        if event.agent == HOST:
            self.unhooked.take(event)
        agent = event.agent, 0 if event.agent == HOST else event.pid
        last = self._last.get(agent)
        if last is not None and event.seq > last + 1:
            self.holes += event.seq - last - 1
        if last is not None or len(self._last) < _MOST_AGENTS:
            self._last[agent] = event.seq
        else:
            self.unfollowed += 1

    @property
    def missing(self) -> int:
        """Events that were numbered, are not there, and were not told to be dropped."""
        return max(self.holes - self.dropped_here, 0)

    def gaps(self, capture_id: str, position: int) -> Iterator[Gap]:
        """Give a gap for each reason for which something is missing; none stands for exchanges."""
        if not self.events and not self.refused:
            # A host tells of each process that it hooks before anything else.
            what = f"{EVENTS}: the hooks told nothing: no process of the app was hooked"
            yield Gap(capture_id, position, 0, what, exchanges=0)
        for reason in sorted(self.refused):
            count = self.refused[reason]
            what = f"{EVENTS}: {several(count, 'line is', 'lines are')} {reason}"
            yield Gap(capture_id, position, self.first[reason], what, exchanges=0)
        if failed := sorted(
            {f"{agent} {hook}" for (agent, _, hook), state in self._states.items() if state == "failed"}
        ):
            named = printable(", ".join(failed[:_SHOWN])) + (" and others" if len(failed) > _SHOWN else "")
            what = f"{EVENTS}: {several(len(failed), 'hook')} could not be put in place, and saw nothing: {named}"
            yield Gap(capture_id, position, 0, what, exchanges=0)
        for told in self.unhooked.told():
            yield Gap(capture_id, position, 0, f"{EVENTS}: {told}", exchanges=0)
        if self.troubles:
            what = f"{EVENTS}: the hooks could not do {several(self.troubles, 'thing')} (trouble events)"
            yield Gap(capture_id, position, 0, what, exchanges=0)
        if self.dropped:
            what = f"{EVENTS}: the hooks left out {several(self.dropped, 'event')} because there were too many"
            yield Gap(capture_id, position, 0, what, exchanges=0)
        if self.missing:
            what = f"{EVENTS}: {several(self.missing, 'event is', 'events are')} missing by the hooks' own numbers"
            yield Gap(capture_id, position, 0, what, exchanges=0)
        if self.unfollowed:
            what = (
                f"{EVENTS}: {several(self.unfollowed, 'event is', 'events are')} of more hooks or processes than are"
                " followed: whether one of these failed, or an event of theirs is missing, is not told"
            )
            yield Gap(capture_id, position, 0, what, exchanges=0)


def read(path: Path, tally: Tally) -> Iterator[tuple[int, AnyEvent]]:
    """Give every event of a file with the byte offset of its line; what is no event goes to the tally.

    Raises:
        ReadError: the file cannot be read.
    """
    for here, line in _lines(path):
        if line is None:
            tally.refuse(LONG, here)
        elif line.strip() and (event := _event(line, here, tally)) is not None:
            yield here, event


def _lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Give every line of a file with its byte offset; ``None`` for one that is too long, of which nothing is a line."""
    try:
        with path.open("rb") as file:
            offset = 0
            while line := file.readline(LONGEST + 1):
                here, offset = offset, offset + len(line)
                if len(line) <= LONGEST:
                    yield here, line
                    continue
                yield here, None
                while line and not line.endswith(b"\n"):
                    line = file.readline(_PIECE)
                    offset += len(line)
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None


def ahead(path: Path) -> float | None:
    """Give how many seconds the phone's clock is ahead, by the host's note of when each event came.

    The way from the phone takes time, so the event that took the shortest tells best. Only the beginning is read.

    Returns:
        ``None`` where no event carries such a note.

    Raises:
        ReadError: the file is there and cannot be read.
    """
    least: float | None = None
    try:
        with path.open("rb") as file:
            for _ in range(_FIRST_LINES):
                line = file.readline(LONGEST)
                if not line:
                    break
                arrived = _ARRIVED(line[-64:])
                event = _event(line, 0, Tally()) if arrived else None
                if arrived and event is not None and event.agent != HOST:
                    behind = (float(arrived[1]) - event.at) / 1000
                    least = behind if least is None else min(least, behind)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions and the disk") from None
    return None if least is None else -least


def plaintexts(path: Path) -> Iterator[tuple[int, Tls]]:
    """Give every piece of plaintext with the byte offset of its line; other lines are hardly looked at.

    Raises:
        ReadError: the file cannot be read.
    """
    for here, line in _lines(path):
        if line is not None and _TLS(line) and isinstance(event := _event(line, here, Tally()), Tls):
            yield here, event


def at(path: Path, offset: int) -> AnyEvent | None:
    """Give the event whose line begins at a byte, ``None`` where none does (any more)."""
    return next(each(path, (offset,)), None)


def each(path: Path, offsets: Iterable[int]) -> Iterator[AnyEvent]:
    """Give the events whose lines begin at some bytes, in that order; those that are not there (any more) are none.

    Raises:
        ReadError: the file is there and cannot be read.
    """
    try:
        with path.open("rb") as file:
            for offset in offsets:
                file.seek(offset)
                event = _event(file.readline(LONGEST), offset, Tally())
                if event is not None:
                    yield event
    except FileNotFoundError:
        return
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions and the disk") from None


def _event(line: bytes, offset: int, tally: Tally) -> AnyEvent | None:
    try:
        event: AnyEvent = events.decoder.decode(line)
        version = event.v
    except (msgspec.MsgspecError, ValueError, RecursionError):
        version = _version_of(line)
        if version == events.VERSION:
            tally.refuse(INVALID if line.endswith(b"\n") else TORN, offset)
            return None
    if version != events.VERSION:
        tally.refuse(VERSION, offset)
        return None
    tally.take(event)
    return event


def _version_of(line: bytes) -> int:
    try:
        return _version.decode(line).v
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return events.VERSION
