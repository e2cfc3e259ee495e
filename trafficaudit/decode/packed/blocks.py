"""LZ4 (its block and frame formats) and Snappy (its format, its framing, and that of snappy-java), within a bound.

Both copy bytes that came before; neither packs letters, so that a run is read step by step, and what came out before a
break is kept. Alibaba's log service and its kits send blocks of LZ4, Prometheus' remote write Snappy. Sources:
lz4_Block_format.md and lz4_Frame_format.md of lz4/lz4; format_description.txt and framing_format.txt of google/snappy;
SnappyOutputStream of xerial/snappy-java.
"""

import re
from collections.abc import Callable
from typing import Literal

from trafficaudit.decode.limits import beyond

MAGIC = {
    "lz4": re.compile(rb"\x04\x22\x4d\x18[\x40-\x7f]").match,
    "snappy-framed": re.compile(rb"\xff\x06\0\0sNaPpY").match,
    "snappy-java": re.compile(rb"\x82SNAPPY\0").match,
}
"""What runs of these formats begin with; blocks of LZ4 and of Snappy begin with nothing of their own."""

_TEXT = rb"[\t\n\r -~]{4}"
_LITERAL = re.escape(bytes(range(0x0C, 0xF0, 4)))
UNLABELLED = {
    "snappy": re.compile(
        rb"(?:[\x10-\x7f]|[\x80-\xff][\x01-\x7f]|[\x80-\xff]{2}[\x01-\x7f])"
        rb"(?:[" + _LITERAL + rb"]|\xf0[\x3b-\xff]|\xf4.[^\0])" + _TEXT,
        re.DOTALL,
    ).match,
    "lz4-block": re.compile(rb"(?:[\x40-\xef]|[\xf0-\xff]\xff*[\0-\xfe])" + _TEXT).match,
}
"""What blocks may begin with that make text: a few bytes as they stand before the first copy."""

_SHORTEST_COPY = 4
_NIBBLE, _BYTE = 15, 255
_SIZED, _DICTIONARY, _BLOCK_SUM, _CONTENT_SUM = 8, 1, 16, 4
_STORED = 0x8000_0000
_LZ4_HEAD, _SNAPPY_HEAD, _JAVA_HEAD, _SUM = 7, 10, 16, 4
_SKIPPED = range(0x80, 0x100)
_WIDE = 59
"""Bytes that a step of Snappy takes as they stand, less one; above it says how many bytes their number has."""


class _BrokenError(Exception):
    """The run breaks where it stands."""


class _FullError(Exception):
    """More came out than may."""


def open_run(name: str, raw: bytes, limit: int) -> tuple[bytes, int, str]:
    """Open a run of one of ``NAMES`` up to ``limit`` bytes.

    Returns:
        What came out, how many bytes went in, and what stopped it (empty: the run was whole).
    """
    run = _Run(raw, limit)
    try:
        _OPEN[name](run)
    except _BrokenError:
        return bytes(run.out), run.at, f"broken {name} at byte {run.at}"
    except _FullError:
        return bytes(run.out[:limit]), len(raw), beyond(limit, len(raw) - run.at, len(raw))
    return bytes(run.out), run.at, ""


def size_of(raw: bytes, start: int = 0) -> tuple[int, int]:
    """Give how many bytes a block of Snappy says that it makes, and where its steps begin; -1 where it says nothing."""
    size = 0
    for number, byte in enumerate(raw[start : start + 5]):
        size |= (byte & 0x7F) << 7 * number
        if byte < 0x80:
            return size, start + number + 1
    return -1, start


class _Run:
    """Where reading stands, and what came out."""

    __slots__ = ("at", "limit", "out", "raw")

    def __init__(self, raw: bytes, limit: int) -> None:
        self.raw, self.limit, self.at, self.out = raw, limit, 0, bytearray()

    def lz4_block(self, end: int) -> None:
        """Take steps of LZ4: bytes as they stand, then a copy; the last step has no copy."""
        raw = self.raw
        while self.at < end:
            token = raw[self.at]
            self.at += 1
            self._take(self._more(token >> 4, end), end)
            if self.at == end:
                return
            offset = self._number(2, "little")
            self._copy(offset, self._more(token & _NIBBLE, end) + _SHORTEST_COPY)
        raise _BrokenError

    def lz4(self) -> None:
        """Take a frame of LZ4, whose blocks may copy from each other."""
        flags = self.raw[4]
        self.at = _LZ4_HEAD + (8 if flags & _SIZED else 0) + (4 if flags & _DICTIONARY else 0)
        while (size := self._number(4, "little")) != 0:
            end = self._end(size & ~_STORED)
            if size & _STORED:
                self._take(size & ~_STORED, end)
            else:
                self.lz4_block(end)
            self.at = end + (_SUM if flags & _BLOCK_SUM else 0)
        self.at = min(len(self.raw), self.at + (_SUM if flags & _CONTENT_SUM else 0))

    def snappy(self, end: int) -> None:
        """Take steps of Snappy, as many as make the bytes that stand before them."""
        (told, self.at), before = size_of(self.raw[:end], self.at), len(self.out)
        while 0 <= len(self.out) - before < told:
            if self.at >= end:
                raise _BrokenError
            tag = self.raw[self.at]
            kind, high = tag & 3, tag >> 2
            self.at += 1
            if kind == 0:
                self._take(1 + (self._number(high - _WIDE, "little") if high > _WIDE else high), end)
            elif kind == 1:
                self._copy(self._number(1, "little") + (tag >> 5 << 8), (high & 7) + _SHORTEST_COPY)
            else:
                self._copy(self._number(2 if kind == 2 else 4, "little"), high + 1)
        if told < 0 or len(self.out) - before != told:
            raise _BrokenError

    def snappy_framed(self) -> None:
        """Take chunks of the framing format; those that say nothing are passed over."""
        self.at = _SNAPPY_HEAD
        while self.at < len(self.raw):
            kind, size = self.raw[self.at], int.from_bytes(self.raw[self.at + 1 : self.at + 4], "little")
            if kind > 1 and kind not in _SKIPPED:
                raise _BrokenError
            self.at += 4
            start, end = self.at, self._end(size)
            self.at += _SUM
            if kind == 0:
                self.snappy(end)
            elif kind == 1:
                self._take(max(0, size - _SUM), end)
            self.at = end
            if end < start + size:
                raise _BrokenError

    def snappy_java(self) -> None:
        """Take blocks, each behind its length."""
        self.at = _JAVA_HEAD
        while self.at < len(self.raw):
            size = self._number(4, "big")
            end = self._end(size)
            self.snappy(end)
            self.at = end

    def _end(self, size: int) -> int:
        """Give where a chunk ends, of which the last bytes may be missing."""
        return min(self.at + size, len(self.raw))

    def _number(self, size: int, order: Literal["little", "big"]) -> int:
        if self.at + size > len(self.raw):
            raise _BrokenError
        self.at += size
        return int.from_bytes(self.raw[self.at - size : self.at], order)

    def _more(self, size: int, end: int) -> int:
        """Give a length, of which bytes of 255 say that another one follows."""
        more = _BYTE if size == _NIBBLE else 0
        while more == _BYTE:
            if self.at >= end:
                raise _BrokenError
            more = self.raw[self.at]
            size, self.at = size + more, self.at + 1
        return size

    def _take(self, size: int, end: int) -> None:
        """Take bytes as they stand."""
        start, self.at = self.at, min(self.at + size, end)
        self.out += self.raw[start : self.at]
        if len(self.out) > self.limit:
            raise _FullError
        if self.at < start + size:
            raise _BrokenError

    def _copy(self, offset: int, size: int) -> None:
        """Repeat what stands ``offset`` bytes before the end; it may reach into what it makes."""
        out = self.out
        if not 0 < offset <= len(out):
            raise _BrokenError
        size = min(size, self.limit + 1 - len(out))
        start = len(out) - offset
        out += out[start : start + size] if size <= offset else (out[start:] * (size // offset + 1))[:size]
        if len(out) > self.limit:
            raise _FullError


_OPEN: dict[str, Callable[[_Run], None]] = {
    "lz4": _Run.lz4,
    "lz4-block": lambda run: run.lz4_block(len(run.raw)),
    "snappy": lambda run: run.snappy(len(run.raw)),
    "snappy-framed": _Run.snappy_framed,
    "snappy-java": _Run.snappy_java,
}
NAMES = frozenset(_OPEN)
"""The formats that are read here."""
