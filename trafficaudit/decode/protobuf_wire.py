"""The wire format of Protocol Buffers: one message's entries, and how likely bytes are to be a message at all."""

import math
import struct
from collections import deque
from typing import NamedTuple

from trafficaudit.decode import compression
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.text import as_text, telling

VARINT, FIXED64, BYTES, GROUP, _GROUP_END, FIXED32 = 0, 1, 2, 3, 4, 5
_LARGEST_NUMBER = (1 << 29) - 1
_RESERVED = range(19_000, 20_000)
_LIKELY_NUMBER = 4_096
_VARINT_BYTES = 10
_GROUPS = 64
_WEIGHED = 1_024
_NO_START = (_GROUP_END, 6, 7)


class Entry(NamedTuple):
    """One field on the wire: its number, wire type and the range of its value; ``inner`` for a group."""

    number: int
    kind: int
    start: int
    end: int
    inner: "list[Entry]"


def varint(raw: bytes, pos: int, end: int) -> tuple[int, int]:
    """Read a varint; the position is -1 where it does not end within ten bytes."""
    value = shift = 0
    for at in range(pos, min(pos + _VARINT_BYTES, end)):
        byte = raw[at]
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at + 1
        shift += 7
    return 0, -1


def entries(raw: bytes, start: int, end: int, budget: Budget) -> tuple[list[Entry], int]:
    """Read a message's entries in ``raw[start:end]`` and say how far that went; ``end`` where all of it is one."""
    found: list[Entry] = []
    groups: list[tuple[int, int, list[Entry]]] = []
    pos = start
    while pos < end:
        tag, value = varint(raw, pos, end) if raw[pos] > 127 else (raw[pos], pos + 1)
        number, kind = tag >> 3, tag & 7
        if value < 0 or not 0 < number <= _LARGEST_NUMBER or number in _RESERVED or not budget.spend(budget.TOKEN):
            break
        if kind == GROUP and len(groups) < _GROUPS:
            groups.append((number, value, found))
            found, pos = [], value
            continue
        if kind == _GROUP_END and groups and groups[-1][0] == number:
            _, begin, outer = groups.pop()
            outer.append(Entry(number, GROUP, begin, pos, found))
            found, pos = outer, value
            continue
        begin, stop = _value(raw, kind, value, end)
        if stop < 0:
            break
        found.append(Entry(number, kind, begin, stop, _NONE))
        pos = stop
    if groups:
        return groups[0][2], min(groups[0][1], end - 1)
    return found, pos


_NONE: list[Entry] = []


def _value(raw: bytes, kind: int, pos: int, end: int) -> tuple[int, int]:
    """Give the range of a value; its end is -1 where it does not fit."""
    stop = -1
    if kind == VARINT:
        stop = pos + 1 if pos < end and raw[pos] < 128 else varint(raw, pos, end)[1]
    elif kind == BYTES:
        size, pos = varint(raw, pos, end)
        stop = pos + size if pos > 0 else -1
    elif kind in (FIXED64, FIXED32):
        stop = pos + (8 if kind == FIXED64 else 4)
    return pos, stop if stop <= end else -1


def plausible(raw: bytes, start: int, end: int, budget: Budget) -> bool:
    """Say whether unlabelled bytes are likely a message: they parse to the last one and say something."""
    if end - start < 4 or raw[start] < 8 or raw[start] & 7 in _NO_START:
        return False
    found, stop = entries(raw, start, end, budget)
    return stop == end and credible(raw, found)


def credible(raw: bytes, found: list[Entry]) -> bool:
    """Weigh entries that parsed: low numbers, one wire type for each, and text or a coordinate somewhere in them."""
    kinds: dict[int, int] = {}
    for entry in found[:_WEIGHED]:
        if entry.number > _LIKELY_NUMBER or kinds.setdefault(entry.number, entry.kind) != entry.kind:
            return False
    return _says_something(raw, found)


def _says_something(raw: bytes, found: list[Entry]) -> bool:
    """Look for ordinary text, a compressed run or a sane coordinate, breadth first, in a bounded number of entries."""
    budget = Budget(Limits(work=_WEIGHED * Budget.TOKEN))
    queue = deque(found[:_WEIGHED])
    for _ in range(_WEIGHED):
        if not queue:
            return False
        entry = queue.popleft()
        size = entry.end - entry.start
        if entry.kind == GROUP:
            queue.extend(entry.inner[:_WEIGHED])
        elif entry.kind == FIXED64 and _sane(struct.unpack_from("<d", raw, entry.start)[0]):
            return True
        elif entry.kind == BYTES and size >= 3:
            text = as_text(raw[entry.start : min(entry.end, entry.start + 512)]) or as_text(
                raw[entry.start : entry.end]
            )
            if text is not None and telling(text):
                return True
            if text is None and compression.format_of(raw[entry.start : entry.end]) is not None:
                return True
            if text is None and budget.work > 0:
                inner, stop = entries(raw, entry.start, entry.end, budget)
                queue.extend(inner if stop == entry.end or budget.work < 0 else ())
    return False


def numbers(raw: bytes, entry: Entry) -> list[str]:
    """Give the readings of a number: integer (negative where its sign bit says so), and floating point."""
    if entry.kind == VARINT:
        value = varint(raw, entry.start, entry.end)[0] & (1 << 64) - 1
        return [str(value - (1 << 64) if value >> 63 else value)]
    run = raw[entry.start : entry.end]
    readings = [str(int.from_bytes(run, "little"))]
    real = struct.unpack("<d" if entry.kind == FIXED64 else "<f", run)[0]
    if _sane(real):
        readings.append(repr(real) if entry.kind == FIXED64 else single(real))
    return readings


def single(value: float) -> str:
    """Give the shortest decimal that reads back as the same single-precision number."""
    for digits in range(6, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("<f", float(text)) == struct.pack("<f", value):
            return repr(float(text))
    return repr(value)


def _sane(value: float) -> bool:
    return math.isfinite(value) and 1e-7 < abs(value) < 1e15


def packed(raw: bytes) -> list[tuple[str, int, int]]:
    """Read packed numbers with their ranges: doubles or floats of a usual size, else varints, else none."""
    for size, code in ((8, "<d"), (4, "<f")):
        if raw and len(raw) % size == 0:
            reals = [value for (value,) in struct.iter_unpack(code, raw)]
            if all(1e-4 < abs(value) < 1e6 or value == 0 for value in reals) and any(reals):
                shown = [repr(value) if size == 8 else single(value) for value in reals]
                return [(text, at * size, at * size + size) for at, text in enumerate(shown)]
    values: list[tuple[str, int, int]] = []
    pos = 0
    while pos < len(raw):
        value, stop = varint(raw, pos, len(raw))
        if stop < 0 or value >> 53:
            return []
        values.append((str(value), pos, stop))
        pos = stop
    return values
