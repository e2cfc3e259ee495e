"""The wire format of Protocol Buffers: one message's entries, and how likely bytes are to be a message at all."""

import math
import struct
from collections.abc import Iterator
from itertools import islice

from trafficaudit.decode import known
from trafficaudit.decode.limits import Budget, Limits
from trafficaudit.decode.numeral import single
from trafficaudit.decode.text import as_text, telling

VARINT, FIXED64, BYTES, GROUP, _GROUP_END, FIXED32 = 0, 1, 2, 3, 4, 5
_LARGEST_NUMBER = (1 << 29) - 1
_RESERVED = range(19_000, 20_000)
_LIKELY_NUMBER = 4_096
_VARINT_BYTES = 10
_GROUPS = 64
_WEIGHED = 1_024
_WEIGHING = Limits(work=_WEIGHED * Budget.TOKEN)
_HEAD = 512
_LOOK = 8 * Budget.TOKEN
"""Units of work of weighing a value that is no text: whether it is packed is tried in several ways."""
_NO_START = (_GROUP_END, 6, 7)


type Entry = tuple[int, int, int, int, list[Entry]]
"""``(number, kind, start, end, inner)`` of one field on the wire: its number, wire type and the range of its value;
``inner`` for a group."""


def varint(raw: bytes, pos: int, end: int) -> tuple[int, int]:
    """Read a varint; the position is -1 where it does not end within ten bytes."""
    value = shift = 0
    for byte in raw[pos : min(pos + _VARINT_BYTES, end)]:
        pos += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, pos
        shift += 7
    return 0, -1


def entries(raw: bytes, start: int, end: int, budget: Budget) -> tuple[list[Entry], int]:
    """Read a message's entries in ``raw[start:end]`` and say how far that went; ``end`` where all of it is one."""
    found: list[Entry] = []
    groups: list[tuple[int, int, list[Entry]]] = []
    pos, work = start, budget.work
    while pos < end:
        # Numbers below 128 are one byte: most tags and lengths are worth no call.
        tag, value = varint(raw, pos, end) if raw[pos] > 127 else (raw[pos], pos + 1)
        number, kind = tag >> 3, tag & 7
        if not 0 < number < _RESERVED.start and not _RESERVED.stop <= number <= _LARGEST_NUMBER:
            break
        work -= Budget.TOKEN
        if work < 0:
            break
        if kind == BYTES and value < end and raw[value] < 128:
            begin, stop = value + 1, value + 1 + raw[value]
        elif kind == VARINT and value < end and raw[value] < 128:
            begin, stop = value, value + 1
        elif kind == GROUP and len(groups) < _GROUPS:
            groups.append((number, value, found))
            found, pos = [], value
            continue
        elif kind == _GROUP_END and groups and groups[-1][0] == number:
            _, begin, outer = groups.pop()
            outer.append((number, GROUP, begin, pos, found))
            found, pos = outer, value
            continue
        else:
            begin, stop = _value(raw, kind, value, end)
        if not 0 < stop <= end:
            break
        found.append((number, kind, begin, stop, _NONE))
        pos = stop
    budget.work = work
    if groups:
        return groups[0][2], min(groups[0][1], end - 1)
    return found, pos


_NONE: list[Entry] = []


def _value(raw: bytes, kind: int, pos: int, end: int) -> tuple[int, int]:
    """Give the range of a value; its end is -1, or lies past ``end``, where it does not fit."""
    stop = -1
    if kind == VARINT:
        stop = varint(raw, pos, end)[1]
    elif kind == BYTES:
        size, pos = varint(raw, pos, end)
        stop = pos + size if pos > 0 else -1
    elif kind in (FIXED64, FIXED32):
        stop = pos + (8 if kind == FIXED64 else 4)
    return pos, stop


def plausible(raw: bytes, start: int, end: int, budget: Budget) -> bool:
    """Say whether unlabelled bytes are likely a message: they parse to the last one and say something."""
    if end - start < 4 or raw[start] < 8 or raw[start] & 7 in _NO_START:
        return False
    if raw[start] < 128 and raw[start] & 7 == BYTES and end - start - 2 < raw[start + 1] < 128:
        return False  # its first value is longer than all there is
    found, stop = entries(raw, start, end, budget)
    return stop == end and credible(raw, found, budget)


def credible(raw: bytes, found: list[Entry], budget: Budget) -> bool:
    """Weigh entries that parsed: low numbers, one wire type for each, and text or a coordinate somewhere in them."""
    return is_usual(found) and says_something(raw, found, budget) >= 0


def is_usual(found: list[Entry]) -> bool:
    """Say whether entries have low numbers, and one wire type for each."""
    kinds = {entry[:2] for entry in found[:_WEIGHED]}
    return bool(kinds) and max(kinds)[0] <= _LIKELY_NUMBER and len(dict(kinds)) == len(kinds)


def says_something(raw: bytes, found: list[Entry], budget: Budget) -> int:
    """Look for ordinary text, a packed run or a sane coordinate, breadth first, in a bounded number of entries.

    Returns:
        Where it begins, -1 where there is none.
    """
    within: Budget | None = None
    queue = found[:_WEIGHED]
    # The queue grows while it is gone through.
    for _, kind, start, end, inner in islice(queue, _WEIGHED):
        if kind == GROUP:
            queue.extend(inner[:_WEIGHED])
        elif kind == FIXED64 and _sane(struct.unpack_from("<d", raw, start)[0]):
            return start
        elif kind == BYTES and end - start >= 3:
            text = as_text(raw[start : min(end, start + _HEAD)])
            if text is None and end - start > _HEAD:
                text = as_text(raw[start:end])
            if text is not None and telling(text):
                return start
            if text is not None:
                continue
            if not budget.spend(_LOOK + (end - start >> 4)):
                return -1
            if known.shows(raw[start:end]):
                return start
            within = within or Budget(_WEIGHING)
            if within.work > 0:
                found, stop = entries(raw, start, end, within)
                queue.extend(found if stop == end or within.work < 0 else ())
    return -1


def numbers(raw: bytes, entry: Entry) -> list[str]:
    """Give the readings of a number: integer (negative where its sign bit says so), and floating point."""
    _, kind, start, end, _ = entry
    if kind == VARINT:
        if end - start == 1:
            return [str(raw[start])]
        value = varint(raw, start, end)[0] & (1 << 64) - 1
        return [str(value - (1 << 64) if value >> 63 else value)]
    run = raw[start:end]
    readings = [str(int.from_bytes(run, "little"))]
    real = struct.unpack("<d" if kind == FIXED64 else "<f", run)[0]
    if _sane(real):
        readings.append(repr(real) if kind == FIXED64 else single(real))
    return readings


def _sane(value: float) -> bool:
    return math.isfinite(value) and 1e-7 < abs(value) < 1e15


def reals(raw: bytes) -> Iterator[tuple[str, int, int]]:
    """Read packed doubles or floats with their ranges, where all of them are of a usual size and not all nought."""
    for size, code in ((8, "<d"), (4, "<f")):
        if len(raw) % size or not all(_is_usual(value) for (value,) in struct.iter_unpack(code, raw)):
            continue
        if raw.strip(b"\0"):
            for at, (value,) in enumerate(struct.iter_unpack(code, raw)):
                yield repr(value) if size == 8 else single(value), at * size, at * size + size
            return


def _is_usual(value: float) -> bool:
    return 1e-4 < abs(value) < 1e6 or value == 0


def packed(raw: bytes) -> list[tuple[str, int, int]]:
    """Read packed numbers with their ranges: doubles or floats of a usual size, else varints, else none."""
    found = list(reals(raw))
    if found:
        return found
    values: list[tuple[str, int, int]] = []
    pos = 0
    while pos < len(raw):
        value, stop = varint(raw, pos, len(raw))
        if stop < 0 or value >> 53:
            return []
        values.append((str(value), pos, stop))
        pos = stop
    return values
