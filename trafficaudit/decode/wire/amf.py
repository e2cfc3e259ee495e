"""AMF, as Flash and AIR, and servers that spoke with them, write messages: packets of AMF 0 whose values may go on in
AMF 3, and values of either by themselves, of AMF 0 also in a row behind a command (RTMP). In AMF 3 a text, a class or
an object that came before is named by its number.

Sources: Adobe, Action Message Format AMF 0 and AMF 3 (2007, 2013). A value by itself begins as an object without a
class or a list does, and reaches to the last byte.
"""

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode.node import Node, Opened, item, join, member, step
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "amf"
MEDIA = re.compile(r"application/x-amf")
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"\x00\x02\x03\x08\x09\x0a"

_SHORTEST = 12
_BY_ITSELF = re.compile(rb"\x0a\x0b\x01(?=[\x03-\x7f][A-Za-z_$])|\x09[\x03-\x7f]\x01[\x06\x09\x0a]").match
_ROW = re.compile(
    rb"(?:\x03|\x08\x00.{3})\x00[\x01-\x40][A-Za-z_$]|\x02\x00[\x03-\x20][A-Za-z]{3,32}+\x00.{8}[\x03\x05\x08]",
    re.DOTALL,
).match
"""An object of AMF 0 or a list with names, or the name of a command, its number and what it is given."""
_PACKET = re.compile(rb"\x00[\x00\x03]\x00[\x00-\x0f].{0,512}?\x00[\x01-\xff][\w./:-]", re.DOTALL).match
_UNKNOWN = 0xFFFFFFFF
_HOLDERS = ("flex.messaging.io.ArrayCollection", "flex.messaging.io.ObjectProxy")
"""Classes that write themselves as one value."""


class _Told(NamedTuple):
    """A text that may be named again, and where it stands."""

    text: str
    start: int
    end: int


class _Traits(NamedTuple):
    """A class of objects: its name, what its members are called, and whether others may follow."""

    name: str
    members: tuple[str, ...]
    dynamic: bool
    holder: bool


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a value by itself, as a command, or as a packet."""
    return len(raw) >= _SHORTEST and (_BY_ITSELF(raw) or _PACKET(raw) or _ROW(raw)) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every scalar by its path."""
    reader = Octets(node, 0)
    labelled = node.hint.essence != "" and MEDIA.fullmatch(node.hint.essence) is not None
    read = _three if _BY_ITSELF(node.raw) else _row if _ROW(node.raw) else _packet
    yield from octets.opened(node, NAME, reader, read, certain=labelled)


def _three(reader: Octets) -> None:
    _Three().value(reader, reader.node.path, reader.node.key)


def _row(reader: Octets) -> None:
    count, prefix = 0, reader.node.prefix
    while reader.pos < reader.end:
        _Zero().value(reader, item(prefix, count) if count else reader.node.path, reader.node.key)
        count += 1


def _packet(reader: Octets) -> None:
    """Read the headers and messages of a packet."""
    if reader.big(2, signed=False) not in (0, 3):
        raise BrokenError
    for kind in ("header", "message"):
        for index in range(reader.big(2, signed=False)):
            reader.pay()
            path = item(member(reader.node.prefix, kind), index)
            target = _short(reader)
            if kind == "header":
                reader.byte()
            else:
                _short(reader)
            size = reader.big(4, signed=False)
            end = reader.pos + size
            _Zero().value(reader, join(path, step(target)[0]) if target else path, target)
            if size not in (0, _UNKNOWN) and reader.pos != end:
                raise BrokenError


def _short(reader: Octets) -> str:
    run = reader.run(reader.big(2, signed=False))
    text = as_text(run)
    if text is None:
        raise BrokenError
    return text


class _Zero:
    """The values of one message in AMF 0."""

    def value(self, reader: Octets, path: str, key: str) -> None:
        """Take a value."""
        start, kind = reader.pos, reader.byte()
        if kind in (0x00, 0x0B):
            number = struct.unpack(">d", reader.run(8))[0]
            if kind == 0x0B:
                reader.run(2)
            reader.keep(path, key, _number(number), start)
        elif kind == 0x01:
            reader.keep(path, key, "true" if reader.byte() else "false", start)
        elif kind in (0x02, 0x0C, 0x0F):
            reader.text(path, key, reader.big(2 if kind == 0x02 else 4, signed=False))
        elif kind in (0x03, 0x08, 0x10):
            if kind == 0x08:
                reader.run(4)
            elif kind == 0x10:
                _short(reader)
            self._members(reader, path)
        elif kind == 0x0A:
            reader.enter()
            for index in range(reader.count(reader.big(4, signed=False))):
                self.value(reader, item("" if path == "$" else path, index), key)
            reader.leave()
        elif kind == 0x11:
            _Three().value(reader, path, key)
        elif kind in (0x05, 0x06, 0x07, 0x0D):
            reader.run(2 if kind == 0x07 else 0)
            reader.pay()
        else:
            raise BrokenError

    def _members(self, reader: Octets, path: str) -> None:
        reader.enter()
        prefix = "" if path == "$" else path
        while (name := _short(reader)) or reader.raw[reader.pos : reader.pos + 1] != b"\x09":
            self.value(reader, join(prefix, step(name)[0]), name)
        reader.byte()
        reader.leave()


class _Three:
    """The values of one message in AMF 3, and what they may name again."""

    def __init__(self) -> None:
        self.texts: list[_Told] = []
        self.classes: list[_Traits] = []

    def value(self, reader: Octets, path: str, key: str) -> None:
        """Take a value."""
        start, kind = reader.pos, reader.byte()
        if kind in (0x00, 0x01):
            reader.pay()
        elif kind in (0x02, 0x03):
            reader.keep(path, key, "true" if kind == 0x03 else "false", start)
        elif kind == 0x04:
            number = _u29(reader)
            reader.keep(path, key, str(number - (1 << 29) if number >= 1 << 28 else number), start)
        elif kind == 0x05:
            reader.keep(path, key, _number(struct.unpack(">d", reader.run(8))[0]), start)
        elif kind == 0x06:
            told = self._text(reader)
            here, reader.pos = reader.pos, told.end
            if told.text:
                reader.keep(path, key, told.text, told.start, True)
            reader.pos = here
        elif kind in (0x07, 0x0B, 0x0C):
            size = _u29(reader)
            reader.text(path, key, size >> 1) if size & 1 else reader.pay()
        elif kind == 0x08:
            if _u29(reader) & 1:
                reader.keep(path, key, _number(struct.unpack(">d", reader.run(8))[0]), start)
        elif kind in (0x09, 0x0A):
            reader.enter()
            (self._list if kind == 0x09 else self._object)(reader, path, key)
            reader.leave()
        else:
            raise BrokenError

    def _text(self, reader: Octets) -> _Told:
        """Take a text, or one that came before; the empty one is never named again."""
        size = _u29(reader)
        if not size & 1:
            if size >> 1 >= len(self.texts):
                raise BrokenError
            return self.texts[size >> 1]
        start = reader.pos
        run = reader.run(size >> 1)
        text = as_text(run)
        if text is None:
            raise BrokenError
        told = _Told(text, start, reader.pos)
        if run:
            self.texts.append(told)
        return told

    def _list(self, reader: Octets, path: str, key: str) -> None:
        size = _u29(reader)
        if not size & 1:
            reader.pay()
            return
        self._dynamic(reader, path)
        for index in range(reader.count(size >> 1)):
            self.value(reader, item("" if path == "$" else path, index), key)

    def _object(self, reader: Octets, path: str, key: str) -> None:
        head = _u29(reader)
        if not head & 1:
            reader.pay()
            return
        traits = self._traits(reader, head >> 1)
        if traits.holder:
            if traits.name not in _HOLDERS:
                raise BrokenError
            self.value(reader, path, key)
            return
        prefix = "" if path == "$" else path
        for name in traits.members:
            self.value(reader, join(prefix, step(name)[0]), name)
        if traits.dynamic:
            self._dynamic(reader, path)

    def _traits(self, reader: Octets, head: int) -> _Traits:
        """Take what a class says of its objects, or that of one that came before."""
        if not head & 1:
            if head >> 1 >= len(self.classes):
                raise BrokenError
            return self.classes[head >> 1]
        name = self._text(reader).text
        count = 0 if head & 2 else reader.count(head >> 3)
        members = tuple(self._text(reader).text for _ in range(count))
        traits = _Traits(name, members, bool(head & 4), bool(head & 2))
        self.classes.append(traits)
        return traits

    def _dynamic(self, reader: Octets, path: str) -> None:
        """Take members up to the one without a name."""
        prefix = "" if path == "$" else path
        while told := self._text(reader):
            if not told.text:
                return
            written, data = step(told.text)
            if data:
                here, reader.pos = reader.pos, told.end
                reader.keep(join(prefix, written), told.text, told.text, told.start, True)
                reader.pos = here
            self.value(reader, join(prefix, written), told.text)


def _u29(reader: Octets) -> int:
    """Take a number in up to four bytes, seven bits of each but the fourth."""
    value = 0
    for _ in range(3):
        byte = reader.byte()
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value
    return value << 8 | reader.byte()


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)
