"""Hexadecimal digits (RFC 4648, section 8), also in pairs with hyphens between, as .NET writes them.

A digest stays what it is: only plausible content is opened.
"""

import re
from binascii import unhexlify

from trafficaudit.decode.letters.base64 import plausible
from trafficaudit.decode.node import NO_HINT, Child, Hint, Node, Opened
from trafficaudit.decode.prefixed_bytes import protobuf_hint
from trafficaudit.decode.protobuf import disguised
from trafficaudit.decode.text import as_text

NAME = "hex"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = ""

_DIGITS = b"0123456789ABCDEFabcdef"
_PAIRS = re.compile(rb"[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){6,}+").fullmatch
_SHORTEST = 8
_SHORT = 6
_LONG = 12
_WORD = re.compile(r"[\w@.+-]+").fullmatch
_NUMBER = re.compile(r"[A-Za-z]{0,2}[0-9]+|(?:[0-9A-F]{2}){4,}+|(?:[0-9a-f]{2}){4,}+").fullmatch


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if raw[2:3] == b"-":
        return _PAIRS(raw) is not None
    if len(raw) % 2 or len(raw) < _SHORTEST:
        return False
    others = raw.translate(None, _DIGITS)
    return not others or (others in (b"x", b"X") and len(raw) >= 2 + _SHORTEST and raw[:2] in (b"0x", b"0X"))


def decode(node: Node) -> list[Opened]:
    """Give what the digits stand for, where that is plausible; it keeps the path. Up to five bytes must be a word.

    Digits without a letter are mostly a number themselves: a short one must stand for another, or for such digits.
    """
    raw = node.raw
    if raw[2:3] == b"-":
        return _opened(node, plausible(node, unhexlify(raw.replace(b"-", b""))), 0)
    start = 2 if raw[1] in b"xX" else 0
    value = unhexlify(raw[start:])
    number = len(value) < _LONG and raw.isdigit()
    if number and as_text(value) is None:
        return []
    content = plausible(node, value)
    if content is None or (len(value) < _SHORT and not (isinstance(content, str) and _WORD(content))):
        return []
    if number and not (isinstance(content, str) and _NUMBER(content)):
        return []
    return _opened(node, content, start, protobuf_hint(node) if disguised.message(value) else NO_HINT)


def _opened(node: Node, content: str | bytes | None, start: int, hint: Hint = NO_HINT) -> list[Opened]:
    if content is None:
        return []
    child: Child = (node.path, node.key, content, start, len(node.raw), False)
    return [Opened((NAME,), [child], hint, carrier=node.carrier)]
