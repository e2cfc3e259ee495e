"""A length or a few bytes of a private head before bytes of a known structure.

A length of one, two or four bytes that fits the rest; up to 64 bytes that end in a length of four that fits it; up to
eight bytes before a property list or an archive, 64 before JSON that goes on to the end, or 256 before gzip, zlib or
Zstandard, also in a row (``packed_runs``): what frames of an app's own hold (a mark, a version, lengths, keys, ids).
Varints before each of several messages: of Protocol Buffers, and those of SignalR and Blazor in MessagePack (lists that
begin with the kind of message; ASP.NET Core, ``HubProtocol.md``).
"""

import re
from collections.abc import Callable, Iterator

from trafficaudit.decode import charset, known
from trafficaudit.decode.messages import dns_message
from trafficaudit.decode.node import Child, Decoder, Hint, Node, Opened, item
from trafficaudit.decode.packed import compression, packed_runs, zipped
from trafficaudit.decode.protobuf import wire as protobuf_wire
from trafficaudit.decode.text import as_text, telling
from trafficaudit.decode.wire import bplist, bson, cbor, der, msgpack, tars

NAME = "prefixed"
MEDIA = None
TEXT = False
MARKS = ""
ONLY = None

FIRST = bytes(range(256))
"""What bytes without a label can begin with."""

_BLOB = re.compile(rb"bplist00|PK\x03\x04|\x1f\x8b\x08|\x28\xb5\x2f\xfd|\x78[\x01\x5e\x9c\xda]|\{\"|\[[\[{\"]")
_ENCLOSED = re.compile(rb"\{\s*\".*\}\s*\Z|\[.*\]\s*\Z", re.DOTALL).match
_WIDTHS = (1, 2, 4)
_LONGEST = 8
_LONGEST_JSON = 64
_LONGEST_TOLD = 64
"""Bytes of a head up to the end of a length of what follows."""
_LONGEST_PACKED = 256
"""Bytes of a head before a packed run, which must then go on or end as one: far in, two bytes match by chance."""
_LOOKED_AT = _LONGEST_PACKED + 4
_SHORTEST_TOLD = 8
_PROTOBUF, _MSGPACK = "application/x-protobuf", "application/x-msgpack"
_PACKED_FIRST = b"\x1f\x28\x78"
_HUB_HEADS = range(0x91, 0x97)
_HUB_KINDS = range(1, 10)
_HUB_SHORT = 8
"""Bytes of a message that may hold no text: its kind, a number, a word."""
_PACKED: tuple[Decoder, ...] = (bplist, bson, der, msgpack, cbor, dns_message, tars)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return _start(node) > 0 or _delimited_messages(node) is not None or _hub_messages(node) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what stands behind the head."""
    start = _start(node)
    runs = packed_runs.after(node, start) if start and node.raw[start] in _PACKED_FIRST else []
    if len(runs) > 1:
        several: list[Child] = [
            (item(node.prefix, i), node.key, node.raw[a:b], a, b, True) for i, (a, b) in enumerate(runs)
        ]
        yield Opened((NAME,), several, sure=True, carrier=node.carrier)
        return
    if start:
        value = node.raw[start:]
        child: Child = (node.path, node.key, as_text(value) or value, start, len(node.raw), True)
        yield Opened((NAME,), [child], sure=True, carrier=node.carrier)
        return
    for read, essence in ((_delimited_messages, _PROTOBUF), (_hub_messages, _MSGPACK)):
        if messages := read(node):
            children: list[Child] = [
                (item(node.prefix, i), node.key, node.raw[a:b], a, b, True) for i, (a, b) in enumerate(messages)
            ]
            hint = node.hint._replace(essence=essence, encodings=())
            yield Opened((NAME,), children, hint, sure=True, carrier=node.carrier)
            return


def protobuf_hint(node: Node) -> Hint:
    """Give the hint that content is Protocol Buffers."""
    return node.hint._replace(essence=_PROTOBUF, encodings=())


def begins(raw: bytes) -> bool:
    """Say of four bytes and more whether they may begin with a head at all: few bytes at random do."""
    size, first = len(raw), raw[0]
    # The first message in a row, behind a varint of one byte, or of two and more.
    if 2 <= first < size if first < 128 else (first & 127 | (raw[1] & 127) << 7) < size:
        return True
    if first in _first_of_length(size) or _BLOB.search(raw, 1, _LOOKED_AT) is not None:
        return True
    return _told(raw) > 0


def _first_of_length(size: int) -> tuple[int, ...]:
    """Give what the first byte of a length is, the highest or the lowest: most heads are no length by it alone."""
    return size - 1, size - 2 & 255, size - 2 >> 8, size - 4 & 255, size - 4 >> 24


def _start(node: Node) -> int:
    """Say where the content starts, 0 where no head is seen."""
    raw = node.raw
    size = len(raw)
    if size > 4 and raw[0] in _first_of_length(size):
        for width in _lengths(raw):
            if _has_content(node, width):
                return width
    match = _BLOB.search(raw, 1, _LOOKED_AT)
    while match is not None and match.start() <= _LONGEST_PACKED:
        if _opens(raw, match.start()):
            return match.start()
        match = _BLOB.search(raw, match.start() + 1, _LOOKED_AT)
    told = _told(raw)
    return told if told and _has_content(node, told) else 0


def _opens(raw: bytes, start: int) -> bool:
    first = raw[start]
    if first in _PACKED_FIRST:
        far = start > _LONGEST
        return compression.opens(raw[start:]) if far else compression.format_of(raw[start:]) is not None
    if first in b"{[":
        return start <= _LONGEST_JSON and _ENCLOSED(raw, start) is not None and as_text(raw[start:]) is not None
    return start <= _LONGEST and (bplist.trailed(raw[start:]) or zipped.shows(raw[start:]))


def _told(raw: bytes) -> int:
    """Give where a length of four bytes, in either order, is followed by just as many; 0 where nowhere."""
    size = len(raw)
    zeros = b"\0\0" if size < 1 << 16 else b"\0"
    at = raw.find(zeros, 0, _LONGEST_TOLD)
    while at >= 0 and size < 1 << 24:
        for start in range(max(at + 1, 4), min(at + 5, size - _SHORTEST_TOLD)):
            head = raw[start - 4 : start]
            if size - start in (int.from_bytes(head, "big"), int.from_bytes(head, "little")):
                return start
        at = raw.find(zeros, at + 1, _LONGEST_TOLD)
    return 0


def _has_content(node: Node, start: int) -> bool:
    text = as_text(node.raw[start:])
    return telling(text) if text is not None else _structured(node, start)


def _counts(raw: bytes) -> bool:
    """Say whether bytes are a length once more, and the text that it counts."""
    return any((text := as_text(raw[width:])) is not None and telling(text) for width in _lengths(raw))


def _lengths(raw: bytes) -> Iterator[int]:
    """Give how many bytes the lengths take up that bytes may begin with, which fit what follows."""
    for width in _WIDTHS:
        lengths = int.from_bytes(raw[:width], "big"), int.from_bytes(raw[:width], "little")
        if len(raw) > width + 3 and len(raw) - width in lengths:
            yield width


def _structured(node: Node, start: int, *, again: bool = True) -> bool:
    """Say whether bytes are of a known structure, be it behind one length more."""
    raw = node.raw
    rest = raw[start:]
    if _counts(rest):
        return True
    if again and any(_structured(node, start + width, again=False) for width in _lengths(rest)):
        return True
    if charset.utf16(rest) is not None or charset.utf32(rest) is not None:
        return True
    if known.shows(rest) or protobuf_wire.plausible(raw, start, len(raw), node.budget):
        return True
    trial = Node(rest, None, node.place, node.path, node.key, node.part, node.budget)
    return any(layer.sniff(trial) and any(opened.children for opened in layer.decode(trial)) for layer in _PACKED)


def _delimited_messages(node: Node) -> list[tuple[int, int]] | None:
    """Read messages of Protocol Buffers in a row, each behind its length as a varint (``writeDelimitedTo``)."""
    return _delimited(node, lambda start, end: protobuf_wire.plausible(node.raw, start, end, node.budget))


def _hub_messages(node: Node) -> list[tuple[int, int]] | None:
    """Read messages of a hub in a row, each behind its length as a varint; one at least says more than its kind."""
    raw = node.raw

    def fits(start: int, end: int) -> bool:
        if not (raw[start] in _HUB_HEADS and raw[start + 1] in _HUB_KINDS):
            return False
        trial = Node(raw[start:end], None, node.place, node.path, node.key, node.part, node.budget)
        return end - start <= _HUB_SHORT or bool(msgpack.decode(trial))

    found = _delimited(node, fits)
    return found if found and any(end - start > _HUB_SHORT for start, end in found) else None


def _delimited(node: Node, fits: Callable[[int, int], bool]) -> list[tuple[int, int]] | None:
    """Give the ranges that varints divide bytes into to the last one, where each fits; else ``None``."""
    raw, pos, end = node.raw, 0, len(node.raw)
    found: list[tuple[int, int]] = []
    while pos < end and len(found) <= node.room:
        size, start = (raw[pos], pos + 1) if raw[pos] < 128 else protobuf_wire.varint(raw, pos, end)
        if start < 0 or size < 2 or start + size > end or not fits(start, start + size):
            return None
        found.append((start, start + size))
        pos = start + size
    return found if found else None
