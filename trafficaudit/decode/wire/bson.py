"""BSON (bsonspec.org, version 1.1), which MongoDB's and Realm's SDKs send: documents that begin with their own size.

A document is taken where its size, and that of each one in it, is that of the bytes. Several may follow each other.
"""

import struct
from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from trafficaudit.decode.limits import WORK, Bound
from trafficaudit.decode.node import Child, Node, Opened, item, join, step
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire.instant import since_1970

NAME = "bson"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = bytes(range(256))
"""What bytes of this format begin with."""

_SHORTEST = 8
_DEEPEST = 128
_DEEP = Bound(f"a BSON document of more than {_DEEPEST} levels")
_TYPES = frozenset((*range(0x01, 0x14), 0x7F, 0xFF))
_DOCUMENTS = {0x03: False, 0x04: True}
_CONSTANTS = {0x06: "undefined", 0x0A: "null", 0x7F: "max", 0xFF: "min"}
_FIXED = {0x01: 8, 0x07: 12, 0x08: 1, 0x09: 8, 0x10: 4, 0x11: 8, 0x12: 8, 0x13: 16}
_BINARY, _REGULAR, _POINTER, _SCOPED, _OBJECT_ID, _DATE = 0x05, 0x0B, 0x0C, 0x0F, 0x07, 0x09

_UUID = b"\4"
"""The kind of bytes that are a UUID, in the order in which it is written."""

type _Frame = tuple[str, str, bool, int]
"""An open document: its prefix and key, whether it is a list, and where its last byte stands."""


def sniff(node: Node) -> bool:
    """See ``Decoder``: documents that fill the bytes, the first with a type that there is."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes look like documents by their sizes, types and last bytes."""
    size, pos = len(raw), 0
    if size < _SHORTEST or raw[-1] or raw[4] not in _TYPES:
        return False
    while pos < size:
        pos = _end(raw, pos, size)
        if pos < 0:
            return False
    return True


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar, where the bytes are documents to the last one and hold a name that is text."""
    raw, size = node.raw, len(node.raw)
    starts, pos = [0], _end(node.raw, 0, size)
    while 0 < pos < size:
        starts.append(pos)
        pos = _end(raw, pos, size)
    children: list[Child] = []
    for index, start in enumerate(starts):
        prefix = item(node.prefix, index) if len(starts) > 1 else node.prefix
        reader = _Document(node, children)
        if not reader.read(start, prefix):
            return
        if reader.problem:
            left = [(node.path, reader.pos, size, reader.problem)]
            yield Opened((NAME,), children, sure=True, obstacles=left)
            return
    yield Opened((NAME,), children, sure=True)


def _end(raw: bytes, pos: int, limit: int) -> int:
    """Say where the document at a position ends; -1 where there is none."""
    size = int.from_bytes(raw[pos : pos + 4], "little")
    end = pos + size
    return end if size >= 5 and pos + 5 <= end <= limit and raw[end - 1] == 0 else -1


class _Document:
    """One document, read without recursion."""

    def __init__(self, node: Node, children: list[Child]) -> None:
        self.node, self.raw, self.children = node, node.raw, children
        self.frames: list[_Frame] = []
        self.pos, self.problem = 0, ""

    def read(self, start: int, prefix: str) -> bool:
        """Read all of it; false where it is none after all."""
        node, raw = self.node, self.raw
        self.frames.append((prefix, node.key, False, _end(raw, start, len(raw)) - 1))
        self.pos = start + 4
        while self.frames and not self.problem:
            if len(self.children) > node.room or not node.budget.spend(node.budget.TOKEN):
                self.problem = WORK
                return True
            last = self.frames[-1][3]
            if self.pos == last:
                self.frames.pop()
                self.pos += 1
            elif not self._element(last):
                return False
        return True

    def _element(self, last: int) -> bool:
        """Read one element that ends before ``last``."""
        raw, kind, first = self.raw, self.raw[self.pos], self.pos + 1
        close = raw.find(b"\0", first, min(last, first + 1_024))
        name = as_text(raw[first:close]) if close >= 0 else None
        if name is None or kind not in _TYPES:
            return False
        if len(self.frames) > _DEEPEST:
            self.problem = _DEEP
            return True
        path, key = self._named(name, first, close)
        self.pos = close + 1
        if kind in _DOCUMENTS:
            end = _end(raw, self.pos, last)
            if end < 0:
                return False
            self.frames.append((path, key, _DOCUMENTS[kind], end - 1))
            self.pos += 4
            return True
        stop = self._value(kind, path, key, last)
        if not self.pos <= stop <= last:
            return False
        self.pos = stop
        return True

    def _named(self, name: str, first: int, last: int) -> tuple[str, str]:
        """Give path and key of an element; a name that looks like data is a value as well."""
        prefix, above, listed, _ = self.frames[-1]
        if listed and name.isascii() and name.isdigit() and len(name) < 10:
            return item(prefix, int(name)), above
        written, data = step(name)
        path = join(prefix, written)
        if data:
            self.children.append((path, name, name, first, last, True))
        return path, name

    def _value(self, kind: int, path: str, key: str, last: int) -> int:
        """Take a value that is no document; give where it ends, -1 where it does not fit."""
        raw, pos = self.raw, self.pos
        if kind in _CONSTANTS:
            self.children.append((path, key, _CONSTANTS[kind], pos, pos, False))
            return pos
        if kind in _FIXED:
            end = pos + _FIXED[kind]
            if end <= last:
                self.children.append((path, key, _fixed(kind, raw[pos:end]), pos, end, False))
            return end
        if kind == _REGULAR:
            close = raw.find(b"\0", pos, last)
            end = raw.find(b"\0", close + 1, last) if close >= 0 else -1
            self._take(path, key, pos, close)
            return end + 1 if end >= 0 else -1
        return self._sized(kind, path, key, last)

    def _sized(self, kind: int, path: str, key: str, last: int) -> int:
        """Take what has its size in front."""
        raw, pos = self.raw, self.pos
        size = int.from_bytes(raw[pos : pos + 4], "little")
        if kind == _BINARY and size == 16 and raw[pos + 4 : pos + 5] == _UUID and pos + 21 <= last:
            self.children.append((path, key, str(UUID(bytes=raw[pos + 5 : pos + 21])), pos + 5, pos + 21, False))
            return pos + 21
        if kind == _BINARY:
            self._take(path, key, pos + 5, min(pos + 5 + size, last))
            return pos + 5 + size
        if kind == _SCOPED:
            self._take(path, key, pos + 4, min(pos + size, last))
            return pos + size if size >= 14 else -1
        end = pos + 4 + size
        if not size or end > last or raw[end - 1] != 0:
            return -1
        self._take(path, key, pos + 4, end - 1)
        return end + 12 if kind == _POINTER else end

    def _take(self, path: str, key: str, start: int, end: int) -> None:
        value = self.raw[start:end]
        if value:
            self.children.append((path, key, as_text(value) or value, start, end, True))


def _fixed(kind: int, run: bytes) -> str:
    if kind == 0x01:
        return repr(struct.unpack("<d", run)[0])
    if kind == 0x08:
        return "true" if run[0] else "false"
    if kind == _OBJECT_ID:
        return run.hex()
    if kind == 0x13:
        return _decimal(int.from_bytes(run, "little"))
    number = int.from_bytes(run, "little", signed=kind != 0x11)
    return since_1970(number) if kind == _DATE else str(number)


def _decimal(bits: int) -> str:
    """Write a decimal of 128 bits (IEEE 754-2008, 3.5.2, a whole number for its digits) with its point."""
    high = bits >> 122 & 31
    if high >= 30:
        return "inf" if high == 30 else "nan"
    # Where the two bits behind the sign are set, the digits are more than 34, which counts as nought.
    exponent, digits = (bits >> 111 & 0x3FFF, 0) if high >= 24 else (bits >> 113 & 0x3FFF, bits & (1 << 113) - 1)
    return str(Decimal((bits >> 127, tuple(map(int, str(digits))), exponent - 6176)))
