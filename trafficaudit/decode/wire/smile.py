"""Smile, the binary JSON of Jackson (smile-format-specification.md): a head of four bytes, names and texts that are
named again by number.
"""

import struct
from collections.abc import Iterator
from decimal import Decimal

from trafficaudit.decode.node import Node, Opened, item, join, step
from trafficaudit.decode.numeral import single
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "smile"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

HEAD = b":)\n"
_RAW = 0xFD
_CONSTANTS = {0x20: "", 0x21: "null", 0x22: "false", 0x23: "true"}
_TABLE = 1_024
_END_OF_TEXT, _END_OF_CONTENT, _END_LIST, _END_OBJECT = 0xFC, 0xFF, 0xF9, 0xFB
_SHARED = 64
_LANES = 512
_WIDEST, _SCALES = 64, 1_000
"""Bytes of a whole number that is written out, and digits behind its point."""

type _Told = tuple[str | bytes, int, int]
"""A text, and the range that it stands in."""


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the head."""
    return raw.startswith(HEAD) and len(raw) > len(HEAD) + 1 and raw[3] & 0xF8 == 0


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar of the documents in a row."""
    reader = Octets(node, len(HEAD) + 1)
    yield from octets.opened(node, NAME, reader, _Documents(node.raw[3]).read, certain=True)


class _Documents:
    """The documents behind a head, with the names and texts that were met: tables that begin anew when full."""

    def __init__(self, flags: int) -> None:
        self._begin(flags)

    def _begin(self, flags: int) -> None:
        self.shares_names, self.shares_texts = flags & 1, flags & 2
        self.names: list[_Told] = []
        self.texts: list[_Told] = []

    def read(self, reader: Octets) -> None:
        """Read to the end of the content: a mark, which may be left out, or the head of more of it."""
        prefix, count = reader.node.prefix, 0
        while reader.pos < reader.end:
            if reader.raw[reader.pos] == _END_OF_CONTENT:
                reader.pos += 1
                if reader.pos < reader.end and not shows(reader.raw[reader.pos : reader.pos + 8]):
                    return
                continue
            if shows(reader.raw[reader.pos : reader.pos + 8]):
                self._begin(reader.run(len(HEAD) + 1)[-1])
                continue
            self.value(reader, item(prefix, count) if count else reader.node.path, reader.node.key)
            count += 1

    def value(self, reader: Octets, path: str, key: str) -> None:
        """Take a value."""
        start = reader.pos
        code = reader.byte()
        if code in (0xF8, 0xFA):
            reader.enter()
            (self.members if code == 0xFA else self.items)(reader, path, key)
            reader.leave()
        elif code in _CONSTANTS:
            if _CONSTANTS[code]:
                reader.keep(path, key, _CONSTANTS[code], start)
            else:
                reader.pay()
        elif 0x40 <= code < 0xC0 or code in (0xE0, 0xE4):
            self.text(reader, path, key, code)
        elif 0 < code < 0x20 or 0xEC <= code < 0xF0:
            index = code - 1 if code < 0x20 else (code & 3) << 8 | reader.byte()
            _again(reader, path, key, self.texts, index)
        else:
            value = _number(reader, code)
            if isinstance(value, bytes) and code == _RAW and value:
                reader.keep(path, key, as_text(value) or value, reader.pos - len(value), True)
            elif value:
                reader.keep(path, key, (as_text(value) or value) if isinstance(value, bytes) else value, start)

    def items(self, reader: Octets, path: str, key: str) -> None:
        """Take the members of a list."""
        index = 0
        while reader.pos < reader.end and reader.raw[reader.pos] != _END_LIST:
            self.value(reader, item("" if path == "$" else path, index), key)
            index += 1
        reader.byte()

    def members(self, reader: Octets, path: str, _: str) -> None:
        """Take the members of an object."""
        prefix = "" if path == "$" else path
        while (code := reader.byte()) != _END_OBJECT:
            value, start, end = self.name(reader, code)
            name = value if isinstance(value, str) else value.hex()
            written, data = step(name)
            if data:
                here, reader.pos = reader.pos, end
                reader.keep(join(prefix, written), name, value, start, True)
                reader.pos = here
            self.value(reader, join(prefix, written), name)

    def name(self, reader: Octets, code: int) -> _Told:
        """Take a name."""
        if code == 0x20:
            return "", reader.pos, reader.pos
        if 0x30 <= code <= 0x33 or 0x40 <= code < 0x80:
            index = (code & 3) << 8 | reader.byte() if code < 0x40 else code & 0x3F
            if index >= len(self.names):
                raise BrokenError
            return self.names[index]
        if code == 0x34:
            return _ended(reader)
        if not 0x80 <= code < 0xF8:
            raise BrokenError
        told = _sized(reader, (code & 0x3F) + 1 if code < 0xC0 else code - 0xC0 + 2)
        if self.shares_names:
            _share(self.names, told)
        return told

    def text(self, reader: Octets, path: str, key: str, code: int) -> None:
        """Take a text: of four groups of lengths, or up to its end."""
        if code >= 0xE0:
            told = _ended(reader)
        else:
            told = _sized(reader, (code & 0x1F) + (1, 33, 2, 34)[(code - 0x40) >> 5])
            if self.shares_texts and told[2] - told[1] <= _SHARED:
                _share(self.texts, told)
        value, start, end = told
        here, reader.pos = reader.pos, end
        if value:
            reader.keep(path, key, value, start, True)
        reader.pos = here


def _share(table: list[_Told], told: _Told) -> None:
    if len(table) >= _TABLE:
        table.clear()
    table.append(told)


def _again(reader: Octets, path: str, key: str, table: list[_Told], index: int) -> None:
    """Keep a text that is named by its number, where it stands."""
    if index >= len(table):
        raise BrokenError
    value, start, end = table[index]
    here, reader.pos = reader.pos, end
    reader.keep(path, key, value, start, True)
    reader.pos = here


def _sized(reader: Octets, size: int) -> _Told:
    start = reader.pos
    run = reader.run(size)
    return as_text(run) or run, start, reader.pos


def _ended(reader: Octets) -> _Told:
    end = reader.raw.find(bytes([_END_OF_TEXT]), reader.pos)
    if end < 0:
        raise BrokenError
    told = _sized(reader, end - reader.pos)
    reader.pos += 1
    return told


def _number(reader: Octets, code: int) -> str | bytes:
    """Take a number, or bytes."""
    if 0xC0 <= code < 0xE0:
        value = code & 0x1F
        return str(value >> 1 ^ -(value & 1))
    if code in (0x24, 0x25):
        return str(_zigzag(reader))
    if code == 0x28:
        return single(struct.unpack(">f", _bits(reader.run(5), 4))[0])
    if code == 0x29:
        return repr(struct.unpack(">d", _bits(reader.run(10), 8))[0])
    scale = _zigzag(reader) if code == 0x2A else 0
    if code in (0x26, 0x2A, 0xE8):
        size = reader.count(_vint(reader))
        packed = reader.run((size * 8 + 6) // 7)
        data = _unpacked(packed, size)
        return data if code == 0xE8 or size > _WIDEST else _decimal(data, scale)
    if code == _RAW:
        return reader.run(reader.count(_vint(reader)))
    raise BrokenError


def _decimal(data: bytes, scale: int) -> str:
    """Write a number with so many digits behind its point."""
    if abs(scale) > _SCALES:
        raise BrokenError
    number = int.from_bytes(data, "big", signed=True)
    return f"{Decimal((number < 0, tuple(map(int, str(abs(number)))), -scale)):f}" if scale else str(number)


def _vint(reader: Octets) -> int:
    """Take a number in bytes of seven bits, the highest first; the last has its highest bit set and six of its own."""
    value = 0
    for _ in range(10):
        byte = reader.byte()
        if byte & 0x80:
            return value << 6 | byte & 0x3F
        value = value << 7 | byte
    raise BrokenError


def _zigzag(reader: Octets) -> int:
    value = _vint(reader)
    return value >> 1 ^ -(value & 1)


def _bits(run: bytes, width: int) -> bytes:
    """Join bytes of seven bits to a number of so many bytes."""
    value = 0
    for byte in run:
        value = value << 7 | byte & 0x7F
    return (value & (1 << 8 * width) - 1).to_bytes(width, "big")


def _unpacked(packed: bytes, size: int) -> bytes:
    """Join bytes of seven bits; the last one holds what is left in its lowest bits."""
    out = bytearray()
    whole = len(packed) & -8 if size % 7 == 0 else len(packed) - 1 & -8
    for start in range(0, whole, _LANES * 8):
        out += _joined(packed[start : min(start + _LANES * 8, whole)])
    held = bits = 0
    for number, byte in enumerate(packed[whole:], whole):
        left = size * 8 - number * 7
        width = min(7, left)
        held, bits = held << width | byte & (1 << width) - 1, bits + width
        if bits >= 8:
            bits -= 8
            out.append(held >> bits & 0xFF)
            held &= (1 << bits) - 1
    return bytes(out)


def _joined(packed: bytes) -> bytes:
    """Join eights of bytes of seven bits to sevens of bytes, all at once: first pairs, then fours, then eights."""
    value, lanes = int.from_bytes(packed, "big"), len(packed) // 8
    for bits, shift in ((7, 1), (14, 2), (28, 4)):
        width = bits + shift
        low = int.from_bytes(((1 << bits) - 1).to_bytes(width // 4, "big") * (lanes * 32 // width), "big")
        value = value & low | (value >> width & low) << bits
    out = bytearray(value.to_bytes(lanes * 8, "big"))
    del out[::8]
    return bytes(out)
