"""Base64 and base64url (RFC 4648, sections 4 and 5), with or without padding, with the line breaks of MIME, and with
spaces where a form or query was sent with its plus signs as they are.

A value is opened only where what comes out is plausible: text, or bytes of a structure that can be recognised.
"""

import re

from trafficaudit.decode import binary
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import NO_HINT, Node, Opened
from trafficaudit.decode.prefixed_bytes import protobuf_hint
from trafficaudit.decode.protobuf import disguised
from trafficaudit.decode.text import as_text, korean, telling

NAME = "base64"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = "=\r\n "

_TOKEN = re.compile(rb"(?:[A-Za-z0-9+/]{4,}+|[A-Za-z0-9_-]{4,}+)={0,2}").fullmatch
_LINES = re.compile(rb"(?:[A-Za-z0-9+/]{4,}+\r?\n)++[A-Za-z0-9+/]*+={0,2}\s*+").fullmatch
_SPACED = re.compile(
    rb"(?=[^0-9]*+[0-9])(?=[^A-Z]*+[A-Z])(?=[^a-z]*+[a-z])[A-Za-z0-9/]*+(?: [A-Za-z0-9/]*+)++={0,2}"
).fullmatch
_UUID = re.compile(rb"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}").fullmatch
_DIGITS = b"0123456789ABCDEFabcdef"
_LATIN = re.compile(rb"[A-Za-z]").search
_SHORTEST = 4
_LONG = 16
_FEW_BYTES = 12
_LETTERS = 10
_NEVER_BY_CHANCE = 48
"""Bytes that are UTF-8 without control characters, whatever they say: of bytes at random two in five could be."""
_LONGEST_NUMBER = 36


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    size = len(raw)
    if raw.isalnum():
        # An even number of hexadecimal digits, sixteen and more, is Base64 by chance only, as a number is.
        if raw.isdigit():
            return size % 2 == 1 and size >= _LONGEST_NUMBER
        return size >= _SHORTEST and (size % 2 == 1 or size < _LONG or raw.translate(None, _DIGITS) != b"")
    if _TOKEN(raw):
        return _UUID(raw) is None
    if raw.find(b" ") >= 0:
        return size >= _LONG and size % 4 == 0 and _SPACED(raw) is not None
    return raw.find(b"\n") >= 0 and _LINES(raw) is not None


def decode(node: Node) -> list[Opened]:
    """Give what the value stands for, where that is plausible; it keeps the path."""
    raw = node.raw
    value = unpack(raw if raw.find(b"\n") >= 0 else raw.replace(b" ", b"+"))
    content = None if value is None else plausible(node, value)
    if content is None:
        return []
    name = "base64url" if b"-" in raw or b"_" in raw else NAME
    hint = protobuf_hint(node) if value is not None and disguised.message(value) else NO_HINT
    return [Opened((name,), [(node.path, node.key, content, 0, len(raw), False)], hint, carrier=node.carrier)]


def plausible(node: Node, value: bytes) -> str | bytes | None:
    """Give what a trial decoding gave as text or bytes where it is unlikely to be chance, else ``None``."""
    text = as_text(value)
    if text is not None:
        # Letters of another encoding have more signs than text has. Random bytes are ten of them once in 20,000 times.
        letters = len(value) >= _LETTERS and text.isascii() and text.isprintable()
        return text if letters or telling(text) or len(value) >= _NEVER_BY_CHANCE else None
    return value if _is_korean(value) or binary.recognised(node, value) else None


def _is_korean(value: bytes) -> bool:
    """Say whether bytes are text in CP949.

    Of six bytes at random one in 1,500 holds two syllables or three; without letters beside them it is one in 9,000.
    """
    return korean(value) is not None and (len(value) >= _FEW_BYTES or _LATIN(value) is None)
