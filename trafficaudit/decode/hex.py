"""Hexadecimal digits (RFC 4648, section 8). A digest stays what it is: only plausible content is opened."""

import re
from collections.abc import Iterator

from trafficaudit.decode import disguised
from trafficaudit.decode.base64 import plausible
from trafficaudit.decode.node import NO_HINT, Child, Node, Opened
from trafficaudit.decode.prefixed_bytes import protobuf_hint

NAME = "hex"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = ""

_DIGITS = re.compile(rb"(?:0[xX])?((?:[0-9A-Fa-f]{2}){4,}+)").fullmatch
_SHORT = 6
_WORD = re.compile(r"[\w@.+-]+").fullmatch


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return len(node.raw) % 2 == 0 and _DIGITS(node.raw) is not None


def decode(node: Node) -> Iterator[Opened]:
    """Give what the digits stand for, where that is plausible; it keeps the path. Up to five bytes must be a word."""
    match = _DIGITS(node.raw)
    if match is None:
        return
    value = bytes.fromhex(match[1].decode("ascii"))
    content = plausible(node, value)
    if content is None or (len(value) < _SHORT and not (isinstance(content, str) and _WORD(content))):
        return
    hint = protobuf_hint(node) if disguised.message(value) else NO_HINT
    child: Child = (node.path, node.key, content, match.start(1), len(node.raw), False)
    yield Opened((NAME,), [child], hint, carrier=node.carrier)
