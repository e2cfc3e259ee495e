"""Hangul taken apart, and text that was read in the wrong character set on its way.

Search boxes send what is typed so far in separate letters (Unicode's Hangul Compatibility Jamo). A program that takes
UTF-8 or CP949 for ISO 8859-1, as headers do by default, or for Windows-1252, sends each byte as a letter of its own.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache


def apart(text: str) -> str:
    """Write each letter of Hangul by itself.

    >>> apart("값 7")
    'ㄱㅏㅄ 7'
    """
    return "".join(map(_letter, unicodedata.normalize("NFD", text)))


@cache
def _letter(char: str) -> str:
    named = unicodedata.name(char, "").split()
    if named[:2] not in (["HANGUL", "CHOSEONG"], ["HANGUL", "JUNGSEONG"], ["HANGUL", "JONGSEONG"]):
        return char
    try:
        return unicodedata.lookup(f"HANGUL LETTER {named[2]}")
    except KeyError:
        return char  # an old letter, or a filler, that has no such form


def misread(text: str) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Give the UTF-8 of text that was misread, with the layers that lead back; nothing for ASCII.

    >>> dict(misread("윤"))["iso-8859-1", "cp949"].decode()
    'À±'
    """
    if text.isascii():
        return
    for layer, codec in (((), "utf-8"), (("cp949",), "cp949")):
        try:
            raw = text.encode(codec)
        except UnicodeEncodeError:
            continue
        yield ("iso-8859-1", *layer), raw.decode("iso-8859-1").encode()
        yield ("windows-1252", *layer), windows(raw).encode()


def windows(raw: bytes) -> str:
    """Read Windows-1252 as browsers do (WHATWG Encoding): five bytes that it has no character for stay controls."""
    return "".join(map(_WINDOWS.__getitem__, raw))


def unread(text: bytes) -> bytes:
    """Give back the bytes that text in UTF-8 was misread from, by either character set; what is neither is left out."""
    return bytes(_BYTES[char] for char in text.decode("utf-8", "ignore") if char in _BYTES)


_WINDOWS = [
    chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252") for byte in range(256)
]
_BYTES = {char: byte for byte, char in enumerate(_WINDOWS)} | {chr(byte): byte for byte in range(256)}
