"""Tencent's JCE, which Tars and its older packets (WUP) use: fields with a tag and a type (TarsCloud, ``Tars.md``).

A packet shows by its first fields, the attributes in it by a map of names to bytes, each of which holds one value
(behind its type, in packets of old), a struct by its brackets. Other bytes are none of it, however well they fit: a
field has a head of one byte.
"""

import re
import struct
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened, item, member, step
from trafficaudit.decode.numeral import single
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "tars"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"\x00\x08\x0a\x10"
"""What bytes of this format begin with: the length of a packet, a map, a struct, the version of a packet."""

_SMALL = rb"(?:[\x2c\x3c\x4c\x5c]|[\x20\x30\x40\x50].|[\x21\x31\x41\x51]..|[\x22\x32\x42\x52].{4})"
_PACKET = re.compile(rb"\x10[\x01-\x03]" + _SMALL + rb"{3,4}(?:\x56.[A-Za-z]|\x6d\x00)", re.DOTALL).match
_ATTRIBUTES = re.compile(
    rb"\x08\x00[\x01-\x7f]\x06([\x01-\x40])[A-Za-z_][\w.]*(?:\x1d\x00|\x18\x00[\x01-\x7f]\x06)"
).match
_STRUCT_SHORTEST = 8
_BYTE, _SHORT, _INT, _LONG, _FLOAT, _DOUBLE, _STRING1, _STRING4, _MAP, _LIST, _BEGIN, _END, _ZERO, _BYTES = range(14)
_WIDTHS = {_BYTE: 1, _SHORT: 2, _INT: 4, _LONG: 8}
_BUFFER = (6, 7)
"""Tags of what a packet carries: of an answer, of a request."""


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a packet or attributes do, or have the brackets of a struct."""
    return _packet(raw) >= 0 or _ATTRIBUTES(raw) is not None or _is_bracketed(raw)


def _packet(raw: bytes) -> int:
    """Say where a packet begins, which may stand behind its length; -1 where there is none."""
    if _PACKET(raw) is not None:
        return 0
    told = len(raw) > 4 and int.from_bytes(raw[:4], "big") == len(raw)
    return 4 if told and _PACKET(raw, 4) is not None else -1


def _is_bracketed(raw: bytes) -> bool:
    return len(raw) >= _STRUCT_SHORTEST and raw[0] == _BEGIN and raw[-1] == _END


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar, and what a packet carries field by field where it is nothing but fields."""
    start = _packet(node.raw)
    if start >= 0:
        yield from octets.opened(node, NAME, Octets(node, start), _fields, certain=True)
        return
    certain = _ATTRIBUTES(node.raw) is not None
    found = list(octets.opened(node, NAME, Octets(node, 0), _fields, certain=certain))
    # Brackets alone are two bytes: there must be a text, too.
    if certain or any(isinstance(child[2], str) and child[5] is True for each in found for child in each.children):
        yield from found


def _fields(reader: Octets) -> None:
    """Take fields to the end, by tags that go up."""
    prefix, top, last = reader.node.prefix, reader.pos in (0, 4) and _packet(reader.raw) == reader.pos, -1
    while reader.pos < reader.end:
        tag, kind = _head(reader)
        if tag <= last:
            raise BrokenError
        last = tag
        _value(reader, kind, member(prefix, str(tag)), str(tag), carrier=top and tag in _BUFFER)


def _head(reader: Octets) -> tuple[int, int]:
    byte = reader.byte()
    return (byte >> 4 if byte >> 4 < 15 else reader.byte()), byte & 15


def _struct(reader: Octets, path: str) -> None:
    reader.enter()
    while True:
        tag, kind = _head(reader)
        if kind == _END:
            break
        _value(reader, kind, member(path, str(tag)), str(tag))
    reader.leave()


def _value(reader: Octets, kind: int, path: str, key: str, *, carrier: bool = False) -> str:
    """Take a value; give it as a name, where it may be one."""
    start = reader.pos
    if kind in (_STRING1, _STRING4):
        value = reader.text(path, key, reader.byte() if kind == _STRING1 else reader.big(4))
        return value if isinstance(value, str) else value.hex()
    if kind == _BEGIN:
        _struct(reader, path)
    elif kind == _MAP:
        _map(reader, path, key)
    elif kind == _LIST:
        _list(reader, path, key)
    elif kind == _BYTES:
        _bytes(reader, path, key, carrier=carrier)
    elif kind == _ZERO:
        reader.keep(path, key, "0", start - 1)
    elif kind in _WIDTHS:
        value = str(reader.big(_WIDTHS[kind]))
        reader.keep(path, key, value, start)
        return value
    elif kind == _FLOAT:
        reader.keep(path, key, single(struct.unpack(">f", reader.run(4))[0]), start)
    elif kind == _DOUBLE:
        reader.keep(path, key, repr(struct.unpack(">d", reader.run(8))[0]), start)
    else:
        raise BrokenError
    return ""


def _size(reader: Octets) -> int:
    """Take the number of members, a field of its own."""
    tag, kind = _head(reader)
    if tag or kind not in (*_WIDTHS, _ZERO):
        raise BrokenError
    return reader.count(0 if kind == _ZERO else reader.big(_WIDTHS[kind]))


def _map(reader: Octets, path: str, key: str, *, typed: bool = False) -> None:
    """Take the entries of a map; one that is ``typed`` may be a value behind the name of its type."""
    reader.enter()
    size = _size(reader)
    for index in range(size):
        kept = len(reader.children)
        tag, kind = _head(reader)
        name = _value(reader, kind, item(path, index), key)
        if tag:
            raise BrokenError
        if name and not step(name)[1]:
            del reader.children[kept:]  # a name that looks like data is a value too
        tag, kind = _head(reader)
        if tag != 1:
            raise BrokenError
        place = (member(path, name), name) if name else (item(path, index), key)
        if kind == _BYTES:
            _held(reader, place[0], key if typed and size == 1 else place[1])
        elif kind == _MAP:
            _map(reader, *place, typed=True)
        else:
            _value(reader, kind, *place)
    reader.leave()


def _held(reader: Octets, path: str, key: str) -> None:
    """Take the bytes that a map names: one value, as attributes are written, where they are one to the last of them."""
    kept, before = len(reader.children), reader.pos
    _, end = _range(reader)
    depth, outer, reader.end = reader.depth, reader.end, end
    try:
        tag, kind = _head(reader)
        _value(reader, kind, path, key)
        whole = tag == 0 and reader.pos == end
    except BrokenError:
        whole = False
    finally:
        reader.end = outer
    if not whole:
        del reader.children[kept:]
        reader.pos, reader.depth = before, depth
        _bytes(reader, path, key, carrier=False)


def _list(reader: Octets, path: str, key: str) -> None:
    reader.enter()
    for index in range(_size(reader)):
        _, kind = _head(reader)
        _value(reader, kind, item(path, index), key)
    reader.leave()


def _range(reader: Octets) -> tuple[int, int]:
    """Take the head of bytes; give where they stand."""
    if _head(reader) != (0, _BYTE):
        raise BrokenError
    size = _size(reader)
    return reader.pos, reader.pos + size


def _bytes(reader: Octets, path: str, key: str, *, carrier: bool) -> None:
    """Take bytes; those that a packet carries are fields by themselves, where they are no attributes."""
    start, end = _range(reader)
    size = end - start
    if carrier and size and not shows(reader.raw[start:end]) and _is_fields(reader, start, end, path):
        return
    reader.pos = start
    run = reader.run(size)
    if run:
        reader.keep(path, key, as_text(run) or run, start, True)


def _is_fields(reader: Octets, start: int, end: int, path: str) -> bool:
    """Take a range as fields, where all of it is; else nothing is taken."""
    kept, depth, last, outer = len(reader.children), reader.depth, -1, reader.end
    reader.end = end
    try:
        while reader.pos < end:
            tag, kind = _head(reader)
            if tag <= last:
                raise BrokenError
            last = tag
            _value(reader, kind, member(path, str(tag)), str(tag))
    except BrokenError:
        del reader.children[kept:]
        reader.pos, reader.depth = start, depth
        return False
    finally:
        reader.end = outer
    return True
