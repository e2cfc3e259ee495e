"""Universal Binary JSON (UBJSON, draft 12, ubjson.org), and BJData, its form with the lowest byte first (draft 3).

A value is a letter for its type and what follows; containers may tell the type and the number of their members once. It
counts where an object, or a list of some, reaches from the first byte to the last and its names are words.
"""

import re
import struct
from collections.abc import Iterator

from trafficaudit.decode.node import Node, Opened, item
from trafficaudit.decode.numeral import single
from trafficaudit.decode.text import as_text
from trafficaudit.decode.wire import octets
from trafficaudit.decode.wire.octets import BrokenError, Octets

NAME = "ubjson"
MEDIA = re.compile(r"application/(?:x-)?(?:ubjson|bjdata)")
TEXT = False
MARKS = ""
ONLY = None

FIRST = b"{["
"""What bytes without a label can begin with."""
_COUNT = rb"(?:\$[A-Za-z\[{])?#(?:[iU].|[Iu]..|[lm].{4}|[LM].{8})"
_LENGTH = rb"(?:[iU][\x01-\xff]|[Iu][\x00-\xff]{2}|[lm].{4}|[LM].{8})"
_BEGINS = re.compile(rb"\[*(?:\[" + _COUNT + rb")?\{(?:" + _COUNT + rb")?" + _LENGTH + rb"[A-Za-z_$]", re.DOTALL).match
_WHOLE = {"i": "b", "U": "B", "I": "h", "u": "H", "l": "i", "m": "I", "L": "q", "M": "Q"}
_NUMBERS = {**_WHOLE, "d": "f", "D": "d", "h": "e"}
_WORDS = {"Z": "null", "T": "true", "F": "false"}
_EMPTY = 1 << 12
"""Members of a list that take no byte each (``$T#``): more is nothing that anybody writes."""


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with an object's first name."""
    return _BEGINS(raw) is not None


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def decode(node: Node) -> Iterator[Opened]:
    """Give every text and number, where the bytes are one value to the last of them, in either order of bytes."""
    found: list[Opened] = []
    for order in (">", "<"):
        reader = Octets(node, 0)
        found += octets.opened(node, NAME, reader, _Values(reader, order).read, certain=False)
    yield from sorted(found, key=_size)[:1]


def _size(opened: Opened) -> int:
    """Give how long all is that was read: what somebody typed is shorter than the same bytes read backward."""
    return sum([len(child[2]) for child in opened.children])


class _Values:
    """The values of a document."""

    def __init__(self, reader: Octets, order: str) -> None:
        self.reader, self.order = reader, order

    def read(self, reader: Octets) -> None:
        """Take the one value."""
        self.value(chr(reader.byte()), reader.node.path, reader.node.key)

    def value(self, kind: str, path: str, key: str) -> None:
        """Take a value of a type."""
        reader, start = self.reader, self.reader.pos
        if kind in ("S", "H"):
            reader.text(path, key, self.size())
        elif kind in ("[", "{"):
            reader.enter()
            self._container(kind, path, key)
            reader.leave()
        elif kind in _NUMBERS:
            reader.keep(path, key, self.number(kind), start)
        elif kind in _WORDS:
            reader.keep(path, key, _WORDS[kind], max(start - 1, 0))
        elif kind == "C":
            reader.text(path, key, 1)
        elif kind == "N":
            reader.pay()
        else:
            raise BrokenError

    def number(self, kind: str) -> str:
        """Take a number."""
        form = self.order + _NUMBERS[kind]
        value = struct.unpack(form, self.reader.run(struct.calcsize(form)))[0]
        return single(value) if kind in "dh" else str(value)

    def size(self) -> int:
        """Take a length: a number that is not below zero."""
        kind = chr(self.reader.byte())
        if kind not in _WHOLE:
            raise BrokenError
        size = int(self.number(kind))
        if size < 0:
            raise BrokenError
        return size

    def _head(self) -> tuple[str, int | None]:
        """Take the type and the number of members, where they are told."""
        reader, kind, size = self.reader, "", None
        if self._next() == "$":
            reader.byte()
            kind = chr(reader.byte())
            if self._next() != "#":
                raise BrokenError
        if self._next() == "#":
            reader.byte()
            if self._next() == "[":
                raise BrokenError  # an array of several dimensions: numbers of a measurement
            size = self.size()
            if kind not in ("Z", "T", "F", "N") or size > _EMPTY:
                reader.count(size)
        return kind, size

    def _next(self) -> str:
        reader = self.reader
        return chr(reader.raw[reader.pos]) if reader.pos < reader.end else ""

    def _container(self, opened: str, path: str, key: str) -> None:
        reader, end, index = self.reader, "}" if opened == "{" else "]", 0
        prefix = "" if path == "$" else path
        kind, size = self._head()
        if kind in ("U", "B") and opened == "[" and size is not None:
            reader.text(path, key, size)  # bytes
            return
        while index < size if size is not None else self._next() != end:
            if size is None and self._next() == "N":
                reader.byte()
                reader.pay()
                continue
            place = self._member(path) if opened == "{" else (item(prefix, index), key)
            self.value(kind or chr(reader.byte()), *place)
            index += 1
        if size is None:
            reader.byte()

    def _member(self, path: str) -> tuple[str, str]:
        reader = self.reader
        size = self.size()
        start = reader.pos
        run = reader.run(size)
        name = as_text(run)
        if name is None:
            raise BrokenError
        return reader.member(path, name, start, reader.pos), name
