"""Where records begin and end in a stream of bytes of an unknown protocol, whatever pieces it came in.

A record is found by the lengths before it, where these lead from the first byte to the last (``FRAMINGS``), or else by
itself: JSON, gzip or zlib with a head of up to eight bytes, at a piece's start or right behind the one before.
"""

import json
import re
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, MutableMapping, Sequence

type Ranges = list[tuple[int, int]]
"""``(start, end)`` of records without what stands before them."""

MOST = 1 << 12
"""Records inside of single pieces of one stream that are given: each costs as much as a message."""
_MOST = 1 << 16
"""Records of one stream that are looked for: bounds the time of streams made of tiny ones."""
MANY = f"has sections of more than {MOST} records: of those inside of one message not all were read by themselves"
TINY = f"has sections of more than {_MOST} records with lengths: those after them were not read by themselves"
LONG = "has sections that hold too much: documents over several messages were not all looked for"
"""What is said of a conversation in which a bound was reached."""
_FEWEST = 3
"""Records after which lengths that fit are believed."""
_ORIGINS = 8
"""Pieces at which the first record is looked for: a section of a long stream begins somewhere in one."""
_SURE = 4
"""Bytes of a length from which on few bytes look like one: only then the last record may be on its way still."""
_HEAD = 8
_OPENING = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|\{\s*[\"}]|\[\s*[\[{\"\]0-9]")
_PACKED = (0x1F, 0x78)
_WORK = 128 << 20
"""Bytes that may be parsed or inflated to find the documents of one stream."""
_FIRST_LOOK, _INFLATED_ONCE = 1 << 12, 1 << 20
_TOKEN = 64
"""Bytes before the end of what was looked at in which an error may be that of a document which goes on."""
_JSON = json.JSONDecoder(strict=False)
_PUBLISH, _CONNECT = 3, 1
_CONNACK_LENGTHS = range(2, 256)
_MQTT_NAMES = (b"\0\4MQTT", b"\0\6MQIsdp")


def records(
    data: bytes, starts: Sequence[int], limits: MutableMapping[str, None] | None = None
) -> Iterator[tuple[int, int]]:
    """Give the ranges of records that are no piece by themselves; those across pieces always, others up to ``MOST``.

    Args:
        data: the stream, as far as it is there.
        starts: where each piece begins, ascending; the first is 0.
        limits: takes what is to be said of bounds that ended the search for them.
    """
    limits = {} if limits is None else limits
    framed = _framed(data, starts)
    if len(framed) >= _MOST:
        limits[TINY] = None
    ends = {end for _, end in framed}
    inside = before = 0
    for start, end in [*framed, *(each for each in _documents(data, starts, limits) if each[1] not in ends)]:
        index = bisect_right(starts, start)
        border = starts[index] if index < len(starts) else len(data)
        if end <= border:
            alone = end == border and start - starts[index - 1] <= _HEAD and before <= starts[index - 1]
            before = end
            inside += not alone
            if inside > MOST:
                limits[MANY] = None
            if alone or inside > MOST:
                continue
        if start < end and end - start < len(data):
            yield start, end


def _framed(data: bytes, starts: Sequence[int]) -> Ranges:
    """Give the records by the first framing that fits, if need be from the first piece at which one does."""
    for origin in starts[:_ORIGINS]:
        rest = data[origin:]
        for framing in FRAMINGS if origin == 0 else SURE:
            found = framing(rest)
            if found:
                return [(origin + start, origin + end) for start, end in found]
    return []


def _lengths(width: int, order: str, *, whole: bool = False) -> Callable[[bytes], Ranges | None]:
    """Give a framing by a length of so many bytes, which counts itself too where it is that of the ``whole``."""

    def ranges(data: bytes) -> Ranges | None:
        out: Ranges = []
        at, size = 0, len(data)
        while at < size:
            length = int.from_bytes(data[at : at + width], "big" if order == "big" else "little")
            length -= width if whole else 0
            if length <= 0:
                return None
            if len(out) == _MOST:
                return out
            if at + width + length > size:
                return out if width >= _SURE and len(out) >= _FEWEST and length <= _longest(out) else None
            out.append((at + width, at + width + length))
            at += width + length
        return out if len(out) >= _FEWEST else None

    return ranges


def _longest(records: Ranges) -> int:
    """Say how long a record may be that is not all there, after those that are."""
    return 16 * max(end - start for start, end in records)


def varints(data: bytes) -> Ranges | None:
    """Frame by varint lengths (protobuf.dev, Encoding; "delimited" messages of its libraries)."""
    out: Ranges = []
    at, size = 0, len(data)
    while at < size:
        length, start = _varint(data, at)
        if start < 0 or length == 0:
            return None
        if len(out) == _MOST:
            return out
        if start + length > size:
            return None
        out.append((start, start + length))
        at = start + length
    return out if len(out) >= _FEWEST else None


def mqtt(data: bytes) -> Ranges | None:
    """Frame MQTT 3.1 to 5 (OASIS): the payloads of PUBLISH packets, what other packets hold behind their head.

    A side is known by its first packet: CONNECT of a client, CONNACK of a server.
    """
    kind = data[0] >> 4 if data else 0
    length, start = _varint(data, 1)
    named = kind == _CONNECT and data.startswith(_MQTT_NAMES, start)
    answers = data[:1] == b"\x20" and length in _CONNACK_LENGTHS and data[start : start + 1] in (b"\0", b"\1")
    if start < 0 or not (named or answers):
        return None
    level = start + 2 + int.from_bytes(data[start : start + 2], "big")
    five = named and data[level : level + 1] == b"\x05"
    out: Ranges = []
    at = 0
    while at < len(data) and len(out) < _MOST:
        length, start = _varint(data, at + 1)
        if start < 0 or start + length > len(data):
            break
        if data[at] >> 4 == _PUBLISH:
            out.append((_payload(data, data[at], start, start + length, five=five), start + length))
        else:
            out.append((start, start + length))
        at = start + length
    return out


def _payload(data: bytes, head: int, start: int, end: int, *, five: bool) -> int:
    """Say where the payload of a PUBLISH packet begins (MQTT 5.0, 3.3): behind topic, packet identifier, properties."""
    at = start + 2 + int.from_bytes(data[start : start + 2], "big") + (2 if head >> 1 & 3 else 0)
    if five:
        length, behind = _varint(data, at)
        at = behind + length if behind >= 0 else at
    return min(at, end)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Read a varint of up to four bytes; give it and where it ends, -1 where there is none."""
    value = 0
    for index, byte in enumerate(data[at : at + 4]):
        value |= (byte & 0x7F) << 7 * index
        if byte < 0x80:
            return value, at + index + 1
    return 0, -1


SURE: tuple[Callable[[bytes], Ranges | None], ...] = (
    mqtt,
    _lengths(4, "big"),
    _lengths(4, "little"),
    _lengths(4, "big", whole=True),
)
FRAMINGS: tuple[Callable[[bytes], Ranges | None], ...] = (*SURE, _lengths(2, "big"), _lengths(2, "little"), varints)
"""Ways in which a stream says where its records end; each gives ``None`` where it is not that of the stream.

The first few are told by few bytes; the others, which any bytes may look like, only by the stream from its beginning.
"""


def _documents(data: bytes, starts: Sequence[int], limits: MutableMapping[str, None]) -> Iterator[tuple[int, int]]:
    """Give documents that begin at a piece's start, or behind one that was found."""
    at, work = 0, _WORK
    while work > 0:
        match = _OPENING.search(data, at, at + _HEAD + 4)
        end = -1
        if match is not None and match.start() - at <= _HEAD:
            ends = _inflated_end if match[0][0] in _PACKED else _json_end
            end, spent = ends(data, match.start(), work)
            work -= spent
        if end > at:
            yield at, end
            at = end
            continue
        border = bisect_right(starts, at)
        if border == len(starts):
            return
        at = starts[border]
        work -= 1
    limits[LONG] = None


def _json_end(data: bytes, at: int, work: int) -> tuple[int, int]:
    """Say where a JSON document ends, -1 where none does, and how many bytes were looked at."""
    room, spent = _FIRST_LOOK, 0
    while spent < work:
        spent += room
        text = data[at : at + room].decode("utf-8", "surrogateescape")
        try:
            _, end = _JSON.raw_decode(text)
        except json.JSONDecodeError as error:
            cut = error.pos > len(text) - _TOKEN or error.msg.startswith("Unterminated")
            if at + room >= len(data) or not cut:
                return -1, spent
            room *= 8
            continue
        except (ValueError, RecursionError):
            return -1, spent
        return at + len(text[:end].encode("utf-8", "surrogateescape")), spent
    return -1, spent


def _inflated_end(data: bytes, at: int, work: int) -> tuple[int, int]:
    """Say where a compressed run ends, -1 where it is none or does not end, and how many bytes were looked at."""
    decoder = zlib.decompressobj(zlib.MAX_WBITS | 32)
    fed, spent = at, 0
    try:
        while not decoder.eof and spent < work:
            left = decoder.unconsumed_tail or data[fed : fed + _FIRST_LOOK]
            if not left:
                return -1, spent
            fed += 0 if decoder.unconsumed_tail else len(left)
            spent += len(left) + len(decoder.decompress(left, _INFLATED_ONCE))
    except zlib.error:
        return -1, spent
    return (fed - len(decoder.unused_data) if decoder.eof else -1), spent
