"""Places as databases of maps write them: well-known binary, and PostGIS' own kind of it, mostly in hexadecimal digits.

A byte tells the order of bytes, four the kind of shape; flags in it say that more numbers or the system of coordinates
(4326 are degrees) follow. Only points are read, which are where somebody is. Sources: OGC 06-103r4, 8.2; PostGIS, EWKB.
"""

import math
import struct
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened

NAME = "wkb"
MEDIA = None
TEXT = None
MARKS = ""
ONLY = None

FIRST = b"\0\1"
"""What bytes without a label can begin with."""

_HEAD, _SYSTEM, _NUMBER = 5, 4, 8
_POINT, _WITH_SYSTEM, _HIGHER, _MEASURED = 1, 0x2000_0000, 0x8000_0000, 0x4000_0000
_DEGREES = 4326
_LONGEST = _HEAD + _SYSTEM + 4 * _NUMBER
_DECIMALS = 7
"""A centimetre; more digits come from the way in which numbers are kept."""


def read(raw: bytes) -> tuple[float, float] | None:
    """Give latitude and longitude of a point; ``None`` where bytes are none, or its system is another one.

    >>> read(bytes.fromhex("0101000020E61000000000000000C05F400000000000C84240"))
    (37.5625, 127.0)
    """
    if not _HEAD + 2 * _NUMBER <= len(raw) <= _LONGEST or raw[0] not in FIRST:
        return None
    order = "<" if raw[0] else ">"
    (kind,) = struct.unpack_from(f"{order}I", raw, 1)
    start = _HEAD + (_SYSTEM if kind & _WITH_SYSTEM else 0)
    further = bool(kind & _HIGHER) + bool(kind & _MEASURED)
    if kind & 0x0FFF_FFFF != _POINT or len(raw) != start + (2 + further) * _NUMBER:
        return None
    if start > _HEAD and struct.unpack_from(f"{order}I", raw, _HEAD) != (_DEGREES,):
        return None
    longitude, latitude = struct.unpack_from(f"{order}2d", raw, start)
    if not (math.isfinite(longitude) and math.isfinite(latitude)) or abs(latitude) > 90 or abs(longitude) > 180:
        return None
    return latitude, longitude


def shows(raw: bytes) -> bool:
    """Say whether bytes are a point: its kind and length leave one chance in thousands of millions."""
    return read(raw) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return node.raw[:1] in (b"\0", b"\1") and shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give the place as latitude and longitude."""
    place = read(node.raw)
    if place is not None:
        text = f"{round(place[0], _DECIMALS)},{round(place[1], _DECIMALS)}"
        yield Opened((NAME,), [(node.path, node.key, text, 0, len(node.raw), False)], sure=True)
