"""Messages of DNS (RFC 1035, section 4) as DNS over HTTPS carries them (RFC 8484), in a body or a query's ``dns``.

A query's names are taken apart like those of a recorded DNS query (``host``); of what stands beside them the options of
EDNS (RFC 6891) and the texts of answers are given. The other answers say where servers are, and nothing of a person.
"""

import ipaddress
import re
from collections.abc import Iterator
from typing import NamedTuple

from trafficaudit.decode import host
from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.text import as_text

NAME = "dns"
MEDIA = re.compile(r"application/dns-message")
TEXT = False
MARKS = ""
ONLY = None

FIRST = bytes(range(256))
"""What bytes of this format begin with: any identifier."""

_HEADER = 12
_SHORTEST = 17
_TXT, _OPT = 16, 41
SUBNET, SUBNET_NAME = 8, "clientSubnet"
"""The option by which a query says of what network the user is, and what it is called here."""
_FAMILIES = {b"\0\1": 4, b"\0\2": 16}
_SUBNET_HEAD = 4
_MOST_QUESTIONS, _MOST_RECORDS = 4, 256
_LONGEST_LABEL, _LONGEST_NAME = 63, 255
_CLASSES = frozenset((1, 255))


class _Record(NamedTuple):
    """One resource record: its type and the range of its data."""

    kind: int
    start: int
    end: int


class _Message(NamedTuple):
    """A message that fills its bytes: the ranges of its questions' names, and its records."""

    questions: list[tuple[int, int]]
    records: list[_Record]


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return shows(node.raw)


def shows(raw: bytes) -> bool:
    """Say whether bytes begin with the head of an ordinary query or of an answer to one: opcode 0, a question."""
    return (
        len(raw) >= _SHORTEST
        and raw[2] & 0x78 == 0
        and raw[3] & 0x40 == 0
        and raw[4] == 0
        and 1 <= raw[5] <= _MOST_QUESTIONS
        and raw[6] == raw[8] == raw[10] == 0
        and raw[_HEADER] <= _LONGEST_LABEL
    )


def decode(node: Node) -> Iterator[Opened]:
    """Give the names, options and texts of a message that reaches to the last byte."""
    message = _read(node.raw)
    if message is None:
        return
    prefix = f"{node.prefix}." if node.prefix else ""
    named, unpacked = list[Child](), list[Child]()
    for number, (start, end) in enumerate(message.questions, 1):
        found = host.pieces_of(_dotted(node.raw, start, end), start, f"{prefix}host{number if number > 1 else ''}")
        named += found[0]
        unpacked += found[1]
    beside = [child for each in message.records for child in _beside(node.raw, each, prefix)]
    yield Opened((NAME,), [*named, *beside][: node.room], sure=True)
    yield Opened((NAME, "base32"), unpacked[: node.room])


def _dotted(raw: bytes, start: int, end: int) -> bytes:
    """Give a name with dots for the lengths of its labels, so that its places are those of the message."""
    name, at = bytearray(raw[start:end]), raw[start - 1]
    while at < len(name):
        size = name[at]
        name[at] = 0x2E
        at += 1 + size
    return bytes(name)


def _beside(raw: bytes, record: _Record, prefix: str) -> Iterator[Child]:
    """Give what a record of options or of texts holds: a code and a length of two bytes each, or a length of one."""
    at = record.start
    while record.kind in (_OPT, _TXT) and at < record.end:
        name = "text"
        if record.kind == _OPT:
            name = f"option{int.from_bytes(raw[at : at + 2])}"
            size, start = int.from_bytes(raw[at + 2 : at + 4]), at + 4
        else:
            size, start = raw[at], at + 1
        at = min(start + size, record.end)
        value = raw[start:at]
        if name == f"option{SUBNET}" and (network := client_subnet(value)):
            yield prefix + SUBNET_NAME, SUBNET_NAME, network, start, at, False
        elif value:
            yield prefix + name, name, as_text(value) or value, start, at, True


def client_subnet(data: bytes) -> str:
    r"""Give the network of whoever asks, as a query hands it on (RFC 7871, 6): ADDRESS/BITS; empty where it is none.

    >>> client_subnet(b"\0\1\x18\0\xd3\xea\x0a"), client_subnet(b"\0\1\x18")
    ('211.234.10.0/24', '')
    """
    size = _FAMILIES.get(data[:2], 0)
    if len(data) < _SUBNET_HEAD or not size or data[2] > 8 * size or len(data) - _SUBNET_HEAD != -(-data[2] // 8):
        return ""
    return f"{ipaddress.ip_address(data[_SUBNET_HEAD:].ljust(size, bytes(1)))}/{data[2]}"


def _read(raw: bytes) -> _Message | None:
    """Read a message, without following pointers; ``None`` where it does not end with the bytes."""
    questions: list[tuple[int, int]] = []
    at = _HEADER
    for _ in range(raw[5]):
        end = _name_end(raw, at)
        if not at < end <= len(raw) - 4 or int.from_bytes(raw[end + 2 : end + 4]) not in _CLASSES:
            return None
        if end > at + 1:
            questions.append((at + 1, end - 1))
        at = end + 4
    records: list[_Record] = []
    for _ in range(min(raw[7] + raw[9] + raw[11], _MOST_RECORDS)):
        end = _name_end(raw, at)
        if not at < end <= len(raw) - 10:
            return None
        at = end + 10 + int.from_bytes(raw[end + 8 : end + 10])
        if at > len(raw):
            return None
        records.append(_Record(int.from_bytes(raw[end : end + 2]), end + 10, at))
    return _Message(questions, records) if at == len(raw) and questions else None


def _name_end(raw: bytes, at: int) -> int:
    """Say where a name ends, behind its last byte; -1 where there is none. A pointer (section 4.1.4) ends a name."""
    start = at
    while at < len(raw) and at - start <= _LONGEST_NAME:
        size = raw[at]
        if size == 0:
            return at + 1
        if size >= 0xC0:
            return at + 2
        if size > _LONGEST_LABEL:
            return -1
        at += 1 + size
    return -1
