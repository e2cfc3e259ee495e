"""What the names of glyphs stand for, by which fonts of one byte say where they differ from a usual encoding
(``/Differences``; ISO 32000-1, 9.6.6 and annex D).

Source of the names: Adobe Glyph List Specification, section 2 (``uniAC00``, ``u1F600``, pieces joined by ``_``, what
follows a point is a variant), and the Latin character set of annex D.
"""

import re
import unicodedata
from collections.abc import Sequence

from trafficaudit.decode.pdf.syntax import Name, Thing


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PLAIN = _words(
    "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma "
    "hyphen period slash zero one two three four five six seven eight nine colon semicolon less equal greater question "
    "at"
)
"""From U+0020 on."""
_HIGH = _words(
    "Euro - quotesinglbase florin quotedblbase ellipsis dagger daggerdbl circumflex perthousand Scaron "
    "guilsinglleft OE - Zcaron - - quoteleft quoteright quotedblleft quotedblright bullet endash emdash tilde "
    "trademark scaron guilsinglright oe - zcaron Ydieresis nbspace exclamdown cent sterling currency yen brokenbar "
    "section dieresis copyright ordfeminine guillemotleft logicalnot sfthyphen registered macron degree plusminus "
    "twosuperior threesuperior acute mu paragraph periodcentered cedilla onesuperior ordmasculine guillemotright "
    "onequarter onehalf threequarters questiondown"
)
"""From 0x80 of Windows-1252 on; ``-`` where it has no character."""
_OTHERS = {
    "bracketleft": "[", "backslash": "\\", "bracketright": "]", "asciicircum": "^", "underscore": "_", "grave": "`",
    "braceleft": "{", "bar": "|", "braceright": "}", "asciitilde": "~", "AE": "Æ", "ae": "æ", "Oslash": "Ø",
    "oslash": "ø", "germandbls": "ß", "Eth": "Ð", "eth": "ð", "Thorn": "Þ", "thorn": "þ", "multiply": "×",
    "divide": "÷", "minus": "-", "fraction": "/", "Lslash": "Ł", "lslash": "ł", "dotlessi": "ı", "won": "₩",
    "ff": "ff", "fi": "fi", "fl": "fl", "ffi": "ffi", "ffl": "ffl", ".notdef": "",
}  # fmt: skip
_MARKS = {
    "grave": "\u0300", "acute": "\u0301", "circumflex": "\u0302", "tilde": "\u0303", "macron": "\u0304",
    "breve": "\u0306", "dieresis": "\u0308", "ring": "\u030a", "caron": "\u030c", "cedilla": "\u0327",
    "ogonek": "\u0328",
}  # fmt: skip
_NAMED = (
    {name: chr(32 + at) for at, name in enumerate(_PLAIN)}
    | {name: bytes([128 + at]).decode("cp1252") for at, name in enumerate(_HIGH) if name != "-"}
    | _OTHERS
)
_ACCENTED = re.compile(rf"([A-Za-z])({'|'.join(_MARKS)})").fullmatch
_UNITS = re.compile(r"uni((?:[0-9A-F]{4})+)").fullmatch
_NUMBER = re.compile(r"u([0-9A-F]{4,6})").fullmatch
_LAST = 0x10FFFF


def text_of(name: str) -> str | None:
    """Give the characters that a name stands for, none for ``.notdef``; ``None`` where it is a font's own.

    >>> text_of("A"), text_of("at"), text_of("uniAE40"), text_of("f_i"), text_of("eacute.sc"), text_of("g17")
    ('A', '@', '김', 'fi', 'é', None)
    """
    found = [_one(piece) for piece in (name.partition(".")[0] or name).split("_")]
    return None if None in found else "".join(filter(None, found))


def _one(name: str) -> str | None:
    if len(name) == 1 and name.isascii() and name.isalpha():
        return name
    known = _NAMED.get(name)
    if known is not None:
        return known
    if accented := _ACCENTED(name):
        whole = unicodedata.normalize("NFC", accented[1] + _MARKS[accented[2]])
        return whole if len(whole) == 1 else None
    if units := _UNITS(name):
        return bytes.fromhex(units[1]).decode("utf-16-be", "replace")
    number = _NUMBER(name)
    code = int(number[1], 16) if number else _LAST + 1
    return chr(code) if code <= _LAST and not 0xD800 <= code < 0xE000 else None


def differences(listed: Sequence[Thing], unknown: str) -> dict[bytes, str]:
    """Give the characters of the codes in which a font differs: a number, and the names from there on."""
    codes: dict[bytes, str] = {}
    at = 0
    for each in listed:
        if isinstance(each, float):
            at = int(each)
        elif isinstance(each, Name):
            if 0 <= at <= 255:
                told = text_of(each)
                codes[bytes((at,))] = unknown if told is None else told
            at += 1
    return codes
