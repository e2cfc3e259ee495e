"""Ruby's ``Marshal`` (version 4.8; the Ruby documentation, "Marshal Format"), which sessions of Rails hold.

Hashes, objects and structures give their members by name, arrays by place. Nothing is loaded: a class is a name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trafficaudit.decode.node import Node, Opened, item
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "ruby"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"\x04"
"""What bytes begin with: the version of the format."""
_BEGINS = re.compile(rb'\x04\x08[\[{}oSI"UueC:]').match
_CONSTANTS = {"0": "null", "T": "true", "F": "false"}
_WIDEST = 64
_FEWEST = 2
"""Characters of a text that is told of."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A value and its range, for whoever names it again; the empty one of a container."""

    value: str | bytes = b""
    start: int = 0
    end: int = 0


_NOTHING = _Told()


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the version, and a container or text behind it."""
    return _BEGINS(raw) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every text, number and run of bytes, where the bytes are values to the last one and there is a text."""
    found = list(octets.opened(node, NAME, Octets(node, 0), _Values().read, certain=False))
    if any(isinstance(child[2], str) and len(child[2]) >= _FEWEST for each in found for child in each.children):
        yield from found


class _Values:
    """The values of a stream, its symbols, and the objects that may be named again."""

    def __init__(self) -> None:
        self.symbols: list[_Told] = []
        self.objects: list[_Told] = []

    def read(self, reader: Octets) -> None:
        """Take values to the end; each has a version before it."""
        index, prefix = 0, reader.node.prefix
        while reader.pos < reader.end:
            if reader.run(2) != b"\x04\x08":
                raise BrokenError
            self.symbols, self.objects = [], []
            self.value(reader, item(prefix, index) if index else reader.node.path, reader.node.key)
            index += 1

    def value(self, reader: Octets, path: str, key: str) -> _Told:
        """Take a value; give it where it is a text or number."""
        start, kind = reader.pos, chr(reader.byte())
        if kind in _CONSTANTS:
            reader.keep(path, key, _CONSTANTS[kind], start)
            return _NOTHING
        if kind == "i":
            value = str(_whole(reader))
            reader.keep(path, key, value, start)
            return _Told(value, start, reader.pos)
        if kind in (":", ";"):
            reader.pos = start
            told = self._symbol(reader)
            _keep(reader, path, key, told)
            return told
        if kind == "@":
            return self._again(reader, path, key)
        reader.enter()
        told = self._object(reader, kind, path, key)
        reader.leave()
        return told

    def _object(self, reader: Octets, kind: str, path: str, key: str) -> _Told:
        if kind == "I":
            told = self.value(reader, path, key)
            self._members(reader, path)
            return told
        if kind in ("e", "C"):
            self._symbol(reader)
            return self.value(reader, path, key)
        place = len(self.objects)
        if kind in ("U", "u"):
            self._symbol(reader)
        self.objects.append(_NOTHING)
        if kind == "U":
            return self.value(reader, path, key)
        if kind in ("[", "{", "}", "o", "S"):
            if kind in ("o", "S"):
                self._symbol(reader)
            self._container(reader, kind, path, key)
            return _NOTHING
        start = reader.pos
        told = self.objects[place] = self._scalar(reader, kind, start)
        _keep(reader, path, key, told, exact=kind != "l")
        return told

    def _scalar(self, reader: Octets, kind: str, start: int) -> _Told:
        if kind == "l":
            sign, size = reader.byte(), _whole(reader) * 2
            run = reader.run(reader.count(size))
            value = str(int.from_bytes(run, "little")) if len(run) <= _WIDEST else run[::-1].hex()
            return _Told("-" + value if sign == 0x2D else value, start, reader.pos)
        if kind not in ('"', "/", "f", "u", "c", "m"):
            raise BrokenError
        run = reader.run(reader.count(_whole(reader)))
        start = reader.pos - len(run)
        if kind == "/":
            reader.byte()
        return _Told(as_text(run) or run, start, start + len(run))

    def _container(self, reader: Octets, kind: str, path: str, key: str) -> None:
        size, prefix = reader.count(_whole(reader)), "" if path == "$" else path
        if kind == "[":
            for index in range(size):
                self.value(reader, item(prefix, index), key)
            return
        for _ in range(size):
            self._pair(reader, path)
        if kind == "}":
            self.value(reader, path, key)

    def _members(self, reader: Octets, path: str) -> None:
        """Take what hangs on a value beside its content: an encoding says nothing."""
        for _ in range(reader.count(_whole(reader))):
            name = self._symbol(reader)
            here = len(reader.children)
            self.value(reader, reader.member(path, _name(name), name.start, name.end), _name(name))
            if name.value in ("E", "encoding"):
                del reader.children[here:]

    def _pair(self, reader: Octets, path: str) -> None:
        kept = len(reader.children)
        name = self.value(reader, path, "")
        if name is _NOTHING:
            self.value(reader, path, "")
            return
        del reader.children[kept:]
        self.value(reader, reader.member(path, _name(name), name.start, name.end), _name(name))

    def _symbol(self, reader: Octets) -> _Told:
        """Take a symbol, or the number of one; it may have an encoding."""
        kind = reader.byte()
        if kind == 0x49:
            told = self._symbol(reader)
            for _ in range(reader.count(_whole(reader))):
                self._symbol(reader)
                reader.byte()
            return told
        number = _whole(reader)
        if kind == 0x3B:
            if not 0 <= number < len(self.symbols):
                raise BrokenError
            return self.symbols[number]
        if kind != 0x3A:
            raise BrokenError
        run = reader.run(reader.count(number))
        self.symbols.append(_Told(as_text(run) or run, reader.pos - len(run), reader.pos))
        return self.symbols[-1]

    def _again(self, reader: Octets, path: str, key: str) -> _Told:
        number = _whole(reader)
        if not 0 <= number < len(self.objects):
            raise BrokenError
        told = self.objects[number]
        if told is _NOTHING:
            reader.pay()
        else:
            reader.again(path, key, told.value, told.start, told.end)
        return told


def _name(told: _Told) -> str:
    """Give a name without the sign that Ruby writes before those of an object."""
    return (told.value if isinstance(told.value, str) else told.value.hex()).lstrip("@")


def _keep(reader: Octets, path: str, key: str, told: _Told, *, exact: bool = True) -> None:
    if not told.value:
        reader.pay()
    elif exact:
        reader.again(path, key, told.value, told.start, told.end)
    else:
        reader.keep(path, key, told.value, told.start)


def _whole(reader: Octets) -> int:
    """Take a number as lengths and small ones are written."""
    first = reader.big(1)
    if -4 <= first <= 4:
        if first == 0:
            return 0
        run = int.from_bytes(reader.run(abs(first)), "little")
        return run if first > 0 else run - (1 << 8 * -first)
    return first - 5 if first > 0 else first + 5
