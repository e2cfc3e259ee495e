"""MessagePack (the specification at github.com/msgpack/msgpack, spec.md), with byte offsets."""

import re
import struct

from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.numeral import single
from trafficaudit.decode.text import CHARACTER, as_text
from trafficaudit.decode.wire import binary_scan
from trafficaudit.decode.wire.binary_scan import LIST, MAP, SCALAR, Head

NAME = "msgpack"
MEDIA = re.compile(r"application/(x-|vnd\.)?(msgpack|messagepack)")
TEXT = False
MARKS = ""
ONLY = None

FIRST = bytes([*range(0x81, 0x90), *range(0x91, 0xA0), *range(0xDC, 0xE0)])
"""What bytes without a label can begin with: a map or a list that is not empty."""

_SIZED = {  # code: (kind, bytes of the length, further bytes before the content, whether the content is text)
    0xC4: (SCALAR, 1, 0, False),
    0xC5: (SCALAR, 2, 0, False),
    0xC6: (SCALAR, 4, 0, False),
    0xC7: (SCALAR, 1, 1, False),
    0xC8: (SCALAR, 2, 1, False),
    0xC9: (SCALAR, 4, 1, False),
    0xD9: (SCALAR, 1, 0, True),
    0xDA: (SCALAR, 2, 0, True),
    0xDB: (SCALAR, 4, 0, True),
    0xDC: (LIST, 2, 0, False),
    0xDD: (LIST, 4, 0, False),
    0xDE: (MAP, 2, 0, False),
    0xDF: (MAP, 4, 0, False),
}
_NUMBERS = {
    0xCA: ">f",
    0xCB: ">d",
    0xCC: ">B",
    0xCD: ">H",
    0xCE: ">I",
    0xCF: ">Q",
    0xD0: ">b",
    0xD1: ">h",
    0xD2: ">i",
    0xD3: ">q",
}
_CONSTANTS = {0xC0: "null", 0xC2: "false", 0xC3: "true"}
may = re.compile(
    rb"(?:[\xa3-\xbf]|\xd9.|\xda..|\xdb.{4})" + CHARACTER + rb"{3}"
    rb"|(?:[\x81-\x8f]|\xde..|\xdf.{4})(?:[\xa1-\xbf]|\xd9.|\xda..|\xdb.{4})[A-Za-z_$]",
    re.DOTALL,
).search
"""A string's head with three characters behind it, or a map's with a word for its first key. Where there is neither,
nothing that a scan finds is believed: most bytes are no msgpack."""


def sniff(node: Node) -> bool:
    """See ``Decoder``: a map or a list at the root."""
    return node.raw != b"" and node.raw[0] in FIRST


def decode(node: Node) -> list[Opened]:
    """Give every scalar, where the bytes are msgpack to the last one and hold text (or a header says so)."""
    named = node.hint.names(MEDIA)
    return opened(node, NAME, read_head, named=named) if named or may(node.raw) else []


def opened(node: Node, name: str, read: binary_scan.ReadHead, *, named: bool) -> list[Opened]:
    """Give what a scan of a binary format found, where that is plausible or a header names the format.

    Bytes without a label must hold a piece of text; or be one value to the last byte, the keys of whose maps are words.
    """
    tokens = node.budget.tokens()
    scans, stop = binary_scan.root(node.raw, read, (node.prefix, node.key), node.room, tokens)
    node.budget.spend((tokens - scans[-1].tokens) * node.budget.TOKEN)
    whole = stop == len(node.raw) and scans[-1].whole
    if not named and True not in [scan.text for scan in scans] and not (whole and len(scans) == 1 and scans[0].words):
        return []
    full = sum([len(scan.children) for scan in scans]) > node.room
    if not (named or whole or full):
        return []
    left = [] if whole or full else [(node.path, stop, len(node.raw), f"no {name} from byte {stop} on")]
    children = [child for scan in scans for child in scan.children]
    return [Opened((name,), children, sure=True, obstacles=left)] if children else []


def read_head(raw: bytes, pos: int) -> Head | None:
    """See ``ReadHead``."""
    code = raw[pos]
    if code < 0x80 or code >= 0xE0:
        return SCALAR, str(code if code < 0x80 else code - 256), pos, pos + 1, 0, False
    if code < 0xA0:
        return MAP if code < 0x90 else LIST, "", pos + 1, pos + 1, code & 15, False
    if code < 0xC0:
        return content(raw, pos + 1, code & 31, text=True)
    return _coded(raw, pos + 1, code)


def _coded(raw: bytes, pos: int, code: int) -> Head | None:
    if code in _CONSTANTS:
        return SCALAR, _CONSTANTS[code], pos - 1, pos, 0, False
    if code in _NUMBERS:
        return _number(raw, pos, _NUMBERS[code])
    if code in _SIZED:
        return _sized(raw, pos, _SIZED[code])
    return content(raw, pos + 1, 1 << (code - 0xD4), text=False) if 0xD4 <= code <= 0xD8 else None


def _sized(raw: bytes, pos: int, form: tuple[int, int, int, bool]) -> Head | None:
    kind, width, skip, text = form
    if pos + width > len(raw):
        return None
    size = int.from_bytes(raw[pos : pos + width], "big")
    pos += width
    if kind != SCALAR:
        return (kind, "", pos, pos, size, False) if size <= len(raw) - pos else None
    return content(raw, pos + skip, size, text)


def _number(raw: bytes, pos: int, code: str) -> Head | None:
    end = pos + struct.calcsize(code)
    if end > len(raw):
        return None
    return SCALAR, number(struct.unpack_from(code, raw, pos)[0], code), pos, end, 0, False


def number(value: float, code: str) -> str:
    """Give a number as text, a single-precision one with no more digits than it holds."""
    return single(value) if code == ">f" else str(value)


def content(raw: bytes, pos: int, size: int, text: bool) -> Head | None:
    """Give the string or bytes of a length at a position."""
    end = pos + size
    if end > len(raw):
        return None
    value = raw[pos:end]
    return SCALAR, (as_text(value) if text else None) or value, pos, end, 0, True
