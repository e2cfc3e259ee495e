r"""Bytes and characters written one by one: hexadecimal with something between (``6b:69:6d``, ``6b 69 6d``,
``0x6b,0x69``, ``\x6b\x69``) as dumps and logs have it, the decimal codes that ``charCodeAt`` and Java's
``getBytes`` give, and the code points of Unicode as its standard writes them (``U+AC00 U+AC01``).

What has such a form and is something else (an address of a network, a fingerprint of a key, prices) is no text.
"""

import re
from collections.abc import Iterable

from trafficaudit.decode.letters import byte_array, hex
from trafficaudit.decode.letters.base64 import plausible
from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.text import telling

NAME = "codes"
MEDIA = None
TEXT = True
MARKS = " ,:;\\|"
ONLY = " ,:;\\|"

_PAIRS = re.compile(
    rb"(?:0[xX]|\\x)?[0-9A-Fa-f]{2}(\\x|[ ,:;|] ?(?:0[xX])?)[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2}){5,}+[ ,:;|]?"
).fullmatch
_NUMBERS = re.compile(rb"\d{2,6}([,;| ] ?)\d{2,6}(?:\1\d{2,6})++").fullmatch
_SIGNED = re.compile(rb"-?\d{1,3}(?:(, ?)-?\d{1,3})(?:\1-?\d{1,3}){6,}+").fullmatch
_POINTS = re.compile(rb"U\+[0-9A-Fa-f]{4,6}(?:[ ,]{1,2}U\+[0-9A-Fa-f]{4,6})++").fullmatch
_POINT = re.compile(rb"U\+([0-9A-Fa-f]+)").findall
_BETWEEN = re.compile(rb"0[xX]|\\x|[ ,:;|]")
_FEWEST_CODES = 3
_FEWEST_BYTES = 8
_BYTE = 256
_HIGHEST = 0x10FFFF
_SYLLABLES = range(0xAC00, 0xD7A4)


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    # Of two digits, or of up to six, comes first whatever stands between: this refuses nearly everything.
    return not raw[:7].isalnum() and (
        _PAIRS(raw) is not None or _NUMBERS(raw) is not None or _POINTS(raw) is not None or _SIGNED(raw) is not None
    )


def decode(node: Node) -> list[Opened]:
    """Give what the codes stand for, where that is plausible; it keeps the path."""
    raw, name = node.raw, NAME
    content: str | bytes | None = None
    # Pairs of digits alone are hexadecimal as well; as decimal codes they seldom give text by chance.
    if (numbers := _NUMBERS(raw)) is not None:
        content = _characters([int(code) for code in raw.split(numbers[1])])
    elif raw.startswith(b"U+"):
        content = _text_of(int(point, 16) for point in _POINT(raw))
    if content is None and (signed := _SIGNED(raw)) is not None:
        content = _of_signed([int(code) for code in raw.split(signed[1])])
    if content is None and _PAIRS(raw) is not None:
        content, name = plausible(node, _bytes(raw)), hex.NAME
    if content is None:
        return []
    child: Child = (node.path, node.key, content, 0, len(raw), False)
    return [Opened((name,), [child], sure=isinstance(content, str))]


def _of_signed(codes: list[int]) -> str | None:
    """Read Java's bytes, of which those above 127 are negative, where they are text."""
    if min(codes) < -_BYTE // 2 or max(codes) >= _BYTE:
        return None
    data = bytes(code % _BYTE for code in codes)
    return data.decode() if byte_array.written(data) else None


def _text_of(points: Iterable[int]) -> str | None:
    known = list(points)
    text = "".join(map(chr, known)) if max(known) <= _HIGHEST else ""
    return text if text.isprintable() and telling(text) else None


def _bytes(raw: bytes) -> bytes:
    return bytes.fromhex(_BETWEEN.sub(b"", raw).decode())


def _characters(codes: list[int]) -> str | None:
    """Give text of codes of bytes, or of characters: round numbers and those that name other than words are amounts."""
    if max(codes) < _BYTE:
        data = bytes(codes)
        return data.decode() if len(codes) >= _FEWEST_BYTES and byte_array.written(data) else None
    wide = [code for code in codes if code >= _BYTE]
    if len(codes) < _FEWEST_CODES or not all(code in _SYLLABLES for code in wide) or all(c % 10 == 0 for c in wide):
        return None
    text = "".join(map(chr, codes))
    return text if text.isprintable() and telling(text) else None
