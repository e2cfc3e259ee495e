"""What stands next to a hit: a telephone number inside a longer number is another number.

The neighbours are read in the hit's own encoding: two bytes away in UTF-16, two digits away in hexadecimal, and in
base64 by decoding the groups around it.
"""

import html
import quopri
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from trafficaudit.decode.base64_run import unpack_cut
from trafficaudit.detectors.persona import farther
from trafficaudit.persona import Boundary, Indicator, disguises, letters

_ALNUM = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset("0123456789")
_DELIMITERS = frozenset("\"'&=<>,; \t\r\n")
"""What may stand beside a run whose alphabet has signs as well as letters."""

_HEX = frozenset("0123456789ABCDEFabcdef")
_BASE64 = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_")
_ESCAPE = re.compile(
    rb"(?:%(?:25)*[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[nrtbf]"
    # "=20" alone is the beginning of a longer number in a form, not the space of quoted-printable.
    rb"|=(?:[0-9A-F][A-F]|[A-F][0-9])|(?<==[0-9A-F]{2})=[0-9]{2})\Z"
)
_DIGIT_ESCAPE = re.compile(rb"(?:%(?:25)*3[0-9]|\\u003[0-9]|\\x3[0-9]|=3[0-9])\Z")
_CASED_ESCAPE = re.compile(rb"%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|&#[xX][0-9A-Fa-f]+;|=[0-9A-Fa-f]{2}")
_UNICODE_ESCAPE = re.compile(rb"\\+u([0-9A-Fa-f]{4})")
_WIDEST_ESCAPE = 9
_AROUND = 16  # characters of base64 beside a hit that are decoded
_WIDEST_CHARACTER = 40  # one syllable as three percent-escapes, escaped again, and some room

_GROUPS: dict[Boundary, frozenset[str]] = {
    "digit": _DIGITS, "dotted": _DIGITS, "signed": _DIGITS,
    "hex": _HEX, "groups": _HEX, "word": _ALNUM, "encoded": _ALNUM, "numbered": _ALNUM, "road": _ALNUM,
    "mail": _ALNUM,
}  # fmt: skip

_WHOLE = 13
"""Digits of a number that stands nowhere by chance: a registration number's, a card's, an IMEI's."""

_DIGITS_AHEAD = re.compile(rb"[0-9A-Fa-f]*+").match
_HANGUL = frozenset(("hangul", "road", "alone"))
_VOWELS, _FINALS = b"\xe1\x85", frozenset((b"\xe1\x86", b"\xe1\x87"))
"""How UTF-8 of vowels in decomposed Hangul begins (U+1161 on), and of the letters that close a syllable (U+11A8 on)."""

type Around = tuple[str, str, str, str]
"""The character before a hit, its first, its last, and the one after it; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Edged:
    """A confirmed hit; ``recased`` where its letters stand in another case than the indicator's."""

    start: int
    end: int
    recased: bool


_EITHER_CASE = (("hex",), ("base32",), *((layer,) for layer in disguises.CASELESS))

# In bytes that no decoder could read, a letter beside a value is as likely the type or length of what comes next.
_IN_BINARY: dict[Boundary, Boundary] = {
    "word": "digit", "hex": "digit", "groups": "digit", "numbered": "digit", "road": "digit", "mail": "digit",
}  # fmt: skip


def confirm(indicator: Indicator, data: bytes, start: int, end: int, *, binary: bool = False) -> Edged | None:
    """Check a literal's hit against what stands around it; ``None`` where it is part of something else.

    ``binary`` says that the data is no text: then only digits beside digits make a longer value.
    """
    if indicator.plain:
        return _in_base64(indicator, data, start, end)
    boundary = _IN_BINARY.get(indicator.boundary, indicator.boundary) if binary else indicator.boundary
    read = _NEIGHBOURS.get(indicator.layers[0] if indicator.layers else "", _plain_neighbours)
    around = read(indicator, data, start, end)
    if around is None:
        return None
    before, first, last, after = around
    apart = _free(boundary, before, first) and _free(boundary, after, last)
    if not (apart or _is_nobody_elses(indicator)) or _goes_on(indicator, data, start, end):
        return None
    if not indicator.layers and _within_syllable(indicator.literal, data[end : end + 2]):
        return None
    if farther.reads(boundary) and not farther.apart(indicator, *_farther(indicator, data, start, end)):
        return None
    return Edged(start, end, _recased(indicator, data[start:end]))


def _is_nobody_elses(indicator: Indicator) -> bool:
    """Say whether a number is so long that its digits, all of them, are it among others, too.

    Messages of banks and cards (ISO 8583, fixed lengths) have no sign between one field and the next.
    """
    literal = indicator.literal
    if len(literal) < _WHOLE or not literal.isdigit() or indicator.layers or indicator.boundary != "digit":
        return False
    return literal.decode() == "".join(filter(str.isdigit, indicator.value))


def _free(boundary: Boundary, neighbour: str, own: str) -> bool:
    if boundary in ("none", "hangul", "alone") or not neighbour:
        return True
    if boundary == "alphabet":
        return neighbour in _DELIMITERS
    group = _GROUPS.get(boundary, frozenset())
    return own not in group or neighbour not in group


def _goes_on(indicator: Indicator, data: bytes, start: int, end: int) -> bool:
    """Say whether a hit goes on with Hangul, whole or in separate letters, where that makes it another name."""
    if indicator.boundary not in _HANGUL:
        return False
    around = [_syllable(indicator.layers, data[max(start - _WIDEST_CHARACTER, 0) : start], behind=False)]
    if indicator.boundary == "alone":
        around.append(_syllable(indicator.layers, data[end : end + _WIDEST_CHARACTER], behind=True))
    return any("가" <= each <= "힣" or "\u1100" <= each <= "\u11ff" for each in around)


def _within_syllable(literal: bytes, behind: bytes) -> bool:
    """Say whether text that ends with a vowel of decomposed Hangul is followed by that syllable's last letter."""
    return behind in _FINALS and literal[-3:-1] == _VOWELS


def _syllable(layers: tuple[str, ...], piece: bytes, *, behind: bool) -> str:
    """Give the character right before or behind a hit where it may be Hangul, its encodings taken off."""
    charsets = [layer for layer in layers if layer in _CHARSETS]
    for layer in layers:
        if behind and layer == "hex":
            piece = piece[: len(_DIGITS_AHEAD(piece)[0]) & ~1]  # type: ignore[index]  # matches anything
        piece = _UNDO[layer](piece) if layer in _UNDO else piece
    codec, width = _CHARSETS[charsets[0]] if charsets else ("utf-8", 3)
    return piece[:width].decode(codec, "replace")[:1] if behind else piece[-width:].decode(codec, "replace")[-1:]


def _unhex(text: bytes) -> bytes:
    try:
        return bytes.fromhex(text[len(text) % 2 :].decode("ascii"))
    except ValueError:
        return _unhex(text[2:]) if len(text) > 2 else b""


def _unescape(text: bytes) -> bytes:
    return _UNICODE_ESCAPE.sub(lambda found: chr(int(found[1], 16)).encode("utf-8", "replace"), text)


def _unentity(text: bytes) -> bytes:
    return html.unescape(text.decode("utf-8", "replace")).encode("utf-8", "replace")


_CHARSETS = {
    "cp949": ("cp949", 2),
    "euc-kr": ("cp949", 2),
    "utf-16le": ("utf-16-le", 2),
    "utf-16be": ("utf-16-be", 2),
    "gb18030": ("gb18030", 4),
}
_UNDO: dict[str, Callable[[bytes], bytes]] = {
    "percent": unquote_to_bytes,
    "quoted-printable": quopri.decodestring,
    "hex": _unhex,
    "unicode-escape": _unescape,
    "html-entities": _unentity,
    "iso-8859-1": letters.unread,
    "windows-1252": letters.unread,
}


def _before(data: bytes, start: int, end: int) -> str:
    """Give the character before a hit; nothing where it closes an escape, or is a byte that tells the hit's length."""
    if not start:
        return ""
    head = data[max(start - _WIDEST_ESCAPE, 0) : start]
    if _DIGIT_ESCAPE.search(head):
        return "0"
    if data[start - 1] == end - start or _ESCAPE.search(head):
        return ""
    return chr(data[start - 1])


def _plain_neighbours(indicator: Indicator, data: bytes, start: int, end: int) -> Around:
    return _before(data, start, end), chr(data[start]), chr(data[end - 1]), data[end : end + 1].decode("latin-1")


def _hex_neighbours(indicator: Indicator, data: bytes, start: int, end: int) -> Around:
    pairs = (data[max(start - 2, 0) : start], data[start : start + 2], data[end - 2 : end], data[end : end + 2])
    before, first, last, after = map(_from_hex, pairs)
    return before, first, last, after


def _farther(indicator: Indicator, data: bytes, start: int, end: int) -> tuple[str, str]:
    """Give some characters before and behind a hit in plain text, escapes of single signs or hexadecimal."""
    outer = indicator.layers[0] if indicator.layers else ""
    width = 2 * farther.WIDTH if outer == "hex" else farther.WIDTH
    left, right = data[max(start - width, 0) : start], data[end : end + width]
    if outer == "hex":
        left, right = _unhex(left), _unhex(right[: len(right) & ~1])
    return ("", "") if outer.startswith("utf-16") else (left.decode("latin-1"), right.decode("latin-1"))


def _from_hex(pair: bytes) -> str:
    try:
        return bytes.fromhex(pair.decode("latin-1")).decode("latin-1")
    except ValueError:
        return ""


def _utf16_neighbours(indicator: Indicator, data: bytes, start: int, end: int) -> Around | None:
    """Read UTF-16, where ASCII in one byte order is also found, a byte off, as the other one.

    The hit on an odd byte is then the wrong one. The neighbour that both readings share is its ASCII byte.
    """
    little = indicator.layers[0] == "utf-16le"
    codec = "utf-16-le" if little else "utf-16-be"
    shared = start - 1 if little else end
    text = data[start:end].decode(codec, "replace")
    if start % 2 and data[shared : shared + 1] == b"\0" and text.isascii():
        return None
    before, after = data[max(start - 2, 0) : start], data[end : end + 2]
    if little and not after[1:].strip(b"\0"):
        after = after[:1] + b"\0" if after else b""
    elif not little and not before[:-1].strip(b"\0"):
        before = b"\0" + before[-1:] if before else b""
    return before.decode(codec, "replace"), text[:1], text[-1:], after.decode(codec, "replace")


_NEIGHBOURS: dict[str, Callable[[Indicator, bytes, int, int], Around | None]] = {
    "hex": _hex_neighbours,
    "utf-16le": _utf16_neighbours,
    "utf-16be": _utf16_neighbours,
}


def _in_base64(indicator: Indicator, data: bytes, start: int, end: int) -> Edged | None:
    """Decode the groups of four around a hit: the value's bytes must be there, with fitting neighbours."""
    lead = (0, 2, 3)[indicator.shift]
    first = start - lead
    if first < 0 or not _BASE64.issuperset(data[first:start]):
        return None
    length = len(indicator.plain)
    last = first + -(-(indicator.shift + length) * 4 // 3)
    if last > len(data) or not _BASE64.issuperset(data[end:last]):
        return None
    opening, closing = first, last
    while opening >= 4 and first - opening < _AROUND and _BASE64.issuperset(data[opening - 4 : opening]):
        opening -= 4
    while closing < len(data) and closing - last < _AROUND and data[closing] in _BASE64:
        closing += 1
    decoded = _decode(data[opening:closing])
    at = (first - opening) // 4 * 3 + indicator.shift
    if decoded[at : at + length] != indicator.plain:
        return None
    before = _character(decoded[:at][-1:])
    after = _character(decoded[at + length :][:1])
    own = indicator.plain.decode("latin-1")
    if _goes_on(indicator, decoded, at, at + length) or _within_syllable(
        indicator.plain, decoded[at + length : at + length + 2]
    ):
        return None
    fits = _free(indicator.boundary, before, own[:1]) and _free(indicator.boundary, after, own[-1:])
    if fits and farther.reads(indicator.boundary):
        fits = farther.apart(indicator, decoded[:at].decode("latin-1"), decoded[at + length :].decode("latin-1"))
    return Edged(first, last, False) if fits else None


def _decode(run: bytes) -> bytes:
    return unpack_cut(run) or b""


def _character(one: bytes) -> str:
    return one.decode("latin-1")


def _recased(indicator: Indicator, run: bytes) -> bool:
    if run == indicator.literal or not indicator.caseless:
        return False
    if indicator.layers[:1] in _EITHER_CASE:
        return run.lower() != indicator.literal.lower()
    return _escapes_upper(run) != _escapes_upper(indicator.literal)


def _escapes_upper(run: bytes) -> bytes:
    return _CASED_ESCAPE.sub(lambda found: found[0].upper(), run)
