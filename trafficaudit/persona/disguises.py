"""Whole values written so that they do not look like themselves: other alphabets of Base32 and Base64, other bases,
backwards, and in character sets that few know.

As those of ``dense`` they are found where a value stands by itself, in letters that nothing beside it goes on with.
Only values as they were typed in are written so: an app that hides a value does not change its spelling as well.

Sources: RFC 4648, section 7 (extended hex alphabet) and D. Crockford's Base32; RFC 9285 (Base45); J. Henke's basE91;
crypt(3) and bcrypt (N. Provos, 1999) and xxencode for the alphabets of Base64; Usenet's ROT13 and ROT47; RFC 2152
(UTF-7), RFC 3492 (Punycode of a label without its prefix), GB 18030, which writes Hangul in four bytes.
"""

import base64
from collections.abc import Iterator

from trafficaudit.decode.alphabets import ALPHABETS, ALPHABETS_32, DIGITS_45, STANDARD, STANDARD_32
from trafficaudit.persona.dense import SHORTEST

type Disguise = tuple[tuple[str, ...], bytes]

CASELESS = frozenset((*ALPHABETS_32, "base36"))
"""Layers whose letters may stand in either case."""

WITH_SIGNS = frozenset(("base45", "base91", "rot47"))
"""Layers whose alphabet has signs: beside a value no more of them may stand."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE91 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;<=>?@[]^_`{|}~"'
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_ROT13 = str.maketrans(_SMALL + _SMALL.upper(), _SMALL[13:] + _SMALL[:13] + _SMALL[13:].upper() + _SMALL[:13].upper())
_ROT47 = {code: 33 + (code - 33 + 47) % 94 for code in range(33, 127)}
_SHORTEST_BACKWARDS, _SHORTEST_WIDE = 8, 6
"""Characters of what is looked for backwards, and how many if they are not ASCII."""


def of_bytes(raw: bytes) -> Iterator[Disguise]:
    """Give bytes in other alphabets and bases; nothing of fewer than six."""
    if len(raw) < SHORTEST:
        return
    usual, usual_32 = base64.b64encode(raw).rstrip(b"="), base64.b32encode(raw).rstrip(b"=")
    for layer, letters in ALPHABETS.items():
        yield (layer,), usual.translate(bytes.maketrans(STANDARD, letters))
    for layer, letters in ALPHABETS_32.items():
        yield (layer,), usual_32.translate(bytes.maketrans(STANDARD_32, letters))
    for layer, digits in (("base62", _DIGITS), ("base62-lower", _DIGITS.swapcase()), ("base36", _DIGITS[:36])):
        if number := int.from_bytes(raw):
            yield (layer,), _number(number, digits).encode()
    yield ("base45",), base45(raw).encode()
    yield ("base91",), base91(raw).encode()
    yield ("reversed", "base64"), usual[::-1]


def of_text(text: str) -> Iterator[Disguise]:
    """Give a text backwards and in rarer character sets, where it is long enough and other than it was."""
    backwards = text[::-1]
    if len(text) >= (_SHORTEST_BACKWARDS if text.isascii() else _SHORTEST_WIDE) and backwards != text:
        yield ("reversed",), backwards.encode()
    if text.isascii():
        for layer, table in (("rot13", _ROT13), ("rot47", _ROT47)):
            if len(text) >= _SHORTEST_BACKWARDS and (turned := text.translate(table)) != text:
                yield (layer,), turned.encode()
        return
    yield ("utf-7",), text.encode("utf-7")
    yield ("punycode",), text.encode("punycode")
    raw = text.encode("gb18030")
    yield ("gb18030",), raw
    yield ("hex", "gb18030"), raw.hex().encode()
    for pattern in ("%{:02X}", "%{:02x}"):
        yield ("percent", "gb18030"), _percent(raw, pattern).encode()


def _percent(raw: bytes, pattern: str) -> str:
    """Write what RFC 3986 does not leave alone as percent-escapes."""
    return "".join(chr(byte) if byte in _UNRESERVED else pattern.format(byte) for byte in raw)


def _number(number: int, digits: str) -> str:
    letters = ""
    while number:
        number, digit = divmod(number, len(digits))
        letters = digits[digit] + letters
    return letters


def base45(raw: bytes) -> str:
    """Write pairs of bytes as three letters, a last one as two.

    >>> base45(b"base-45")  # RFC 9285, section 4.3
    'UJCLQE7W581'
    """
    found = ""
    for at in range(0, len(raw), 2):
        number, count = int.from_bytes(raw[at : at + 2]), len(raw[at : at + 2]) + 1
        for _ in range(count):
            number, digit = divmod(number, 45)
            found += chr(DIGITS_45[digit])
    return found


def base91(raw: bytes) -> str:
    """Write 13 or 14 bits at a time, the lowest first, as two letters.

    >>> base91(b"test")
    'fPNKd'
    """
    found, held, bits = "", 0, 0
    for byte in raw:
        held |= byte << bits
        bits += 8
        if bits > 13:
            width = 13 if held & 8191 > 88 else 14
            value = held & ((1 << width) - 1)
            held, bits = held >> width, bits - width
            found += _BASE91[value % 91] + _BASE91[value // 91]
    if bits:
        found += _BASE91[held % 91]
        if bits > 7 or held > 90:
            found += _BASE91[held // 91]
    return found
