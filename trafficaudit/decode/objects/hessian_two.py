"""The values of Hessian's second version: compact numbers, and classes and types that are told once.

Source: Hessian 2.0 Serialization Protocol (caucho.com).
"""

import struct
import uuid

from trafficaudit.decode.node import item, member
from trafficaudit.decode.objects.hessian_names import HALVES, is_constant, key_of
from trafficaudit.decode.objects.hessian_text import binary, text
from trafficaudit.decode.wire.instant import since_1970
from trafficaudit.decode.wire.octets import BrokenError, Octets

_COMPACT = (
    (0x80, 0xBF, 0x90, 0), (0xC0, 0xCF, 0xC8, 1), (0xD0, 0xD7, 0xD4, 2), (0xD8, 0xEF, 0xE0, 0), (0xF0, 0xFF, 0xF8, 1),
    (0x38, 0x3F, 0x3C, 2),
)  # fmt: skip
"""Numbers in few bytes: the first bytes from and to, the one that stands for zero, and how many follow."""


class Values:
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
        elif code == 0x4F or 0x60 <= code < 0x70:
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
            self.value(*key_of(reader, self.value, path))
        reader.byte()

    def _object(self, number: int, path: str, key: str) -> None:
        reader = self.reader
        if not 0 <= number < len(self.classes):
            raise BrokenError
        name, fields = self.classes[number]
        if not fields:
            reader.pay()
        if sorted(fields) == sorted(HALVES):
            start = reader.pos
            halves = {field: self.whole(reader.byte()) & (1 << 64) - 1 for field in fields}
            both = halves[HALVES[0]] << 64 | halves[HALVES[1]]
            reader.keep(path, key, str(uuid.UUID(int=both)), start)
        elif fields == ("value",) and name.startswith("java."):
            self.value(path, key)
        else:
            for field in fields:
                constant = (
                    fields == ("name",) and key != "" and is_constant(reader, reader.pos)
                )  # all that is written of an enum
                self.value(*((path, key) if constant else (member("" if path == "$" else path, field), field)))
