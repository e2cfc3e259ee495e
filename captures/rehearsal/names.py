"""Just enough of DNS for the rehearsal (RFC 1035): questions of one name, answers of type A, AAAA (RFC 3596) and CNAME.

Names are written without compression, so that a proxy that parses and writes a message again gives the same bytes.
"""

import ipaddress
import struct
from dataclasses import dataclass

A, CNAME, AAAA = 1, 5, 28
TYPES = {A: "A", CNAME: "CNAME", AAAA: "AAAA"}
NO_ERROR, FORMAT_ERROR, NO_SUCH_NAME = 0, 1, 3
LIFETIME = 60
"""Seconds that an answer may be kept."""

_HEAD = struct.Struct("!6H")
_INTERNET = 1
_QUESTION_FLAGS = 0x0100
"""A standard query that asks for recursion."""
_ANSWER_FLAGS = 0x8180
"""A response, recursion desired and available."""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asked: the transaction's number, the name, the type's number."""

    number: int
    name: str
    kind: int

    def encode(self) -> bytes:
        """Give the query as one datagram."""
        return _HEAD.pack(self.number, _QUESTION_FLAGS, 1, 0, 0, 0) + self.section()

    def section(self) -> bytes:
        """Give the question section."""
        return _name(self.name) + struct.pack("!2H", self.kind, _INTERNET)


def read_question(message: bytes) -> Question:
    """Read a query.

    Raises:
        ValueError: it is no query of one name.
    """
    try:
        number, flags, questions, *_ = _HEAD.unpack_from(message)
        if flags & 0x8000 or questions != 1:
            raise ValueError("no query")
        labels, at = [], _HEAD.size
        while size := message[at]:
            labels.append(message[at + 1 : at + 1 + size].decode("ascii"))
            at += 1 + size
        kind, _ = struct.unpack_from("!2H", message, at + 1)
    except (struct.error, IndexError) as error:
        raise ValueError("cut short") from error
    return Question(number, ".".join(labels), kind)


def answer(question: Question, canonical: str, address: str, rcode: int = NO_ERROR) -> bytes:
    """Give the response to a question.

    Args:
        question: what was asked.
        canonical: the name that the asked one is an alias of; the asked one itself where it is none.
        address: the IPv4 address; an AAAA record holds it as an IPv4-mapped one.
        rcode: the response code; no records go with one that is an error.
    """
    records: list[bytes] = []
    if rcode == NO_ERROR:
        if canonical != question.name:
            records.append(_record(question.name, CNAME, _name(canonical)))
        if question.kind == A:
            records.append(_record(canonical, A, ipaddress.IPv4Address(address).packed))
        elif question.kind == AAAA:
            records.append(_record(canonical, AAAA, ipaddress.IPv6Address(f"::ffff:{address}").packed))
    head = _HEAD.pack(question.number, _ANSWER_FLAGS | rcode, 1, len(records), 0, 0)
    return head + question.section() + b"".join(records)


def rcode_of(message: bytes) -> int:
    """Give the response code of a message; a message too short for one counts as a format error."""
    return message[3] & 0x0F if len(message) >= _HEAD.size else FORMAT_ERROR


def _name(name: str) -> bytes:
    labels = [label.encode("ascii") for label in name.split(".")]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def _record(name: str, kind: int, data: bytes) -> bytes:
    return _name(name) + struct.pack("!2HIH", kind, _INTERNET, LIFETIME, len(data)) + data
