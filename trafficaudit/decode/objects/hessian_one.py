"""The values of Hessian's first version: each tells its type and its whole length.

Source: Hessian Binary Web Service Protocol (caucho.com).
"""

import struct
import uuid

from trafficaudit.decode.node import item
from trafficaudit.decode.objects.hessian_names import HALVES, is_constant, key_of
from trafficaudit.decode.objects.hessian_text import binary, text
from trafficaudit.decode.wire.instant import since_1970
from trafficaudit.decode.wire.octets import BrokenError, Octets


class Values:
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
            place = (item(prefix, index), key) if code == 0x56 else key_of(reader, self.value, path)
            self.value(*place)
            index += 1
        reader.byte()
        halves = reader.children[kept:]
        if len(halves) == 1 and halves[0][1] == "name" and key and is_constant(reader, halves[0][3] - 1):
            reader.children[kept:] = [(path, key, *halves[0][2:])]
        if tuple(child[1] for child in halves) == HALVES:
            high, low = (int(str(child[2])) & (1 << 64) - 1 for child in halves)
            reader.children[kept:] = [
                (path, key, str(uuid.UUID(int=high << 64 | low)), halves[0][3], reader.pos, False)
            ]
