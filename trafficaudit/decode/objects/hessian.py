"""Hessian, in which Java's services call each other: both versions, and Dubbo's frames around the second.

Sources: Hessian 2.0 Serialization Protocol, Hessian Binary Web Service Protocol (caucho.com), Dubbo protocol. Objects
tell their class and its fields once. A message shows by its head; a value alone counts where it is read to its end.
"""

import re
import struct
import uuid
from collections.abc import Callable, Iterator

from trafficaudit.decode.node import Node, Opened, item, member
from trafficaudit.decode.objects.hessian_text import binary, text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.instant import since_1970
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "hessian"
MEDIA = re.compile(r"(?:application|x-application)/(?:x-)?hessian2?")
TEXT = False
MARKS = ""
ONLY = None

_HEAD = re.compile(rb"H\x02\x00[CFR]|c[\x01\x02]\x00[Hm]|r[\x01\x02]\x00", re.DOTALL).match
_VALUE = re.compile(
    rb"[\x78-\x7f]?(?:H[\x01-\x1f][A-Za-z_$]|(?:C|[Vp-w])(?:[\x03-\x1f]|0.)[A-Za-z_$\[]|M(?:[\x00-\x1f]|0.)[^\x00])"
    rb"|(?:Vt\0.[^z]{2,64}z?)?Mt\0.", re.DOTALL
).match  # fmt: skip
_FRAME, _FRAME_HEAD = b"\xda\xbb", 16
_KIND, _HESSIAN, _EVENT = 31, 2, 32
FIRST = b"HcrCMV\xda" + bytes(range(0x70, 0x80))
"""What bytes without a label can begin with."""
_CONSTANT = re.compile(rb"[\x01-\x1f][A-Z][A-Z0-9_]+(?![a-z])").match
_HALVES = ("mostSigBits", "leastSigBits")


def shows(raw: bytes) -> bool:
    """Say whether bytes begin as a message, a frame, or a value with a name in it."""
    return _framed(raw) or _HEAD(raw) is not None or _VALUE(raw) is not None


def _framed(raw: bytes) -> bool:
    size = int.from_bytes(raw[12:_FRAME_HEAD])
    return raw.startswith(_FRAME) and len(raw) > _FRAME_HEAD and 0 < size <= len(raw) - _FRAME_HEAD


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every text, number and run of bytes: of objects by their fields, of calls by their places."""
    if _framed(node.raw):
        yield from _frames(node)
        return
    certain = _HEAD(node.raw) is not None
    found = list(octets.opened(node, NAME, Octets(node, 0), _message if certain else _row, certain=certain))
    # A value alone has no head: there must be a text under a name, too.
    if certain or any(
        child[5] is True and child[1] and child[2].__class__ is str for f in found for child in f.children
    ):
        yield from found


def _frames(node: Node) -> Iterator[Opened]:
    """Give what Dubbo's frames hold; what another library wrote is given as it is."""
    raw, start = node.raw, 0
    if raw[2] & _KIND not in (0, _HESSIAN):
        size = _FRAME_HEAD + int.from_bytes(raw[12:_FRAME_HEAD])
        child = (node.path, node.key, raw[_FRAME_HEAD:size], _FRAME_HEAD, size, True)
        yield Opened(("dubbo",), [child], sure=True, carrier=True)
        return

    def read(reader: Octets) -> None:
        nonlocal start
        index, whole = 0, reader.end
        while start < whole:
            size = int.from_bytes(raw[start + 12 : start + _FRAME_HEAD])
            if raw[start : start + 2] != _FRAME or size > whole - start - _FRAME_HEAD:
                raise BrokenError
            reader.pos, reader.end = start + _FRAME_HEAD, start + _FRAME_HEAD + size
            _row(reader, item(node.prefix, index) if start else "")
            start, index, reader.end = reader.end, index + 1, whole

    yield from octets.opened(node, NAME, Octets(node, 0), read, certain=True)


def _message(reader: Octets) -> None:
    """Take a call or an answer."""
    kind = reader.byte()
    reader.run(2)
    if kind == 0x48:
        kind = reader.byte()
        values = _Two(reader)
        if kind == 0x43:
            values.text("method", "method")
            reader.count(values.whole(reader.byte()))
        _rest(reader, values.value, "")
        return
    one = _One(reader)
    while kind == 0x63 and reader.raw[reader.pos : reader.pos + 1] == b"H":
        reader.byte()
        name = reader.run(reader.big(2, signed=False)).decode("utf-8", "replace")
        one.value(member(reader.node.prefix, name), name)
    if kind == 0x63:
        if reader.byte() != 0x6D:
            raise BrokenError
        reader.text("method", "method", reader.big(2, signed=False))
    index, prefix = 0, reader.node.prefix
    while reader.pos < reader.end and reader.raw[reader.pos] != 0x7A:
        one.value(item(prefix, index) if index else reader.node.path, reader.node.key)
        index += 1
    reader.byte()


def _row(reader: Octets, path: str = "") -> None:
    """Take values to the end."""
    read = _One(reader).value if reader.raw[reader.pos : reader.pos + 2] in (b"Mt", b"Vt") else _Two(reader).value
    _rest(reader, read, path)


def _rest(reader: Octets, read: Callable[[str, str], object], path: str) -> None:
    index, above = 0, path or reader.node.path
    while reader.pos < reader.end:
        read(item("" if above == "$" else above, index) if index else above, reader.node.key)
        index += 1


class _Two:
    """The values of the second version, and the classes and types that they name again."""

    def __init__(self, reader: Octets) -> None:
        self.reader = reader
        self.types: list[str] = []
        self.classes: list[tuple[str, tuple[str, ...]]] = []

    def value(self, path: str, key: str) -> None:
        """Take a value."""
        reader, start = self.reader, self.reader.pos
        code = reader.byte()
        if code < 0x20 or 0x30 <= code < 0x34 or code in (0x52, 0x53):
            reader.pos = start
            self.text(path, key)
        elif 0x20 <= code < 0x30 or 0x34 <= code < 0x38 or code in (0x41, 0x42):
            binary(reader, path, key, code)
        elif code in (0x43, 0x48, 0x4D, 0x4F, 0x55, 0x56, 0x57, 0x58) or 0x60 <= code < 0x80:
            reader.enter()
            self._container(code, path, key)
            reader.leave()
        elif code in (0x4E, 0x51):
            if code == 0x51:
                self.whole(reader.byte())
            reader.pay()
        else:
            reader.keep(path, key, self._scalar(code), start)

    def _scalar(self, code: int) -> str:
        reader = self.reader
        if code in (0x46, 0x54):
            return "true" if code == 0x54 else "false"
        if code == 0x44:
            return repr(struct.unpack(">d", reader.run(8))[0])
        if code in (0x4A, 0x4B):
            return since_1970(reader.big(8) if code == 0x4A else reader.big(4) * 60_000)
        if 0x5B <= code <= 0x5F:
            wide = {0x5D: 1, 0x5E: 2, 0x5F: 4}.get(code, 0)
            return repr(float(reader.big(wide) if wide else code - 0x5B) / (1000 if code == 0x5F else 1))
        return str(self.whole(code))

    def whole(self, code: int) -> int:
        """Give a number of 32 or 64 bits, by the byte that begins it."""
        reader = self.reader
        if code in (0x49, 0x59, 0x4C):
            return reader.big(8 if code == 0x4C else 4)
        for first, last, zero, width in _COMPACT:
            if first <= code <= last:
                return ((code - zero) << 8 * width) + (reader.big(width, signed=False) if width else 0)
        raise BrokenError

    def text(self, path: str, key: str) -> None:
        """Take a text."""
        reader = self.reader
        value, start, exact = text(reader, reader.byte())
        if value:
            reader.keep(path, key, value, start, exact)
        else:
            reader.pay()

    def _name(self) -> str:
        value = text(self.reader, self.reader.byte())[0]
        if not isinstance(value, str):
            raise BrokenError
        return value

    def _type(self) -> str:
        """Take the name of a class, or the number of one that was told."""
        code = self.reader.raw[self.reader.pos] if self.reader.pos < self.reader.end else 0
        if code < 0x20 or 0x30 <= code < 0x34 or code in (0x52, 0x53):
            self.types.append(self._name())
            return self.types[-1]
        number = self.whole(self.reader.byte())
        if not 0 <= number < len(self.types):
            raise BrokenError
        return self.types[number]

    def _container(self, code: int, path: str, key: str) -> None:
        reader = self.reader
        if code == 0x43:
            name = self._name()
            fields = reader.count(self.whole(reader.byte()))
            self.classes.append((name, tuple(self._name() for _ in range(fields))))
            self.value(path, key)
        elif code in (0x48, 0x4D):
            if code == 0x4D:
                self._type()
            self._members(path)
        elif code == 0x4F or code < 0x70:
            self._object(self.whole(reader.byte()) if code == 0x4F else code - 0x60, path, key)
        else:
            if code in (0x55, 0x56) or 0x70 <= code < 0x78:
                self._type()
            size = None if code in (0x55, 0x57) else code & 7 if code >= 0x70 else self.whole(reader.byte())
            self._items(size, path, key)

    def _items(self, size: int | None, path: str, key: str) -> None:
        reader, index, prefix = self.reader, 0, "" if path == "$" else path
        if size is not None:
            reader.count(size)
        while index < size if size is not None else reader.raw[reader.pos : reader.pos + 1] != b"Z":
            self.value(item(prefix, index), key)
            index += 1
        if size is None:
            reader.byte()

    def _members(self, path: str) -> None:
        reader = self.reader
        while reader.raw[reader.pos : reader.pos + 1] != b"Z":
            self.value(*_key(reader, self.value, path))
        reader.byte()

    def _object(self, number: int, path: str, key: str) -> None:
        reader = self.reader
        if not 0 <= number < len(self.classes):
            raise BrokenError
        name, fields = self.classes[number]
        if not fields:
            reader.pay()
        if sorted(fields) == sorted(_HALVES):
            start = reader.pos
            halves = {field: self.whole(reader.byte()) & (1 << 64) - 1 for field in fields}
            both = halves[_HALVES[0]] << 64 | halves[_HALVES[1]]
            reader.keep(path, key, str(uuid.UUID(int=both)), start)
        elif fields == ("value",) and name.startswith("java."):
            self.value(path, key)
        else:
            for field in fields:
                constant = (
                    fields == ("name",) and key != "" and _is_constant(reader, reader.pos)
                )  # all that is written of an enum
                self.value(*((path, key) if constant else (member("" if path == "$" else path, field), field)))


def _is_constant(reader: Octets, at: int) -> bool:
    """Say whether a short text, from the end of its length on, is a name as constants have."""
    return _CONSTANT(reader.raw, at) is not None


_COMPACT = (
    (0x80, 0xBF, 0x90, 0), (0xC0, 0xCF, 0xC8, 1), (0xD0, 0xD7, 0xD4, 2), (0xD8, 0xEF, 0xE0, 0), (0xF0, 0xFF, 0xF8, 1),
    (0x38, 0x3F, 0x3C, 2),
)  # fmt: skip
"""Numbers in few bytes: the first bytes from and to, the one that stands for zero, and how many follow."""


class _One:
    """The values of the first version."""

    def __init__(self, reader: Octets) -> None:
        self.reader = reader

    def value(self, path: str, key: str) -> None:
        """Take a value."""
        reader, start = self.reader, self.reader.pos
        code = reader.byte()
        if code in (0x53, 0x73, 0x58, 0x78):
            value, start, exact = text(reader, code)
            reader.keep(path, key, value, start, exact) if value else reader.pay()
        elif code in (0x42, 0x62):
            binary(reader, path, key, code)
        elif code in (0x4D, 0x56):
            reader.enter()
            self._container(code, path, key)
            reader.leave()
        elif code in (0x4E, 0x52):
            reader.run(4 if code == 0x52 else 0)
            reader.pay()
        else:
            reader.keep(path, key, self._scalar(code), start)

    def _scalar(self, code: int) -> str:
        reader = self.reader
        if code in (0x46, 0x54):
            return "true" if code == 0x54 else "false"
        if code in (0x49, 0x4C):
            return str(reader.big(4 if code == 0x49 else 8))
        if code == 0x44:
            return repr(struct.unpack(">d", reader.run(8))[0])
        if code == 0x64:
            return since_1970(reader.big(8))
        raise BrokenError

    def _container(self, code: int, path: str, key: str) -> None:
        reader, index, prefix, kept = self.reader, 0, "" if path == "$" else path, len(self.reader.children)
        if reader.raw[reader.pos : reader.pos + 1] == b"t":
            reader.byte()
            reader.run(reader.big(2, signed=False))
        if code == 0x56 and reader.raw[reader.pos : reader.pos + 1] == b"l":
            reader.run(5)
        while reader.raw[reader.pos : reader.pos + 1] != b"z":
            place = (item(prefix, index), key) if code == 0x56 else _key(reader, self.value, path)
            self.value(*place)
            index += 1
        reader.byte()
        halves = reader.children[kept:]
        if len(halves) == 1 and halves[0][1] == "name" and key and _is_constant(reader, halves[0][3] - 1):
            reader.children[kept:] = [(path, key, *halves[0][2:])]
        if tuple(child[1] for child in halves) == _HALVES:
            high, low = (int(str(child[2])) & (1 << 64) - 1 for child in halves)
            reader.children[kept:] = [
                (path, key, str(uuid.UUID(int=high << 64 | low)), halves[0][3], reader.pos, False)
            ]


def _key(reader: Octets, read: Callable[[str, str], object], path: str) -> tuple[str, str]:
    """Take the key of a map: give the place of its value."""
    kept = len(reader.children)
    read(path, "")
    if len(reader.children) != kept + 1:
        raise BrokenError  # nothing that apps write
    _, _, value, start, end, _ = reader.children.pop()
    name = value if isinstance(value, str) else value.hex()
    return reader.member(path, name, start, end), name
