"""CBOR (RFC 8949), with byte offsets.

A text may be named again by its number (tags 25 and 256, http://cbor.schmorp.de/stringref): then it counts at both
places. A value that is shared (tags 28 and 29, http://cbor.schmorp.de/value-sharing) counts where it was given.
"""

import re
import struct

from trafficaudit.decode.limits import Budget
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.text import CHARACTER
from trafficaudit.decode.wire import binary_scan, msgpack
from trafficaudit.decode.wire.binary_scan import END, ENDLESS, LIST, MAP, SCALAR, TAG, Head

NAME = "cbor"
MEDIA = re.compile(r"application/(cbor(-seq)?|cwt|cose|.*\+cbor)")
TEXT = False
MARKS = ""
ONLY = None

_SELF_DESCRIBED = b"\xd9\xd9\xf7"
_CONTAINER = bytes([*range(0x81, 0x9C), 0x9F, *range(0xA1, 0xBC), 0xBF])
_SIGNED = (b"\xd0", b"\xd1", b"\xd2", b"\xd8\x3d", b"\xd8\x60", b"\xd8\x61", b"\xd8\x62")
"""Tags of what is signed, ciphered or authenticated (COSE, RFC 9052, section 2), and of tokens (CWT, RFC 8392)."""
FIRST = _CONTAINER + _SELF_DESCRIBED[:1] + b"\xd0\xd1\xd2\xd8"
"""What bytes without a label can begin with."""

_TAGGED = frozenset((b"\xd0", b"\xd1", b"\xd2", b"\xd8"))
_MARKED = re.compile(rb"(?:\xd9\xd9\xf7)?(?:\xd8\x1c|\xd9\x01[\x00\x02\x03])++[\x81-\x9b\x9f\xa1-\xbb\xbf]").match
"""A list or map that is shared, holds texts that are named again, or is said to be a set or a map (tags 258, 259)."""
_REFERS = re.compile(rb"\xd9\x01\x00|\xd8\x1d").search
_NAMESPACE, _TAG, _VALUE_AGAIN = b"\xd9\x01\x00", 0xD8, 29
_FEW = ((24, 3), (256, 4), (65_536, 5), (2**32, 7))
"""Up to which number of texts one must have so many bytes to get a number: otherwise naming it would save nothing."""
_WIDE, _SHORTEST = 0xD8, 8
_WRAPPED = frozenset((0x83, 0x84, 0x85, 0xD0, 0xD1, 0xD2))
"""What follows such a tag: a list of three to five, or the next tag."""
_FLOATS = {25: ">e", 26: ">f", 27: ">d"}
_SIMPLE = {20: "false", 21: "true", 22: "null", 23: "undefined"}
_INDEFINITE = 31
may = re.compile(
    rb"(?:[\x63-\x77]|\x78.|\x79..|\x7a.{4}|\x7b.{8})" + CHARACTER + rb"{3}"
    rb"|(?:[\xa1-\xb7]|\xb8.|\xb9..|\xba.{4}|\xbb.{8}|\xbf)(?:[\x61-\x77]|\x78.|\x79..|\x7a.{4}|\x7b.{8})[A-Za-z_$]",
    re.DOTALL,
).search
"""As in ``msgpack``: without one of these nothing that a scan finds is believed."""


_MAP = re.compile(rb"[\xa1-\xb7][\x61-\x77][A-Za-z_$]").match
_PAIRS = 256
"""Values of a map that are looked at."""


def sniff(node: Node) -> bool:
    """See ``Decoder``: a map or a list that is not empty, the self-described tag (section 3.4.6), or COSE."""
    raw = node.raw
    if _MARKED(raw):
        return True
    if raw[:1] in _TAGGED:
        return raw.startswith(_SIGNED) and len(raw) > _SHORTEST and raw[2 if raw[0] == _WIDE else 1] in _WRAPPED
    return raw != b"" and (raw[0] in _CONTAINER or raw[:3] == _SELF_DESCRIBED)


def decode(node: Node) -> list[Opened]:
    """Give every scalar, where the bytes are CBOR to the last one and hold text (or a header says so)."""
    named = node.hint.names(MEDIA)
    named = named or (node.raw[:1] in _TAGGED and not _MARKED(node.raw))
    read = _Again() if _REFERS(node.raw) else read_head
    return msgpack.opened(node, NAME, read, named=named) if named or may(node.raw) else []


def is_map(raw: bytes, budget: Budget) -> bool:
    """Say whether bytes are one map to the last byte whose keys are words: no message of another format by chance."""
    if _MAP(raw) is None:
        return False
    tokens = budget.tokens()
    scans, stop = binary_scan.root(raw, read_head, ("", ""), _PAIRS, tokens)
    budget.spend((tokens - scans[-1].tokens) * budget.TOKEN)
    return stop == len(raw) and scans[-1].whole and len(scans) == 1 and scans[0].words is True


def read_head(raw: bytes, pos: int) -> Head | None:
    """See ``ReadHead``."""
    begin, major, low = pos, raw[pos] >> 5, raw[pos] & 31
    argument, pos = (low, pos + 1) if low < 24 else _argument(raw, pos + 1, low)
    if pos < 0:
        return None
    if major == 0:
        return None if argument < 0 else (SCALAR, str(argument), begin, pos, 0, False)
    if major == 7:
        return _simple(raw, begin, pos, low, argument)
    if major in (2, 3):
        return msgpack.content(raw, pos, argument, major == 3) if argument >= 0 else _chunks(raw, pos, major)
    if major in (4, 5):
        kind = LIST if major == 4 else MAP
        return (kind, "", pos, pos, argument, False) if argument <= len(raw) - pos else None
    return _number(begin, pos, major, argument)


class _Again:
    """Reads heads as ``read_head`` does, with the texts that may be named again."""

    __slots__ = ("told",)

    def __init__(self) -> None:
        self.told: list[str | bytes] | None = None

    def __call__(self, raw: bytes, pos: int) -> Head | None:
        """Read the head at a position; what is named by its number stands where the number does."""
        if raw.startswith(_NAMESPACE, pos):
            self.told = []
        elif raw[pos] == _TAG and raw[pos + 1 : pos + 2] in (b"\x19", b"\x1d"):
            return self._named(raw, pos)
        head = read_head(raw, pos)
        if head is not None and self.told is not None and raw[pos] >> 5 in (2, 3) and head[5]:
            told = len(self.told)
            if head[3] - head[2] >= next((size for most, size in _FEW if told < most), 11):
                self.told.append(head[1])
        return head

    def _named(self, raw: bytes, pos: int) -> Head | None:
        head = read_head(raw, pos + 2) if pos + 2 < len(raw) else None
        if head is None or raw[pos + 2] >> 5 != 0:
            return None
        if raw[pos + 1] == _VALUE_AGAIN:
            return SCALAR, b"", pos, head[3], 0, False
        number = int(head[1])
        if self.told is None or number >= len(self.told):
            return None
        return SCALAR, self.told[number], pos, head[3], 0, False


def _number(begin: int, pos: int, major: int, argument: int) -> Head | None:
    """Give a negative integer, or a tag, which stands before the value that it marks."""
    if argument < 0:
        return None
    if major == 6:
        return TAG, "", begin, pos, 0, False
    return SCALAR, str(-1 - argument), begin, pos, 0, False


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
        return END, "", begin, pos, 0, False
    if low in _FLOATS:
        code = _FLOATS[low]
        value = msgpack.number(struct.unpack(code, raw[pos - struct.calcsize(code) : pos])[0], code)
        return SCALAR, value, begin, pos, 0, False
    return SCALAR, _SIMPLE.get(argument) or str(argument), begin, pos, 0, False


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
    return head and (SCALAR, head[1], begin, pos + 1, 0, False)
