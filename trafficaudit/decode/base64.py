"""Base64 and base64url (RFC 4648, sections 4 and 5), with or without padding, with the line breaks of MIME.

A value is opened only where what comes out is plausible: text, or bytes of a structure that can be recognised.
"""

import re
from collections.abc import Iterator

from trafficaudit.decode import binary, disguised
from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.node import NO_HINT, Node, Opened
from trafficaudit.decode.prefixed_bytes import protobuf_hint
from trafficaudit.decode.text import as_text, korean, telling

NAME = "base64"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = "=\r\n"

_TOKEN = re.compile(rb"(?:[A-Za-z0-9+/]{4,}+|[A-Za-z0-9_-]{4,}+)={0,2}").fullmatch
_LINES = re.compile(rb"(?:[A-Za-z0-9+/]{4,}+\r?\n)++[A-Za-z0-9+/]*+={0,2}\s*+").fullmatch
_HEX = re.compile(rb"[0-9A-Fa-f]{16,}|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}|[0-9]+").fullmatch


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if _TOKEN(raw):
        # A UUID or sixteen and more hexadecimal digits are Base64 by chance only.
        return not (_HEX(raw) if len(raw) % 2 == 0 else len(raw) < 36 and raw.isdigit())
    return b"\n" in raw and _LINES(raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what the value stands for, where that is plausible; it keeps the path."""
    raw = node.raw
    value = unpack(raw)
    if value is None:
        return
    text = plausible(node, value)
    if text is None:
        return
    name = "base64url" if b"-" in raw or b"_" in raw else NAME
    hint = protobuf_hint(node) if disguised.message(value) else NO_HINT
    yield Opened((name,), [(node.path, node.key, text, 0, len(raw), False)], hint, carrier=node.carrier)


def plausible(node: Node, value: bytes) -> str | bytes | None:
    """Give what a trial decoding gave as text or bytes where it is unlikely to be chance, else ``None``."""
    text = as_text(value)
    if text is not None:
        return text if telling(text) else None
    return value if korean(value) is not None or binary.recognised(node, value) else None
