"""Objects that Java serialised (Java Object Serialization Specification, version 2, chapter 6): fields by their names,
maps by their keys, lists by their places.

The stream says of each class which fields it has. What a class writes by itself is read object by object; bytes that it
writes are given as they are.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from trafficaudit.decode.node import Node, Opened, item, member, step
from trafficaudit.decode.numeral import single
from trafficaudit.decode.objects import java_classes
from trafficaudit.decode.place import How
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BoundError, BrokenError, Octets

NAME = "java"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

HEAD = b"\xac\xed\x00\x05"
_NULL, _REFERENCE, _CLASS, _OBJECT, _STRING, _ARRAY, _CLASS_OBJECT, _BLOCK, _END, _RESET, _LONG_BLOCK, _EXCEPTION, _LONG_STRING, _PROXY, _ENUM = range(0x70, 0x7F)  # fmt: skip  # noqa: E501
_FIRST_HANDLE = 0x7E0000
_WRITES, _SERIALIZABLE, _EXTERNALIZABLE, _BLOCKS = 1, 2, 4, 8
_PRIMITIVES = {"B": ">b", "D": ">d", "F": ">f", "I": ">i", "J": ">q", "S": ">h"}
_REFERENCES, _PLAIN = "L[", "BCDFIJSZ"
_NUMBERS, _LENGTH = 8, 2
"""Bytes of a block that hold no more than a number or two, and of the length before a text (``writeUTF``)."""


@dataclass(slots=True, eq=False)
class _Class:
    """A class of the stream: its name, how it was written, its fields by type and name, the one above it."""

    name: str
    flags: int = 0
    fields: list[tuple[str, str]] = field(default_factory=list)
    above: "_Class | None" = None


@dataclass(slots=True)
class _Text:
    """A text, or a value that stands for an object, and where it stands."""

    value: str | bytes
    start: int
    end: int
    how: How = True


type _Thing = _Class | _Text | None


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the head, and content behind it."""
    return raw.startswith(HEAD) and len(raw) > len(HEAD) and _NULL <= raw[4] <= _ENUM


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every text, number and run of bytes."""
    yield from octets.opened(node, NAME, Octets(node, len(HEAD)), _Stream().read, certain=True)


class _Stream:
    """The contents of a stream, and what has a number in it."""

    def __init__(self) -> None:
        self.things: list[_Thing] = []

    def read(self, reader: Octets) -> None:
        """Read contents to the end; several have an index."""
        index, prefix = 0, reader.node.prefix
        while reader.pos < reader.end:
            path = item(prefix, index) if index else reader.node.path
            self.content(reader, path, reader.node.key)
            index += 1

    def content(self, reader: Octets, path: str, key: str) -> _Thing:
        """Take one content; give it where it is a text or a class."""
        code = reader.byte()
        reader.enter()
        thing = self._content(reader, code, path, key)
        reader.leave()
        return thing

    def _content(self, reader: Octets, code: int, path: str, key: str) -> _Thing:
        if code in (_STRING, _LONG_STRING):
            return self.text(reader, path, key, reader.big(2 if code == _STRING else 8, signed=False))
        if code == _REFERENCE:
            return self.reference(reader, path, key)
        if code == _OBJECT:
            self.object(reader, path, key)
        elif code == _ARRAY:
            self.array(reader, path, key)
        elif code == _ENUM:
            self.class_(reader)
            self.things.append(None)
            handle = len(self.things) - 1
            self.things[handle] = self.content(reader, path, key)
        elif code in (_BLOCK, _LONG_BLOCK):
            self.block(reader, path, key, reader.byte() if code == _BLOCK else reader.big(4))
        elif code in (_CLASS, _PROXY):
            reader.pos -= 1
            return self.class_(reader)
        elif code == _CLASS_OBJECT:
            self.class_(reader)
            self.things.append(None)
        elif code == _RESET:
            self.things.clear()
        elif code != _NULL:
            raise BrokenError
        return None

    def text(self, reader: Octets, path: str, key: str, size: int) -> _Text:
        """Take a text."""
        start = reader.pos
        text = _Text(reader.text(path, key, size), start, start + size)
        self.things.append(text)
        return text

    def reference(self, reader: Octets, path: str, key: str) -> _Thing:
        """Take what was met before: a text counts where it is named again."""
        number = reader.big(4) - _FIRST_HANDLE
        if not 0 <= number < len(self.things):
            raise BrokenError
        thing = self.things[number]
        if isinstance(thing, _Text) and thing.value:
            here, reader.pos = reader.pos, thing.end
            reader.keep(path, key, thing.value, thing.start, thing.how)
            reader.pos = here
        return thing

    def block(self, reader: Octets, path: str, key: str, size: int) -> None:
        """Take bytes that a class wrote by itself: a text as such, a few numbers (a map's capacity) not at all."""
        start = reader.pos
        run = reader.run(size)
        if size > _LENGTH and size == _LENGTH + int.from_bytes(run[:_LENGTH]) and (text := as_text(run[_LENGTH:])):
            reader.keep(path, key, text, start + _LENGTH, True)
        elif size > _NUMBERS:
            reader.keep(path, key, as_text(run) or run, start, True)

    def class_(self, reader: Octets) -> _Class | None:
        """Take the description of a class."""
        code = reader.byte()
        if code == _NULL:
            return None
        if code == _REFERENCE:
            number = reader.big(4) - _FIRST_HANDLE
            found = self.things[number] if 0 <= number < len(self.things) else None
            if not isinstance(found, _Class):
                raise BrokenError
            return found
        reader.enter()
        found = self.described(reader) if code == _CLASS else self.proxy(reader) if code == _PROXY else None
        reader.leave()
        if found is None:
            raise BrokenError
        return found

    def described(self, reader: Octets) -> _Class:
        """Take a class with its fields."""
        found = _Class(_utf(reader))
        reader.run(8)
        self.things.append(found)
        found.flags = reader.byte()
        for _ in range(reader.count(reader.big(2), 3)):
            kind, name = chr(reader.byte()), _utf(reader)
            if kind in _REFERENCES:
                kept = len(reader.children)
                self.content(reader, "", "")
                del reader.children[kept:]
            elif kind not in _PRIMITIVES and kind not in "CZ":
                raise BrokenError
            found.fields.append((kind, name))
        self.annotation(reader, "", "", None, dropped=True)
        found.above = self.class_(reader)
        return found

    def proxy(self, reader: Octets) -> _Class:
        """Take a class made at run time: it has interfaces and no fields."""
        found = _Class("", _SERIALIZABLE)
        self.things.append(found)
        for _ in range(reader.count(reader.big(4), 2)):
            _utf(reader)
        self.annotation(reader, "", "", None, dropped=True)
        found.above = self.class_(reader)
        return found

    def object(self, reader: Octets, path: str, key: str) -> None:
        """Take an object: the fields of each of its classes, the one at the top first."""
        lowest = self.class_(reader)
        handle, kept = len(self.things), len(reader.children)
        self.things.append(None)
        line: list[_Class] = []
        while lowest is not None:
            if len(line) >= octets.DEEPEST:  # a class may name one that names it
                raise BoundError(octets.DEEP)
            reader.pay()
            line.append(lowest)
            lowest = lowest.above
        for each in reversed(line):
            if each.flags & _SERIALIZABLE:
                self.fields(reader, each, path, key)
            elif not each.flags & _BLOCKS:
                raise BrokenError  # an Externalizable of the first version, which nothing but itself can read
            if each.flags & (_WRITES if each.flags & _SERIALIZABLE else _EXTERNALIZABLE):
                self.annotation(reader, path, key, each)
        if len(reader.children) == kept + 1 and reader.children[kept][0] == path:
            _, _, value, start, end, how = reader.children[kept]
            self.things[handle] = _Text(value, start, end, how)  # a number or time that others may name again

    def fields(self, reader: Octets, owner: _Class, path: str, key: str) -> None:
        """Take the fields of a class; what is in a box stands for itself, how a collection is kept says nothing."""
        kept, prefix = len(reader.children), "" if path == "$" else path
        if owner.name == java_classes.SINGLE:
            place = self.named(reader, prefix, kept, self.content(reader, item(prefix, 0), key))
            self.content(reader, *(place or (item(prefix, 1), key)))
            return
        if owner.name == java_classes.UUID and len(owner.fields) == java_classes.HALVES:
            java_classes.identify(reader, path, key)
            return
        own = java_classes.own(owner.name)
        for kind, name in owner.fields:
            here = len(reader.children)
            self.value(reader, kind, *((path, key) if name == own else (member(prefix, name), name)))
            if own != name and owner.name in java_classes.OTHERS_OWN:
                del reader.children[here:]
        if owner.name in java_classes.COLLECTIONS and all(kind in _PLAIN for kind, _ in owner.fields):
            del reader.children[kept:]

    def named(self, reader: Octets, prefix: str, begun: int, thing: _Thing) -> tuple[str, str] | None:
        """Give the place of what a key names, where it is a word or text; it is kept only where it looks like data."""
        name = thing.value if isinstance(thing, _Text) else ""
        if not isinstance(name, str) or not name:
            return None
        if not step(name)[1]:
            del reader.children[begun:]  # a name that looks like data is a value too
        return member(prefix, name), name

    def annotation(self, reader: Octets, path: str, key: str, owner: _Class | None, *, dropped: bool = False) -> None:
        """Take what a class wrote by itself: of a map keys and values by turns."""
        kept, index, prefix = len(reader.children), 0, "" if path == "$" else path
        last = reader.raw[reader.pos - 1 : reader.pos]  # of the fields before
        named = owner is not None and java_classes.is_map(owner.name, last)
        place = item(prefix, 0), key
        if owner is not None and owner.name in java_classes.TIMES:
            java_classes.TIMES[owner.name](reader, path, key)
        while reader.pos < reader.end and reader.raw[reader.pos] != _END:
            begun, code = len(reader.children), reader.raw[reader.pos]
            thing = self.content(reader, *place)
            if code in (_BLOCK, _LONG_BLOCK):
                continue
            index += 1
            place = item(prefix, index), key
            if named and index % 2:
                place = self.named(reader, prefix, begun, thing) or place
        reader.byte()
        if dropped:
            del reader.children[kept:]

    def array(self, reader: Octets, path: str, key: str) -> None:
        """Take an array: of bytes as they are, of others each."""
        found = self.class_(reader)
        self.things.append(None)
        kind = found.name[1:2] if found is not None else ""
        size = reader.count(reader.big(4))
        if kind == "B":
            reader.text(path, key, size)
            return
        for index in range(size):
            self.value(reader, kind, item("" if path == "$" else path, index), key)

    def value(self, reader: Octets, kind: str, path: str, key: str) -> None:
        """Take the value of a field or of an array's place."""
        start = reader.pos
        if kind in _PRIMITIVES:
            code = _PRIMITIVES[kind]
            number = struct.unpack(code, reader.run(struct.calcsize(code)))[0]
            reader.keep(path, key, single(number) if kind == "F" else str(number), start)
        elif kind == "C":
            reader.keep(path, key, reader.run(2).decode("utf-16-be", "replace"), start)
        elif kind == "Z":
            reader.keep(path, key, "true" if reader.byte() else "false", start)
        elif kind and kind in _REFERENCES:
            self.content(reader, path, key)
        else:
            raise BrokenError


def _utf(reader: Octets) -> str:
    return reader.run(reader.big(2, signed=False)).decode("utf-8", "replace")
