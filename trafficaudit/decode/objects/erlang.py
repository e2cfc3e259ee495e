"""The external term format of Erlang and Elixir (ERTS User's Guide, External Term Format): what ``term_to_binary``
writes, and what gateways with ``encoding=etf`` speak.

Maps, lists of pairs and keyword lists give their values by name, tuples by place. A text is a binary or a list of
characters; a packed term is inflated within the bounds.
"""

import struct
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened, item
from trafficaudit.decode.packed.inflate import inflate
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "erlang"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"\x83"
"""What bytes begin with: the version of the format."""
_PACKED = 80
_HEAD = 6
_ATOMS = {100: 2, 115: 1, 118: 2, 119: 1}
_BINARY, _LIST, _NIL, _STRING, _MAP = 109, 108, 106, 107, 116
_TUPLES = {104: 1, 105: 4}
_OTHERS = {88: 12, 89: 8, 90: 0, 102: 5, 103: 9, 101: 5, 114: 0}
"""Processes, ports and references: what stands behind the name of their node; of the last two a number of words."""
_NEWER, _NEW = 90, 114
_CONTAINERS = frozenset((_LIST, _MAP, *_TUPLES))
_FLOAT_SIZE = 31
_WIDEST = 64
"""Bytes of a whole number that is written out."""


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the version, and a container behind it."""
    return len(raw) > _HEAD and raw[0] == FIRST[0] and (raw[1] in _CONTAINERS or raw[1] == _PACKED)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every text, number and run of bytes, where one term reaches to the last byte and has a text in it."""
    if node.raw[1] == _PACKED:
        yield from _unpacked(node)
        return
    found = list(octets.opened(node, NAME, Octets(node, 1), _term, certain=False))
    if any(_tells(child[2]) for each in found for child in each.children):
        yield from found


def _tells(value: str | bytes) -> bool:
    return isinstance(value, str) and len(value) > 2 and not value.isdigit()


def _unpacked(node: Node) -> Iterator[Opened]:
    """Give a packed term as one that is not: its size stands before it."""
    size = int.from_bytes(node.raw[2:_HEAD])
    packed = node.raw[_HEAD:]
    if packed[:1] != b"\x78" or size == 0:
        return
    held = inflate("zlib", packed, node.budget.inflated)
    node.budget.inflated -= len(held.data)
    if held.data[:1] and held.data[0] in _CONTAINERS:
        left = [(node.path, 0, len(node.raw), held.problem)] if held.problem else []
        child = (node.path, node.key, FIRST + held.data, _HEAD, len(node.raw), False)
        yield Opened(("zlib",), [child], sure=True, carrier=True, obstacles=left)


def _term(reader: Octets) -> None:
    _value(reader, reader.node.path, reader.node.key)


def _value(reader: Octets, path: str, key: str) -> None:
    """Take a term."""
    start, kind = reader.pos, reader.byte()
    if kind in _ATOMS:
        reader.text(path, key, reader.big(_ATOMS[kind], signed=False))
    elif kind in (_BINARY, _STRING):
        reader.text(path, key, reader.big(4 if kind == _BINARY else 2, signed=False))
    elif kind in _CONTAINERS:
        reader.enter()
        if kind == _MAP:
            for _ in range(reader.count(reader.big(4, signed=False), 2)):
                _pair(reader, path)
        elif kind == _LIST:
            _list(reader, path, key)
        else:
            _items(reader, reader.big(_TUPLES[kind], signed=False), path, key)
        reader.leave()
    elif kind in _OTHERS:
        _other(reader, kind)
    elif kind == _NIL:
        reader.pay()
    elif kind == 77:
        size = reader.big(4, signed=False)
        reader.byte()
        reader.text(path, key, size)
    elif value := _number(reader, kind):
        reader.keep(path, key, value, start)


def _number(reader: Octets, kind: int) -> str:
    if kind in (97, 98):
        return str(reader.byte() if kind == 97 else reader.big(4))
    if kind == 70:
        return repr(struct.unpack(">d", reader.run(8))[0])
    if kind == 99:
        return _plain(reader.run(_FLOAT_SIZE))
    if kind in (110, 111):
        size = reader.big(1 if kind == 110 else 4, signed=False)
        sign = -1 if reader.byte() else 1
        run = reader.run(size)
        return str(sign * int.from_bytes(run, "little")) if size <= _WIDEST else run[::-1].hex()
    raise BrokenError


def _plain(run: bytes) -> str:
    try:
        return repr(float(run.rstrip(b"\0")))
    except ValueError:
        raise BrokenError from None


def _other(reader: Octets, kind: int) -> None:
    """Pass over what names a process, a port or a reference."""
    words = reader.big(2) if kind in (_NEW, _NEWER) else 0
    node = reader.byte()
    if node not in _ATOMS:
        raise BrokenError
    reader.run(reader.big(_ATOMS[node], signed=False))
    reader.run(_OTHERS[kind] + (words * 4 + (4 if kind == _NEWER else 1) if kind in (_NEW, _NEWER) else 0))
    reader.pay()


def _items(reader: Octets, size: int, path: str, key: str) -> None:
    prefix = "" if path == "$" else path
    for index in range(reader.count(size)):
        _value(reader, item(prefix, index), key)


def _list(reader: Octets, path: str, key: str) -> None:
    """Take a list: characters, pairs of names and values, or others, each by its place; last comes what ends it."""
    size, prefix = reader.count(reader.big(4, signed=False)), "" if path == "$" else path
    if not _characters(reader, size, path, key):
        for index in range(size):
            if reader.raw[reader.pos : reader.pos + 2] == b"\x68\x02" and _is_name(reader.raw, reader.pos + 2):
                reader.run(2)
                reader.enter()
                _pair(reader, path)
                reader.leave()
            else:
                _value(reader, item(prefix, index), key)
    if reader.raw[reader.pos : reader.pos + 1] == bytes([_NIL]):
        reader.byte()
    else:
        _value(reader, item(prefix, size), key)


def _is_name(raw: bytes, pos: int) -> bool:
    """Say whether an atom or a short binary stands there, of which a pair may be named."""
    kind = raw[pos] if pos < len(raw) else 0
    return kind in _ATOMS or (kind == _BINARY and raw[pos + 1 : pos + 4] == b"\0\0\0")


def _pair(reader: Octets, path: str) -> None:
    """Take a name and its value."""
    kept = len(reader.children)
    _value(reader, path, "")
    if len(reader.children) != kept + 1:
        # A tuple or an empty text is a name of nobody; what it holds stays, and so does the value.
        _value(reader, path, "")
        return
    _, _, value, start, end, _ = reader.children.pop()
    name = value if isinstance(value, str) else value.hex()
    _value(reader, reader.member(path, name, start, end), name)


def _characters(reader: Octets, size: int, path: str, key: str) -> bool:
    """Take a list of numbers that are the characters of a text (Latin ones alone are a string's bytes)."""
    start, codes = reader.pos, list[int]()
    for _ in range(size):
        kind = reader.raw[reader.pos] if reader.pos < reader.end else 0
        if kind not in (97, 98):
            break
        reader.byte()
        codes.append(reader.big(1 if kind == 97 else 4, signed=False))
    if len(codes) == size > 1 and max(codes) > 0xFF and max(codes) < 0xD800:
        text = as_text("".join(map(chr, codes)).encode())
        if text is not None and text.isprintable():
            reader.keep(path, key, text, start)
            return True
    reader.pos = start
    return False
