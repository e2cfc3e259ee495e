"""Messages of Apache Thrift (thrift-binary-protocol.md, thrift-compact-protocol.md).

A message begins with its version and type, and the name of what is called, or, as long ago, with the name alone. A
struct alone, which may be anything, is opened where a header names Thrift, or where it is of the binary protocol,
begins with a text and ends where the bytes do. Fields have numbers for names.
"""

import re
import struct
from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

from trafficaudit.decode.node import Node, Opened, item, member, step
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "thrift"
MEDIA = re.compile(r"application/(x-|vnd\.apache\.)thrift([.+-].*)?")
TEXT = False
MARKS = ""
ONLY = None

_STRICT, _COMPACT_HEAD = 0x80, 0x82
_BINARY = re.compile(rb"\x80\x01\x00[\x01-\x04]\x00\x00\x00([\x01-\x7f])([A-Za-z_][\w.:$/-]*)", re.DOTALL).match
_COMPACT = re.compile(
    rb"\x82[\x21\x41\x61\x81](?:[\x00-\x7f]|[\x80-\xff]{1,4}[\x00-\x7f])([\x01-\x7f])([A-Za-z_][\w.:$/-]*)", re.DOTALL
).match
_OLD = re.compile(rb"\x00\x00\x00([\x01-\x7f])([A-Za-z_][\w.:$/-]*+)[\x01-\x04].{4}[\x00-\x10]", re.DOTALL).match
_ALONE = re.compile(rb"\x0b\x00[\x00-\x7f]\x00\x00[\x00-\x7f].", re.DOTALL).match
_FEWEST = 3
"""Fields of a struct alone that no header names."""
_STOP, _BOOL, _BYTE, _DOUBLE, _I16, _I32, _I64, _STRING, _STRUCT, _MAP, _SET, _LIST = (
    0,
    2,
    3,
    4,
    6,
    8,
    10,
    11,
    *range(12, 16),
)
_WIDTHS = {_BYTE: 1, _I16: 2, _I32: 4, _I64: 8}
# The compact protocol's own types, as those of the binary one; 1 and 2 are true and false.
_TYPES = {1: _BOOL, 2: _BOOL, 3: _BYTE, 4: _I16, 5: _I32, 6: _I64, 7: _DOUBLE, 8: _STRING, 9: _LIST, 10: _SET} | {
    11: _MAP, 12: _STRUCT, 13: 16,
}  # fmt: skip
_UUID = 16
_CALLED = "method"


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a message does, with its name whole."""
    match = _BINARY(raw) or _COMPACT(raw)
    return match is not None and len(match[2]) >= match[1][0]


def _shows_old(raw: bytes) -> bool:
    match = _OLD(raw)
    return match is not None and len(match[2]) == match[1][0]


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    return (
        shows(raw)
        or node.hint.names(MEDIA)
        or (raw[:1] in b"\0\x0b" and (_shows_old(raw) or (_ALONE(raw) is not None and raw[-1] == _STOP)))
    )


def decode(node: Node) -> Iterator[Opened]:
    """Give the name of what is called, and every scalar of its struct."""
    raw = node.raw
    if shows(raw):
        yield from octets.opened(node, NAME, Octets(node, 0), _called, certain=True)
        return
    if _shows_old(raw):
        yield from octets.opened(node, NAME, Octets(node, 0), _called, certain=False)
        return
    if not node.hint.names(MEDIA):
        found = list(octets.opened(node, NAME, Octets(node, 0), partial(_struct, prefix=node.prefix), certain=False))
        yield from [one for one in found if len(one.children) >= _FEWEST]
        return
    for read in (_struct, _compact_struct):
        found = list(octets.opened(node, NAME, Octets(node, 0), partial(read, prefix=node.prefix), certain=False))
        if found:
            yield from found
            return


def _called(reader: Octets) -> None:
    """Read a message by how it begins."""
    head = reader.raw[0]
    read = _compact_message if head == _COMPACT_HEAD else _message if head == _STRICT else _old_message
    read(reader, reader.node.prefix)


def _message(reader: Octets, prefix: str) -> None:
    reader.run(4)
    reader.text(member(prefix, _CALLED), _CALLED, reader.big(4))
    reader.big(4)
    _struct(reader, prefix)


def _old_message(reader: Octets, prefix: str) -> None:
    reader.text(member(prefix, _CALLED), _CALLED, reader.big(4))
    reader.run(5)
    _struct(reader, prefix)


def _compact_message(reader: Octets, prefix: str) -> None:
    reader.run(2)
    reader.varint()
    reader.text(member(prefix, _CALLED), _CALLED, reader.varint())
    _compact_struct(reader, prefix)


def _struct(reader: Octets, prefix: str) -> None:
    reader.enter()
    while (kind := reader.byte()) != _STOP:
        number = str(reader.big(2))
        _value(reader, kind, member(prefix, number), number)
    reader.leave()


def _value(reader: Octets, kind: int, path: str, key: str) -> str:
    """Take a value of the binary protocol; give it as a name, where it may be one."""
    start = reader.pos
    if kind == _STRING:
        return _name(reader.text(path, key, reader.big(4)))
    if kind == _STRUCT:
        _struct(reader, path)
        return ""
    if kind == _MAP:
        one, other, size = reader.byte(), reader.byte(), reader.count(reader.big(4), 2)
        _map(reader, path, key, (one, other, size), _value)
        return ""
    if kind in (_LIST, _SET):
        inner, size = reader.byte(), reader.count(reader.big(4))
        _list(reader, path, key, (inner, size), _value)
        return ""
    return _scalar(reader, kind, path, key, start)


def _scalar(reader: Octets, kind: int, path: str, key: str, start: int) -> str:
    if kind == _BOOL:
        value = "true" if reader.byte() == 1 else "false"
    elif kind == _DOUBLE:
        value = repr(struct.unpack(">d", reader.run(8))[0])
    elif kind == _UUID:
        value = str(UUID(bytes=reader.run(_UUID)))
    elif kind in _WIDTHS:
        value = str(reader.big(_WIDTHS[kind]))
    else:
        raise BrokenError
    reader.keep(path, key, value, start)
    return value


def _name(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.hex()


type _Take = Callable[[Octets, int, str, str], str]


def _map(reader: Octets, path: str, key: str, form: tuple[int, int, int], take: _Take) -> None:
    """Take the entries of a map: its keys are names where they are no containers."""
    one, other, size = form
    reader.enter()
    for index in range(size):
        kept = len(reader.children)
        name = take(reader, one, item(path, index), key)
        if name and not step(name)[1]:
            del reader.children[kept:]  # a name that looks like data is a value too
        inner = (member(path, name), name) if name else (item(path, index), key)
        take(reader, other, *inner)
    reader.leave()


def _list(reader: Octets, path: str, key: str, form: tuple[int, int], take: _Take) -> None:
    kind, size = form
    reader.enter()
    for index in range(size):
        take(reader, kind, item(path, index), key)
    reader.leave()


def _compact_struct(reader: Octets, prefix: str) -> None:
    reader.enter()
    number = 0
    while (head := reader.byte()) != _STOP:
        number = number + (head >> 4) if head >> 4 else reader.zigzag()
        path, kind = member(prefix, str(number)), _TYPES.get(head & 15)
        if kind is None:
            raise BrokenError
        if kind == _BOOL:
            reader.keep(path, str(number), "true" if head & 15 == 1 else "false", reader.pos - 1)
        else:
            _compact_value(reader, kind, path, str(number))
    reader.leave()


def _compact_value(reader: Octets, kind: int, path: str, key: str) -> str:
    """Take a value of the compact protocol; give it as a name, where it may be one."""
    start = reader.pos
    if kind == _STRING:
        return _name(reader.text(path, key, reader.varint()))
    if kind == _STRUCT:
        _compact_struct(reader, path)
    elif kind == _MAP:
        _compact_map(reader, path, key)
    elif kind in (_LIST, _SET):
        head = reader.byte()
        size = reader.count(head >> 4 if head >> 4 < 15 else reader.varint())
        _list(reader, path, key, (_TYPES.get(head & 15, -1), size), _compact_value)
    elif kind in (_I16, _I32, _I64):
        value = str(reader.zigzag())
        reader.keep(path, key, value, start)
        return value
    elif kind == _DOUBLE:
        reader.keep(path, key, repr(struct.unpack("<d", reader.run(8))[0]), start)
    else:
        return _scalar(reader, kind, path, key, start)
    return ""


def _compact_map(reader: Octets, path: str, key: str) -> None:
    size = reader.count(reader.varint(), 2)
    if size:
        kinds = reader.byte()
        form = _TYPES.get(kinds >> 4, -1), _TYPES.get(kinds & 15, -1), size
        _map(reader, path, key, form, _compact_value)
