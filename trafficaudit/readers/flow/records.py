"""The records of a flow file and the holes between them: one tagged netstring dictionary after the other.

A flow file has no index, header or checksum. Where a length is wrong, the next record is found again by the look of its
first key. mitmproxy has written a record's keys in an order that changed with its versions, so any key of a flow's
state may come first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trafficaudit.readers.file import Buffer, drop
from trafficaudit.readers.flow import tnetstring

KEYS = (
    rb"websocket|response|request|messages|version|type|mode|marked|error|client_conn|server_conn|id|metadata|comment"
    rb"|intercepted|is_replay|timestamp_created|backup"
)
START = re.compile(rb"\d{1,12}:\d{1,2}:(?:" + KEYS + rb")[;,]")
_STARTING = re.compile(rb"\d{1,12}(?::(?:\d{1,2}(?::[a-z_]{0,17})?)?)?")
_BACKUP = (b"6:backup;", b"6:backup,")
_DIGITS = 12
_WINDOW = 8 << 20
_OVERLAP = 64
# Steps that looking for the next record may cost in one file, so that no made-up file takes hours.
_WORK = 5_000_000
_TOKENS = 10_000


@dataclass(frozen=True, slots=True)
class Record:
    """A record with a whole length prefix: where it begins in the file, and the range of its dictionary's payload."""

    offset: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hole:
    """A range of the file in which no record could be told apart."""

    offset: int
    end: int
    reason: str


def starts_like_a_record(head: bytes) -> bool:
    """Tell whether a file that begins (or, when it is that short, is cut off) like this may be a flow file."""
    return bool(START.search(head) or _STARTING.fullmatch(head))


def split(buffer: Buffer, size: int) -> Iterator[Record | Hole]:
    """Go through the records of a flow file of ``size`` bytes, from first to last."""
    return _Splitter(buffer, size).run()


class _Splitter:
    def __init__(self, buffer: Buffer, size: int) -> None:
        self._buffer, self._size, self._work = buffer, size, _WORK

    def run(self) -> Iterator[Record | Hole]:
        at = 0
        while at < self._size:
            record = self._record(at)
            if record is not None:
                yield record
                at = record.end + 1
            elif self._is_cut(at):
                yield Hole(at, self._size, f"the file ends inside this record, {self._size - at} bytes into it")
                return
            else:
                after = self._resume(at + 1)
                why = "no record starts here" if self._work > 0 else "too damaged to be searched for records"
                yield Hole(at, after, f"{why}: {after - at} bytes were skipped")
                at = after

    def _record(self, at: int) -> Record | None:
        try:
            start, end, tag = tnetstring.token(self._buffer, at, self._size)
        except tnetstring.MalformedError:
            return None
        return Record(at, start, end) if tag == tnetstring.DICT else None

    def _is_cut(self, at: int) -> bool:
        """Tell a record that the end of the file cuts off from one whose length is wrong: its members fit so far."""
        outer = self._prefix(at)
        if outer is None or outer[1] < self._size:
            return False
        at, end = outer
        for _ in range(_TOKENS):
            self._work -= 1
            if at >= self._size:
                return True
            inner = self._prefix(at)
            if inner is None or inner[1] >= end:
                return False
            if inner[1] >= self._size:
                return True
            if self._buffer[inner[1]] not in tnetstring.TAGS:
                return False
            at = inner[1] + 1
        return False

    def _prefix(self, at: int) -> tuple[int, int] | None:
        """Give start and end of the value at ``at``; a prefix that the end of the file cuts ends nowhere (2**63)."""
        piece = self._buffer[at : at + _DIGITS + 1]
        digits, colon, _ = piece.partition(b":")
        if not digits.isdigit() or len(digits) > _DIGITS:
            return None
        if colon:
            start = at + len(digits) + 1
            return start, start + int(digits)
        return (self._size, 1 << 63) if at + len(piece) == self._size else None

    def _resume(self, at: int) -> int:
        """Give the offset of the next plausible record at or after ``at``; the end of the file where there is none."""
        while at < self._size and self._work > 0:
            stop = min(at + _WINDOW, self._size)
            match = START.search(self._buffer, at, stop)
            if match is None:
                drop(self._buffer, at, stop)
                at = max(at + 1, stop - _OVERLAP) if stop < self._size else stop
                continue
            found = match.start()
            del match
            if self._plausible(found):
                return found
            at = found + 1
        return self._size

    def _plausible(self, at: int) -> bool:
        """Tell whether a whole flow state starts here: it can be walked to its end and carries a version."""
        self._work -= 1
        if self._buffer[max(at - len(_BACKUP[0]), 0) : at].endswith(_BACKUP):
            return False
        record = self._record(at)
        if record is None:
            return self._is_cut(at)
        found: dict[bytes, tnetstring.Token] = {}
        try:
            tnetstring.members(self._buffer, record.start, record.end, found)
        except tnetstring.MalformedError:
            return False
        finally:
            self._work -= len(found)
        return b"version" in found
