"""Messages of Cap'n Proto without their schema: the texts that their pointers lead to, as they are written and packed.

A message says how many segments it has and how long each is, so that its length proves it; then structs and lists are
walked by their pointers. No member has a name; their places are told (``p[0]``, the first pointer). Numbers stay
closed: without a schema nothing says where one begins. Source: https://capnproto.org/encoding.html.
"""

import struct
from collections.abc import Iterator

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Node, Opened, item, member
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.flatbuffers import REASON
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "capnp"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = bytes(range(256))
"""What it may begin with."""

_WORD, _PLACE = 8, 4
_SHORTEST = 24
_ONE, _SEVERAL, _MOST_PACKED = b"\x10\x30\x70", b"\x11\x31\x71", 31
"""What packed messages of one segment and of several begin with (which bytes of both numbers are there); how many."""
_MOST_SEGMENTS = 512
_MOST_UNPACKED = 1 << 22
_LITTLE, _PLACE_MASK = struct.Struct("<Q"), (1 << 30) - 1
_SIZED_AS, _COUNTED_AT = 32, 35
"""Bits of a pointer behind which a struct's sizes and a list's count stand."""
_STRUCT, _LIST, _FAR, _OTHER = 0, 1, 2, 3
_BYTES, _POINTERS, _COMPOSITE = 2, 6, 7
_FULL, _NOTHING = 0xFF, 0
_UNPACKED = Bound(f"a packed message of more than {_MOST_UNPACKED} bytes")

type _Where = tuple[int, int]
"""A word: its segment and its number there."""


def sizes(raw: bytes) -> list[int]:
    """Give the words of each segment, where the table of them says how long the whole is; nothing else."""
    if len(raw) < _SHORTEST or len(raw) % _WORD:
        return []
    count = int.from_bytes(raw[:4], "little") + 1
    head = (count // 2 + 1) * _WORD
    if count > _MOST_SEGMENTS or head >= len(raw):
        return []
    found = list(struct.unpack(f"<{count}I", raw[4 : 4 + 4 * count]))
    return found if head + _WORD * sum(found) == len(raw) and found[0] else []


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every text by the places of the pointers that lead to it."""
    if found := sizes(node.raw):
        yield from _read(node, Octets(node, 0), found)
        return
    plain = unpacked(node.raw, _MOST_UNPACKED)
    if plain is None or not node.budget.spend(len(node.raw) + len(plain)):
        return
    if len(plain) > _MOST_UNPACKED:
        if plain[:_PLACE] == bytes(_PLACE) and int.from_bytes(plain[_PLACE:_WORD], "little") * _WORD > _MOST_UNPACKED:
            node.budget.reached.append(_UNPACKED)
        return
    if found := sizes(plain):
        yield from _read(node, Octets(node, 0, packed=plain, whole=(0, len(node.raw))), found)


def shows(raw: bytes) -> bool:
    """Say whether bytes may be a message, packed ones by the numbers that they begin with."""
    return bool(sizes(raw)) or _packed_head(raw)


def _packed_head(raw: bytes) -> bool:
    if len(raw) < _SHORTEST // 2:
        return False
    return (raw[0] in _ONE and raw[1] > 0) or (raw[0] in _SEVERAL and 0 < raw[1] <= _MOST_PACKED)


def unpacked(raw: bytes, most: int) -> bytes | None:
    """Give packed bytes as they were: a byte tells which of eight are none; ``None`` where they are none such.

    Of what comes to more than ``most`` bytes only so much is given, and a few.
    """
    out, pos, size = bytearray(), 0, len(raw)
    while pos < size:
        tag, pos = raw[pos], pos + 1
        if tag == _FULL:
            if pos + _WORD >= size:
                return None
            end = pos + _WORD + _WORD * raw[pos + _WORD]
            out += raw[pos : pos + _WORD]
            run = raw[pos + _WORD + 1 : end + 1]
            out += run
            pos = end + 1
        elif tag == _NOTHING:
            if pos >= size:
                return None
            out += bytes(_WORD * (1 + raw[pos]))
            pos += 1
        else:
            for bit in range(_WORD):
                held = tag >> bit & 1
                if held and pos >= size:
                    return None
                out.append(raw[pos] if held else 0)
                pos += held
        if len(out) > most:
            return bytes(out)
    return bytes(out) if pos == size else None


def _read(node: Node, reader: Octets, found: list[int]) -> Iterator[Opened]:
    walk = _Message(reader, found)
    for opened in octets.opened(node, NAME, reader, walk.read, certain=False):
        if opened.children:
            if not opened.obstacles:
                opened.obstacles.append((node.path, 0, len(node.raw), REASON))
            yield opened


class _Message:
    """The segments of a message, and how far its pointers were followed: a word is walked into once."""

    def __init__(self, reader: Octets, found: list[int]) -> None:
        self.reader, self.sizes = reader, found
        self.starts, here = list[int](), (len(found) // 2 + 1) * _WORD
        for size in found:
            self.starts.append(here)
            here += size * _WORD
        self.met: set[_Where] = set()

    def read(self, reader: Octets) -> None:
        """Follow the root's pointer, and stand behind everything."""
        self.follow((0, 0), reader.node.path, reader.node.key)
        reader.pos = reader.end

    def word(self, at: _Where) -> int:
        """Give a word."""
        segment, place = at
        if not (0 <= segment < len(self.sizes) and 0 <= place < self.sizes[segment]):
            raise BrokenError
        return int(_LITTLE.unpack_from(self.reader.raw, self.starts[segment] + place * _WORD)[0])

    def follow(self, at: _Where, path: str, key: str) -> None:
        """Follow a pointer: to a struct, a list, or one that stands elsewhere."""
        pointer = self.word(at)
        self.reader.pay()
        kind = pointer & 3
        if not pointer or kind == _OTHER:
            return
        if kind == _FAR:
            self._far(pointer, path, key)
            return
        offset = pointer >> 2 & _PLACE_MASK
        offset -= 1 << 30 if offset >> 29 else 0
        target = at[0], at[1] + 1 + offset
        self._walk(pointer, target, path, key)

    def _walk(self, pointer: int, target: _Where, path: str, key: str) -> None:
        if target in self.met or not pointer >> (_SIZED_AS if pointer & 3 == _STRUCT else _COUNTED_AT):
            return  # what is empty stands where the next thing does
        self.met.add(target)
        self.reader.enter()
        if pointer & 3 == _STRUCT:
            self._struct(target, pointer >> 32 & 0xFFFF, pointer >> 48, path)
        else:
            self._list(target, pointer >> 32 & 7, pointer >> 35, path, key)
        self.reader.leave()

    def _far(self, pointer: int, path: str, key: str) -> None:
        """Follow a pointer into another segment, in which one stands that leads on, or two that say what is where."""
        landing = pointer >> 32, pointer >> 3 & ((1 << 29) - 1)
        if landing in self.met:
            return
        self.met.add(landing)
        if pointer & 4:
            far, tag = self.word(landing), self.word((landing[0], landing[1] + 1))
            if far & 7 != _FAR:
                raise BrokenError
            self._walk(tag, (far >> 32, far >> 3 & ((1 << 29) - 1)), path, key)
            return
        self.reader.enter()
        self.follow(landing, path, key)
        self.reader.leave()

    def _struct(self, at: _Where, data: int, pointers: int, path: str) -> None:
        if at[0] >= len(self.sizes) or not 0 <= at[1] <= at[1] + data + pointers <= self.sizes[at[0]]:
            raise BrokenError
        prefix = member("" if path == "$" else path, "p")
        for place in range(pointers):
            self.follow((at[0], at[1] + data + place), item(prefix, place), "p")

    def _list(self, at: _Where, kind: int, count: int, path: str, key: str) -> None:
        reader = self.reader
        if at[0] >= len(self.sizes) or at[1] < 0:
            raise BrokenError
        start, end = (self.starts[at[0]] + place * _WORD for place in (at[1], self.sizes[at[0]]))
        if kind == _BYTES:
            if start + count > end:
                raise BrokenError
            run = reader.raw[start : start + count]
            text = as_text(run[:-1]) if run[-1:] == b"\0" else None
            if value := text or run:
                reader.pos = start + count - (text is not None)
                reader.keep(path, key, value, start, True)
        elif kind == _POINTERS:
            if start + count * _WORD > end:
                raise BrokenError
            for place in range(count):
                self.follow((at[0], at[1] + place), item("" if path == "$" else path, place), key)
        elif kind == _COMPOSITE:
            tag = self.word(at)
            many, data, pointers = tag >> 2 & _PLACE_MASK, tag >> 32 & 0xFFFF, tag >> 48
            if tag & 3 or many * (data + pointers) > count or (many and not data + pointers):
                raise BrokenError
            for place in range(many):
                where = at[0], at[1] + 1 + place * (data + pointers)
                self._struct(where, data, pointers, item("" if path == "$" else path, place))
