"""Hexadecimal digits (RFC 4648, section 8). A digest stays what it is: only plausible content is opened."""

import re
from binascii import unhexlify

from trafficaudit.decode import disguised
from trafficaudit.decode.base64 import plausible
from trafficaudit.decode.node import NO_HINT, Child, Node, Opened
from trafficaudit.decode.prefixed_bytes import protobuf_hint

NAME = "hex"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = ""

_DIGITS = b"0123456789ABCDEFabcdef"
_SHORTEST = 8
_SHORT = 6
_LONG = 12
_WORD = re.compile(r"[\w@.+-]+").fullmatch
_NUMBER = re.compile(r"[A-Za-z]{0,2}[0-9]+").fullmatch


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if len(raw) % 2 or len(raw) < _SHORTEST:
        return False
    others = raw.translate(None, _DIGITS)
    return not others or (others in (b"x", b"X") and len(raw) >= 2 + _SHORTEST and raw[:2] in (b"0x", b"0X"))


def decode(node: Node) -> list[Opened]:
    """Give what the digits stand for, where that is plausible; it keeps the path. Up to five bytes must be a word.

    Digits without a letter are mostly a number themselves: a short one must stand for another.
    """
    raw = node.raw
    start = 2 if raw[1] in b"xX" else 0
    value = unhexlify(raw[start:])
    content = plausible(node, value)
    if content is None and len(value) >= _LONG and value.isascii() and value.decode().isprintable():
        content = value.decode()  # letters of another encoding, with more signs than text has
    if content is None or (len(value) < _SHORT and not (isinstance(content, str) and _WORD(content))):
        return []
    if len(value) < _LONG and raw.isdigit() and not (isinstance(content, str) and _NUMBER(content)):
        return []
    hint = protobuf_hint(node) if disguised.message(value) else NO_HINT
    child: Child = (node.path, node.key, content, start, len(raw), False)
    return [Opened((NAME,), [child], hint, carrier=node.carrier)]
