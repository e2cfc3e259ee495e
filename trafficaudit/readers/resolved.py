"""What resolvers answer over HTTPS (RFC 8484, or as JSON) and TLS (RFC 7858), where a recording holds it in the clear.

A resolver whose answers can be read is one that the app asks by itself, so that no DNS query of the phone is recorded.
Only answers that say where a name is are taken: addresses and canonical names.
"""

import json
import zlib
from collections.abc import Iterator, MutableMapping
from ipaddress import ip_address

from trafficaudit.model import Exchange

MEDIA = b"application/dns-"
"""``application/dns-message`` (RFC 8484) and ``application/dns-json`` (Google's and Cloudflare's resolvers)."""
PORT = 853
"""DNS over TLS (RFC 7858, section 3.1)."""

type Answer = tuple[str, str]
"""A name, and an address or the name that it stands for; in lower case, without the root's dot."""

type Limits = MutableMapping[str, None]
"""What is to be said of bounds that were reached, each sentence once."""

_KINDS = {1: 4, 28: 16}
_CNAME = 5
_LARGEST = 65_535  # of a message (RFC 1035, 4.2.2; RFC 8484, 6)
MOST_RECORDS = 256
MANY = f"of an answer of a resolver only the first {MOST_RECORDS} records were looked at"
"""What is said where one has more questions or answers."""
_MOST_STEPS = 128
_LONGEST = 255
_HEADER = 12
_POINTER = 0xC0


def of_exchange(exchange: Exchange, limits: Limits | None = None) -> list[Answer]:
    """Give what a response of DNS over HTTPS says; nothing of any other. ``limits`` takes bounds that were reached."""
    response = exchange.response
    if response is None or not response.body or len(response.body) > _LARGEST:
        return []
    kind = next((value.lower() for name, value in response.headers if name.lower() == b"content-type"), b"")
    if not kind.startswith(MEDIA):
        return []
    packed = any(name.lower() == b"content-encoding" and value.lower() == b"gzip" for name, value in response.headers)
    body = _unpacked(response.body) if packed and response.body_form == "wire" else response.body
    return _of_json(body, limits) if kind.startswith(MEDIA + b"json") else of_message(body, limits)


class Framed:
    """The answers of one connection to a resolver, whose messages have their length before them (RFC 1035, 4.2.2).

    ``limits`` takes bounds that were reached.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self._held, self._limits = b"", limits

    def take(self, data: bytes) -> list[Answer]:
        """Take what came next; give the answers of the messages that are whole with it."""
        held, at = self._held + data, 0
        found: list[Answer] = []
        while len(held) >= at + 2 + (size := int.from_bytes(held[at : at + 2])):
            found += of_message(held[at + 2 : at + 2 + size], self._limits)
            at += 2 + size
        self._held = held[at:]
        return found


def of_message(raw: bytes, limits: Limits | None = None) -> list[Answer]:
    """Give what a message of DNS (RFC 1035, section 4) answers; nothing where it is no whole answer.

    ``limits`` takes bounds that were reached.

    >>> of_message(bytes.fromhex("000081800001000100000000 0161026b7200 00010001 c00c 00010001 0000003c 0004 c0000207"))
    [('a.kr', '192.0.2.7')]
    """
    if len(raw) < _HEADER or not raw[2] & 0x80 or raw[3] & 0x0F:
        return []
    questions, answers = int.from_bytes(raw[4:6]), int.from_bytes(raw[6:8])
    found, at = list[Answer](), _HEADER
    try:
        for _ in range(min(questions, MOST_RECORDS)):
            at = _name(raw, at)[1] + 4
        for _ in range(min(answers, MOST_RECORDS)):
            name, at = _name(raw, at)
            kind, size = int.from_bytes(raw[at : at + 2]), int.from_bytes(raw[at + 8 : at + 10])
            start, at = at + 10, at + 10 + size
            if at > len(raw):
                return []
            said = _name(raw, start)[0] if kind == _CNAME else ""
            if _KINDS.get(kind) == size:
                said = str(ip_address(raw[start:at]))
            if name and said:
                found.append((name, said))
    except IndexError:
        return []
    _tell(limits, max(questions, answers))
    return found


def _name(raw: bytes, at: int) -> tuple[str, int]:
    """Read a name with its pointers (section 4.1.4), and where it ends; empty where it is none that a host has.

    Raises:
        IndexError: it leaves the message, is too long, or its pointers run in circles.
    """
    labels, end, size = list[bytes](), 0, 0
    for _ in range(_MOST_STEPS):
        length = raw[at]
        if length >= _POINTER:
            end = end or at + 2
            at = (length & 0x3F) << 8 | raw[at + 1]
            continue
        if not length:
            name = b".".join(labels).decode("latin-1").lower()
            plain = name.isascii() and name.isprintable() and " " not in name
            return (name if plain else ""), end or at + 1
        label = raw[at + 1 : at + 1 + length]
        size += 1 + length
        if length > 63 or len(label) < length or size > _LONGEST:
            break
        labels.append(label)
        at += 1 + length
    raise IndexError


def _of_json(body: bytes, limits: Limits | None) -> list[Answer]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return []
    listed = told.get("Answer") if isinstance(told, dict) else None
    listed = listed if isinstance(listed, list) else []
    _tell(limits, len(listed))
    return [pair for each in listed[:MOST_RECORDS] for pair in _record(each)]


def _tell(limits: Limits | None, records: int) -> None:
    if limits is not None and records > MOST_RECORDS:
        limits[MANY] = None


def _record(each: object) -> Iterator[Answer]:
    if not isinstance(each, dict):
        return
    name, kind, said = each.get("name"), each.get("type"), each.get("data")
    if not (isinstance(name, str) and isinstance(said, str) and name.isascii() and len(name) <= _LONGEST):
        return
    said = said.lower().rstrip(".")
    if kind in _KINDS and type(kind) is int:
        try:
            said = str(ip_address(said))
        except ValueError:
            return
    elif kind != _CNAME or not said.isascii() or not said.isprintable() or len(said) > _LONGEST:
        return
    if said and name.isprintable():
        yield name.lower().rstrip("."), said


def _unpacked(body: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, _LARGEST)
    except zlib.error:
        return b""
