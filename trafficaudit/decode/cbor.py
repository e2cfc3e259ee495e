"""CBOR (RFC 8949), with byte offsets."""

import re
import struct
from collections.abc import Iterator

from trafficaudit.decode import msgpack
from trafficaudit.decode.binary_scan import ENDLESS, Head
from trafficaudit.decode.node import Node, Opened

NAME = "cbor"
MEDIA = re.compile(r"application/(cbor(-seq)?|.*\+cbor)")
TEXT = False
MARKS = ""
ONLY = None

_SELF_DESCRIBED = b"\xd9\xd9\xf7"
_FLOATS = {25: ">e", 26: ">f", 27: ">d"}
_SIMPLE = {20: "false", 21: "true", 22: "null", 23: "undefined"}
_INDEFINITE = 31


def sniff(node: Node) -> bool:
    """See ``Decoder``: a map or a list that is not empty, or the self-described tag (section 3.4.6)."""
    raw = node.raw
    if not raw:
        return False
    return (
        0x81 <= raw[0] <= 0x9B
        or raw[0] == 0x9F
        or 0xA1 <= raw[0] <= 0xBB
        or raw[0] == 0xBF
        or raw[:3] == _SELF_DESCRIBED
    )


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar, where the bytes are CBOR to the last one and hold text (or a header says so)."""
    yield from msgpack.opened(node, NAME, MEDIA, read_head)


def read_head(raw: bytes, pos: int) -> Head | None:
    """See ``ReadHead``."""
    begin, major, low = pos, raw[pos] >> 5, raw[pos] & 31
    argument, pos = _argument(raw, pos + 1, low)
    if pos < 0:
        return None
    if major == 7:
        return _simple(raw, begin, pos, low, argument)
    if major in (2, 3):
        return msgpack.content(raw, pos, argument, major == 3) if argument >= 0 else _chunks(raw, pos, major)
    if major in (4, 5):
        return Head("list" if major == 4 else "map", "", pos, pos, argument) if argument <= len(raw) - pos else None
    return _number(begin, pos, major, argument)


def _number(begin: int, pos: int, major: int, argument: int) -> Head | None:
    """Give an integer, or a tag, which stands before the value that it marks."""
    if argument < 0:
        return None
    if major == 6:
        return Head("tag", "", begin, pos)
    return Head("scalar", str(argument if major == 0 else -1 - argument), begin, pos)


def _argument(raw: bytes, pos: int, low: int) -> tuple[int, int]:
    """Read the argument of a head (section 3); the position is -1 where there is none."""
    if low < 24:
        return low, pos
    if low == _INDEFINITE:
        return ENDLESS, pos
    width = 1 << (low - 24)
    if low > 27 or pos + width > len(raw):
        return 0, -1
    return int.from_bytes(raw[pos : pos + width], "big"), pos + width


def _simple(raw: bytes, begin: int, pos: int, low: int, argument: int) -> Head | None:
    if low == _INDEFINITE:
        return Head("end", "", begin, pos)
    if low in _FLOATS:
        code = _FLOATS[low]
        return Head(
            "scalar", msgpack.number(struct.unpack(code, raw[pos - struct.calcsize(code) : pos])[0], code), begin, pos
        )
    return Head("scalar", _SIMPLE.get(argument, str(argument)), begin, pos)


def _chunks(raw: bytes, pos: int, major: int) -> Head | None:
    """Join the chunks of an indefinite-length string (section 3.2.3); its range is that of all of them."""
    begin, parts = pos, []
    while pos < len(raw) and raw[pos] != 0xFF:
        if raw[pos] >> 5 != major or raw[pos] & 31 == _INDEFINITE:
            return None
        size, pos = _argument(raw, pos + 1, raw[pos] & 31)
        if pos < 0 or pos + size > len(raw):
            return None
        parts.append(raw[pos : pos + size])
        pos += size
    if pos >= len(raw):
        return None
    joined = b"".join(parts)
    head = msgpack.content(joined, 0, len(joined), major == 3)
    return head and Head("scalar", head.value, begin, pos + 1)
