"""Hessian, in which Java's services call each other: both versions, and Dubbo's frames around the second.

Sources: Hessian 2.0 Serialization Protocol, Hessian Binary Web Service Protocol (caucho.com), Dubbo protocol. Objects
tell their class and its fields once. A message shows by its head; a value alone counts where it is read to its end.
"""

import re
from collections.abc import Callable, Iterator

from trafficaudit.decode.node import Node, Opened, item, member
from trafficaudit.decode.objects import hessian_one, hessian_two
from trafficaudit.decode.wire import octets
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
_KIND, _HESSIAN = 31, 2
FIRST = b"HcrCMV\xda" + bytes(range(0x70, 0x80))
"""What bytes without a label can begin with."""


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
        values = hessian_two.Values(reader)
        if kind == 0x43:
            values.text("method", "method")
            reader.count(values.whole(reader.byte()))
        _rest(reader, values.value, "")
        return
    one = hessian_one.Values(reader)
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
    is_first = reader.raw[reader.pos : reader.pos + 2] in (b"Mt", b"Vt")
    values = hessian_one.Values(reader) if is_first else hessian_two.Values(reader)
    _rest(reader, values.value, path)


def _rest(reader: Octets, read: Callable[[str, str], object], path: str) -> None:
    index, above = 0, path or reader.node.path
    while reader.pos < reader.end:
        read(item("" if above == "$" else above, index) if index else above, reader.node.key)
        index += 1
