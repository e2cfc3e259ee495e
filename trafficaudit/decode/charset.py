"""Text that is not UTF-8: CP949 and EUC-KR, UTF-16, UTF-32 with its mark, and what a Content-Type header names.

The layer is called after the character set (``cp949``, ``utf-16le``, ...). Bytes that are UTF-8 are text already,
whatever the label says.
"""

import encodings
import re
from collections.abc import Iterator
from encodings.aliases import aliases

from trafficaudit.decode.messages import http_message
from trafficaudit.decode.node import Node, Opened
from trafficaudit.decode.place import Escape, How, Mapper
from trafficaudit.decode.text import korean

NAME = "charset"
MEDIA = None
TEXT = None
MARKS = ""
ONLY = None

_KOREAN = {"euc-kr", "euckr", "cp949", "ms949", "uhc", "windows-949", "ks_c_5601-1987", "ksc5601", "ksc_5601", "korean"}
_OTHERS = {
    "x-x-big5": "big5",
    "gb_2312-80": "gb2312",
    "csgb2312": "gb2312",
    "csksc56011987": "cp949",
    "cseuckr": "cp949",
}
"""Labels of browsers' (Encoding Standard, 4.2) that Python does not know; ``x-`` before a name says nothing."""
_WIDER = {"gb2312": "gbk", "shift_jis": "cp932", "big5": "cp950", "euc_kr": "cp949"}
"""What is meant by labels of a set that grew (Encoding Standard, 4.2)."""
_NO_SETS = frozenset({"rot_13", "mbcs", "ascii", "utf_8"})
"""Of Python's encodings those that are none of text, or that are text already."""
_UTF16 = {"utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}
_LABELS16 = frozenset({"ucs-2", "iso-10646-ucs-2", "unicode"})
"""Labels of UTF-16 in either order of bytes that Python does not know: any of its own counts (``utf16``, ``u16``)."""
_UTF32 = {"utf-32le": "utf-32-le", "utf-32be": "utf-32-be"}
_CODECS = _UTF16 | _UTF32
_WIDE_BOMS = {b"\xff\xfe\0\0": "utf-32le", b"\0\0\xfe\xff": "utf-32be"}
ESCAPED = {"utf-7": "utf-7", "utf7": "utf-7", "unicode-1-1-utf-7": "utf-7"}
"""Labels of character sets that are written in ASCII: the label alone says that it is another text."""
_SHIFTED = ("iso2022", "hz", "utf_7")
_BOMS = {b"\xff\xfe": "utf-16le", b"\xfe\xff": "utf-16be"}
_ODD = re.compile(r"[^\t\n\r -~가-힣ㄱ-ㆎ\u3000-\u303f\uff01-\uff5e]")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]").search
# The high bytes of ASCII, Hangul and full-width text; three random ones pass once in some 200 times.
_HIGH = rb"[\x00\x30\x31\xac-\xd7\xff]"
_SPELT = {
    "utf-16le": re.compile(rb".H.H.H".replace(b"H", _HIGH), re.DOTALL).match,
    "utf-16be": re.compile(rb"H.H.H".replace(b"H", _HIGH), re.DOTALL).match,
}
_SPELT_SOMEHOW = re.compile(rb"\xff\xfe|\xfe\xff|.?H.H.H".replace(b"H", _HIGH), re.DOTALL).match
_HANGUL = re.compile("[가-힣]").search
_SHORTEST = 8
_USUAL = re.compile(rb"[\t\n\r -~]|[\xb0-\xc8][\xa1-\xfe]").fullmatch
_LOOKED_AT = 64


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    # The parts of a multipart body, and messages of HTTP, have their own character sets, or hold bytes.
    if node.text is not None:
        if node.hint.charset in ESCAPED:
            return b"+" in node.raw
        # Some syllables of CP949 read as accented letters in UTF-8.
        return not node.raw.isascii() and len(node.raw) >= 2 and _HANGUL(node.text) is None
    parted = (
        node.raw.startswith(b"--") or node.hint.boundary or (not node.hint.charset and http_message.shows(node.raw))
    )
    return len(node.raw) >= 4 and not parted


def decode(node: Node) -> Iterator[Opened]:
    """Give the text; its offsets map to the bytes character by character."""
    if node.text is not None and node.hint.charset in ESCAPED:
        yield from _escaped(node, ESCAPED[node.hint.charset])
        return
    if node.text is not None:
        text = korean(node.raw)
        found: tuple[str, str, How] | None = None if text is None else ("cp949", text, by_character("cp949"))
    else:
        found = _named(node.raw, node.hint.charset) or _seen(node.raw)
    if found is not None:
        name, text, mapper = found
        start = 4 if node.raw[:4] in _WIDE_BOMS and name in _UTF32 else 0
        start = 2 if node.raw[:2] in _BOMS and name in _UTF16 else start
        child = (node.path, node.key, text.removeprefix("\ufeff"), start, len(node.raw), mapper)
        yield Opened((name,), [child], node.hint._replace(charset=""), sure=node.text is None, carrier=node.carrier)


def _escaped(node: Node, name: str) -> Iterator[Opened]:
    """Give text that is written in ASCII under a label."""
    try:
        text = node.raw.decode(name)
    except UnicodeDecodeError:
        return
    if not _CONTROLS(text):
        child = (node.path, node.key, text, 0, len(node.raw), False)
        yield Opened((name,), [child], node.hint._replace(charset=""), sure=True, carrier=node.carrier)


def utf16(raw: bytes) -> tuple[str, str] | None:
    """Give the name and text of UTF-16 that shows by its mark or by what it spells, else ``None``."""
    if len(raw) % 2 or len(raw) < _SHORTEST or _SPELT_SOMEHOW(raw) is None:
        return None
    marked = _BOMS.get(raw[:2])
    readings = []
    for name in (marked,) if marked else _UTF16:
        if not marked and _SPELT[name](raw) is None:
            continue
        try:
            text = raw.decode(_UTF16[name])
        except UnicodeDecodeError:
            continue
        printable = marked and text.translate(_LINES).isprintable()
        if not _CONTROLS(text) and (printable or len(_ODD.findall(text)) * 10 <= len(text)):
            readings.append((name, text))
    # Some Hangul is Hangul in either byte order, but seldom such that anybody writes.
    return max(readings, key=lambda reading: _usual(reading[1]) if len(readings) > 1 else 0, default=None)


def _usual(text: str) -> int:
    """Count ASCII and the syllables of KS X 1001 at the beginning of a text."""
    return sum(_USUAL(char.encode("cp949", "ignore")) is not None for char in text[:_LOOKED_AT])


def codec_of(label: str) -> str:
    """Give the codec of a character set by a label of its own; nothing where nobody knows it.

    Other encodings of Python's are none: some of them take time by the square of what they are given.

    >>> codec_of("EUC-KR"), codec_of("windows-1251"), codec_of("x-sjis"), codec_of("punycode")
    ('cp949', 'cp1251', 'cp932', '')
    """
    label = label.lower()
    written = encodings.normalize_encoding(label.removeprefix("x-")).lower()
    name = "cp949" if label in _KOREAN else _OTHERS.get(label) or aliases.get(written, written)
    known = name in _CODEC_NAMES and name not in _NO_SETS and not name.endswith("_codec")
    return _WIDER.get(name, name) if known else ""


_CODEC_NAMES = frozenset(aliases.values())


def _named(raw: bytes, label: str) -> tuple[str, str, How] | None:
    codec = codec_of(label) if label else ""
    if codec.startswith("utf_32"):
        return _utf32(raw, codec.replace("utf_32_", "utf-32"))
    if codec.startswith("utf_16") or label in _LABELS16:
        return _utf16(raw, codec.replace("utf_16_", "utf-16"))
    return _by_codec(raw, codec, label) if codec else None


def _by_codec(raw: bytes, codec: str, label: str) -> tuple[str, str, How] | None:
    """Read a set whose letters are bytes; where signs before them say which, where one stands is known of all alone."""
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError:
        return None
    how = False if codec.startswith(_SHIFTED) else by_character(codec)
    return None if _CONTROLS(text) else ("cp949" if codec == "cp949" else label, text, how)


def _utf16(raw: bytes, label: str) -> tuple[str, str, How] | None:
    """Read UTF-16 of whatever letters, in the order of bytes that its mark or label says, or that spells more."""
    readings = []
    for name in (_BOMS.get(raw[:2], label),) if raw[:2] in _BOMS or label in _UTF16 else _UTF16:
        try:
            text = raw.decode(_UTF16[name])
        except UnicodeDecodeError:
            continue
        if not _CONTROLS(text):
            readings.append((name, text, by_character(name)))
    return max(readings, key=lambda reading: _usual(reading[1]), default=None)


def _utf32(raw: bytes, label: str) -> tuple[str, str, How] | None:
    """Read UTF-32, by its mark where the label names no order of bytes."""
    marked = _WIDE_BOMS.get(raw[:4])
    for name in (marked,) if marked else (label,) if label in _UTF32 else _UTF32:
        try:
            text = raw.decode(_UTF32[name])
        except UnicodeDecodeError:
            continue
        if not _CONTROLS(text):
            return name, text, by_character(name)
    return None


def utf32(raw: bytes) -> tuple[str, str, How] | None:
    """Read UTF-32 without a mark: the upper half of each character is nothing, and what it spells is printable."""
    if len(raw) % 4 or len(raw) < _SHORTEST:
        return None
    if raw[2:4] == raw[6:8] == b"\0\0":
        found = _utf32(raw, "utf-32le")
    elif raw[:2] == raw[4:6] == b"\0\0":
        found = _utf32(raw, "utf-32be")
    else:
        return None
    return found if found and found[1].translate(_LINES).isprintable() and _SPEAKS(found[1]) else None


_LINES = str.maketrans("", "", "\t\n\r\ufeff")
_SPEAKS = re.compile(r"[A-Za-z가-힣]|\d{6}").search


def _seen(raw: bytes) -> tuple[str, str, How] | None:
    if raw[:4] in _WIDE_BOMS:
        return _utf32(raw, "")
    if (four := utf32(raw)) is not None:
        return four
    text = korean(raw)
    if text is not None:
        return "cp949", text, by_character("cp949")
    wide = utf16(raw)
    return None if wide is None else (*wide, by_character(wide[0]))


def by_character(name: str) -> Mapper:
    """Give the mapper of text in a character set to its bytes."""
    codec = _CODECS.get(name, name)

    def escapes(raw: bytes) -> Iterator[Escape]:
        here = 0
        for character in raw.decode(codec, "replace"):
            width = len(character.encode(codec, "replace"))
            if width > 1 or character > "\x7f":
                yield here, here + width, len(character.encode("utf-8", "replace")), 0
            here += width

    return escapes
