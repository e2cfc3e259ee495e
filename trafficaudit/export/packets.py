"""Packet captures, pcap and pcapng, as the blocks of a pcapng: read in bounds, nothing of a packet is changed.

libpcap's pcap-savefile(5); draft-ietf-opsawg-pcapng (PCAP Now Generic). A file that is cut off gives what is whole.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from trafficaudit.errors import ReadError
from trafficaudit.readers.file import head_of, name_of, reason_of, regular

SECTION, INTERFACE, SIMPLE, PACKET, SECRETS = 0x0A0D0D0A, 1, 3, 6, 0x0A
_OBSOLETE = 2
PACKETS = (PACKET, SIMPLE, _OBSOLETE)
"""The kinds of blocks that hold a packet; the last one is what older programs wrote."""

_MAGIC = 0x1A2B3C4D
_PCAP = {
    b"\xd4\xc3\xb2\xa1": ("<", 6),
    b"\xa1\xb2\xc3\xd4": (">", 6),
    b"\x4d\x3c\xb2\xa1": ("<", 9),
    b"\xa1\xb2\x3c\x4d": (">", 9),
}
"""Byte order and decimals of the seconds, by the first bytes."""

_HEADER, _RECORD, _BLOCK = 24, 16, 12
_LENGTH = 8
"""Where a section's head says how long the section is, in eight bytes; -1 where it does not."""

_LARGEST = 16 << 20
"""Bytes of a packet or block (libpcap itself takes 128 MiB for USB; 256 KiB for a network)."""

_RESOLUTION, _FRAME_CHECK, _END = 9, 13, 0
"""Options of an interface: the resolution of its times, how many bits of a frame check sequence end each packet."""

_CHECKED = 1 << 26
"""Says in a pcap's link type that the highest four bits count that sequence, in words of 16 bits."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a pcapng in one byte order: ``body`` is without type and lengths, ``data`` what a packet holds."""

    kind: int
    order: str
    body: bytes
    data: bytes = b""

    @property
    def cut(self) -> bool:
        """Whether fewer bytes of a packet were captured than there were (a snapshot length)."""
        if self.kind not in PACKETS:
            return False
        at = 0 if self.kind == SIMPLE else 16
        return len(self.body) >= at + 4 and len(self.data) < struct.unpack_from(f"{self.order}I", self.body, at)[0]

    @property
    def unmeasured(self) -> "Block":
        """The head of a section that says nothing of how long it is, as it must where something is put in."""
        return replace(self, body=self.body[:_LENGTH] + b"\xff" * 8 + self.body[_LENGTH + 8 :])

    def written(self) -> bytes:
        """Give it as it stands in a file."""
        size = _BLOCK + len(self.body)
        return struct.pack(f"{self.order}II", self.kind, size) + self.body + struct.pack(f"{self.order}I", size)


@dataclass(slots=True)
class Rest:
    """What of a packet capture could not be read: bytes at its end, and packets that were captured in part."""

    size: int = 0
    cut: int = 0


def blocks(path: Path, rest: Rest) -> Iterator[Block]:
    """Give a packet capture as blocks of a pcapng; ``rest`` says what came after the last whole one.

    Raises:
        ReadError: it is neither pcap nor pcapng, or cannot be read.
    """
    size = regular(path)
    head = head_of(path)[:_HEADER]
    form = _PCAP.get(head[:4])
    if form is None and not (head[:4] == SECTION.to_bytes(4, "big") and len(head) >= _BLOCK):
        what = f"is no packet capture; it starts with {ascii(head[:4])[1:]}"
        raise ReadError(what, name_of(path), "name a pcap or pcapng file, uncompressed")
    try:
        with path.open("rb") as file:
            yield from _pcap(file, size, form, rest) if form else _pcapng(file, size, rest)
    except OSError as error:
        raise ReadError(reason_of(error), name_of(path), "check the permissions") from None


def _pcap(file: IO[bytes], size: int, form: tuple[str, int], rest: Rest) -> Iterator[Block]:
    order, decimals = form
    header = file.read(_HEADER)
    if len(header) < _HEADER:
        rest.size = size
        return
    _, _, _, _, _, snap, network = struct.unpack(f"{order}IHHiIII", header)
    yield section("<")
    options = option("<", _RESOLUTION, bytes([decimals]))
    if network & _CHECKED:  # without it bytes that end each packet would be taken for what was sent
        options += option("<", _FRAME_CHECK, bytes([(network >> 28) * 16]))
    yield Block(INTERFACE, "<", struct.pack("<HHI", network & 0xFFFF, 0, snap) + options + option("<", _END, b""))
    at = _HEADER
    while at + _RECORD <= size:
        seconds, fraction, captured, original = struct.unpack(f"{order}IIII", file.read(_RECORD))
        if captured > _LARGEST or at + _RECORD + captured > size:
            break
        data = file.read(captured)
        at += _RECORD + captured
        stamp = seconds * 10**decimals + fraction
        start = struct.pack("<IIIII", 0, stamp >> 32, stamp & 0xFFFFFFFF, captured, original)
        yield Block(PACKET, "<", start + padded(data), data)
    rest.size = size - at


def _pcapng(file: IO[bytes], size: int, rest: Rest) -> Iterator[Block]:
    order, at = "<", 0
    while at + _BLOCK <= size:
        head = file.read(_BLOCK)
        if head[:4] == SECTION.to_bytes(4, "big"):
            order = "<" if head[8:12] == _MAGIC.to_bytes(4, "little") else ">"
        kind, length = struct.unpack(f"{order}II", head[:8])
        if length % 4 or not _BLOCK <= length <= _LARGEST or at + length > size:
            break
        whole = head + file.read(length - _BLOCK)
        if whole[-4:] != whole[4:8] or (kind == SECTION and whole[8:12] != struct.pack(f"{order}I", _MAGIC)):
            break
        at += length
        body = whole[8:-4]
        yield Block(kind, order, body, _data(kind, order, body))
    rest.size = size - at


def _data(kind: int, order: str, body: bytes) -> bytes:
    """Give what a packet block holds: enhanced, simple, or the obsolete one; nothing of any other block."""
    start = {PACKET: 20, _OBSOLETE: 20, SIMPLE: 4}.get(kind)
    if start is None or len(body) < start:
        return b""
    # A simple block says the packet's size on the wire, of which it may hold less.
    captured: int = struct.unpack_from(f"{order}I", body, 0 if kind == SIMPLE else 12)[0]
    return body[start : start + captured]


def section(order: str) -> Block:
    """Give a section header of unknown length, version 1.0."""
    return Block(SECTION, order, struct.pack(f"{order}IHHq", _MAGIC, 1, 0, -1))


def padded(data: bytes) -> bytes:
    """Fill up to 32 bits."""
    return data + bytes(-len(data) % 4)


def option(order: str, code: int, value: bytes) -> bytes:
    """Give one option."""
    return struct.pack(f"{order}HH", code, len(value)) + padded(value)
