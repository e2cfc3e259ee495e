"""MessagePack (the specification at github.com/msgpack/msgpack, spec.md), with byte offsets."""

import re
import struct
from collections.abc import Iterator

from trafficaudit.decode import binary_scan
from trafficaudit.decode.binary_scan import Head
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.protobuf_wire import single
from trafficaudit.decode.text import as_text

NAME = "msgpack"
MEDIA = re.compile(r"application/(x-|vnd\.)?(msgpack|messagepack)")
TEXT = False
MARKS = ""
ONLY = None

_SIZED = {  # code: (kind, bytes of the length, further bytes before the content)
    0xC4: ("bytes", 1, 0),
    0xC5: ("bytes", 2, 0),
    0xC6: ("bytes", 4, 0),
    0xC7: ("bytes", 1, 1),
    0xC8: ("bytes", 2, 1),
    0xC9: ("bytes", 4, 1),
    0xD9: ("text", 1, 0),
    0xDA: ("text", 2, 0),
    0xDB: ("text", 4, 0),
    0xDC: ("list", 2, 0),
    0xDD: ("list", 4, 0),
    0xDE: ("map", 2, 0),
    0xDF: ("map", 4, 0),
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


def sniff(node: Node) -> bool:
    """See ``Decoder``: a map or a list at the root, of which at least the first key or item fits."""
    if not node.raw:
        return False
    code = node.raw[0]
    return 0x81 <= code <= 0x8F or 0x91 <= code <= 0x9F or 0xDC <= code <= 0xDF


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar, where the bytes are msgpack to the last one and hold text (or a header says so)."""
    yield from opened(node, NAME, MEDIA, read_head)


def opened(node: Node, name: str, media: re.Pattern[str], read: binary_scan.ReadHead) -> Iterator[Opened]:
    """Give what a scan of a binary format found, where that is plausible."""
    tokens = node.budget.tokens()
    scans, stop = binary_scan.root(node.raw, read, node.prefix, node.room, tokens)
    node.budget.spend((tokens - scans[-1].tokens) * node.budget.TOKEN)
    named = node.hint.essence != "" and media.fullmatch(node.hint.essence) is not None
    whole = stop == len(node.raw) and scans[-1].whole
    full = sum(len(scan.children) for scan in scans) > node.room
    if not (named or whole or full) or not (named or any(scan.texts for scan in scans)):
        return
    left = [] if whole or full else [(node.path, stop, len(node.raw), f"no {name} from byte {stop} on")]
    children = [child for scan in scans for child in scan.children]
    if children:
        yield Opened((name,), children, sure=True, obstacles=left)


def read_head(raw: bytes, pos: int) -> Head | None:
    """See ``ReadHead``."""
    code = raw[pos]
    if code < 0x80 or code >= 0xE0:
        return Head("scalar", str(code if code < 0x80 else code - 256), pos, pos + 1)
    if code < 0xA0:
        return Head("map" if code < 0x90 else "list", "", pos + 1, pos + 1, code & 15)
    if code < 0xC0:
        return content(raw, pos + 1, code & 31, text=True)
    return _coded(raw, pos + 1, code)


def _coded(raw: bytes, pos: int, code: int) -> Head | None:
    if code in _CONSTANTS:
        return Head("scalar", _CONSTANTS[code], pos - 1, pos)
    if code in _NUMBERS:
        return _number(raw, pos, _NUMBERS[code])
    if code in _SIZED:
        return _sized(raw, pos, *_SIZED[code])
    return content(raw, pos + 1, 1 << (code - 0xD4), text=False) if 0xD4 <= code <= 0xD8 else None


def _sized(raw: bytes, pos: int, kind: str, width: int, skip: int) -> Head | None:
    if pos + width > len(raw):
        return None
    size = int.from_bytes(raw[pos : pos + width], "big")
    pos += width
    if kind in ("list", "map"):
        return Head(kind, "", pos, pos, size) if size <= len(raw) - pos else None
    return content(raw, pos + skip, size, text=kind == "text")


def _number(raw: bytes, pos: int, code: str) -> Head | None:
    end = pos + struct.calcsize(code)
    if end > len(raw):
        return None
    return Head("scalar", number(struct.unpack_from(code, raw, pos)[0], code), pos, end)


def number(value: float, code: str) -> str:
    """Give a number as text, a single-precision one with no more digits than it holds."""
    return single(value) if code == ">f" else str(value)


def content(raw: bytes, pos: int, size: int, text: bool) -> Head | None:
    """Give the string or bytes of a length at a position."""
    end = pos + size
    if end > len(raw):
        return None
    value = raw[pos:end]
    return Head("scalar", (as_text(value) if text else None) or value, pos, end, exact=True)
