r"""What the npm package lz-string makes of text: Base64, the letters of an address, or UTF-16 of a packed run.

The run is one of bits: codes of two bits and more, the lowest bit first, that name a sequence seen before (LZ78), a
new character of 8 bits (code 0) or of 16 (code 1), or the end (code 2). ``compressToBase64`` writes six bits a letter
as RFC 4648 does, ``compressToEncodedURIComponent`` the same with ``+`` and ``-`` for the last two, ``compressToUTF16``
fifteen a character from the space on, ``compressToUint8Array`` bytes. Source: pieroxy/lz-string, ``libs/lz-string.js``.

Nothing marks such a run. It is taken for one where it ends with the code for the end, and gives ordinary text.
"""

import re
from binascii import Error, a2b_base64
from typing import NamedTuple

from trafficaudit.decode.limits import Bound
from trafficaudit.decode.node import Node, Obstacle, Opened
from trafficaudit.decode.text import as_text, is_document, telling

NAME = "lz-string"
MEDIA = None
TEXT = None
MARKS = ""
ONLY = None

_LETTERS = re.compile(rb"[A-Za-z0-9+/]{16,}+={0,3}|[A-Za-z0-9+$-]{16,}+|[A-Za-z0-9 $-]{16,}+").fullmatch
_FROM_ADDRESS = bytes.maketrans(b"-$ ", b"/A+")
_HIGHEST, _OFFSET, _WIDE = 0x801F, 32, 15
_SHORTEST, _SHORTEST_LETTERS, _SHORTEST_WIDE, _LONGEST = 12, 16, 6, 1 << 20
_BRIEF, _MANY = 6, 10
_END = 2
_MOST = 1 << 23
"""Characters that a run may come to: a few letters name sequences of any length."""

_CONTROLS = frozenset(range(32)) - {9, 10, 13} | {127}
_MISREAD = re.compile("[\x80-\x9f]").search
"""What no text holds but one whose UTF-8 was read as ISO 8859-1 before it was packed."""
_SYLLABLES = range(0xAC00, 0xD7A4)
_HANGUL = re.compile("[가-힣]")
_VALUES = {letter: at for at, letter in enumerate(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
_VALUES |= {ord("-"): 63, ord(" "): 62}


def _begins(head: int) -> bool:
    """Say of the first 18 bits whether they are the code for a character and one that opens text: ASCII or Hangul."""
    code, first, second = head >> 16, _TURNED[head >> 8 & 255], _TURNED[head & 255]
    if code == 0:
        return first in _OPENS
    return code == 2 and second << 8 | first in _SYLLABLES  # the lower of its two bits first


_TURNED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
"""Bytes with their lowest bit first."""
_OPENS = frozenset(range(32, 127)) | {9, 10} | set(range(0xEA, 0xEE))
"""Of ASCII, and of Hangul in UTF-8 whose bytes were taken for characters."""
_FIRST = frozenset(six for six in range(64) if six >> 4 in (0, 2))
"""What the first letter can be: the code for a character of either width."""


def sniff(node: Node) -> bool:
    """See ``Decoder``: the first character tells most values that are none."""
    if len(node.raw) > _LONGEST:
        return False
    head = _head(node)
    if head < 0 or not _begins(head):
        return False
    return node.text is None or not node.raw.isascii() or _LETTERS(node.raw) is not None


def _written(node: Node) -> str | None:
    """Give a value as text: of the characters of a run the 96th is the delete sign, which other text does not hold."""
    if node.text is None and node.raw.find(b"\x7f") >= 0 and not node.raw.isascii():
        return as_text(node.raw.replace(b"\x7f", b"\n")) and node.raw.decode()
    return node.text


def _head(node: Node) -> int:
    """Give the first 18 bits, or -1 where a value is too short, or has other characters."""
    raw, text = node.raw, _written(node)
    if text is None:
        return int.from_bytes(raw[:3]) >> 6 if len(raw) >= _SHORTEST else -1
    if not text.isascii():
        wide = len(text) >= _SHORTEST_WIDE and ord(max(text)) <= _HIGHEST and min(text) >= " "
        return ord(text[0]) - _OFFSET << 3 | ord(text[1]) - _OFFSET >> 12 if wide else -1
    if len(raw) < _SHORTEST_LETTERS:
        return -1
    first = _VALUES.get(raw[0], -1)
    if first not in _FIRST:
        return -1
    second, third = _VALUES.get(raw[1], -1), _VALUES.get(raw[2], -1)
    return first << 12 | second << 6 | third if second >= 0 and third >= 0 else -1


def decode(node: Node) -> list[Opened]:
    """Give the text of a run that ends as one; it keeps the path."""
    bits = _bits(node)
    if not bits:
        return []
    limit = min(node.budget.inflated, _MOST)
    run = unpack(bits, limit)
    node.budget.spend(run.codes * 8)
    if run.text is None or not _plausible(run.text, run.codes):
        return []
    node.budget.inflated -= len(run.text)
    size = len(node.raw)
    child = (node.path, node.key, run.text, 0, size, False)
    obstacles: list[Obstacle] = []
    if run.cut:
        obstacles.append((node.path, 0, size, Bound(f"inflates beyond {limit} characters")))
    return [Opened((NAME,), [child], sure=True, carrier=node.carrier, obstacles=obstacles)]


def _plausible(text: str, codes: int) -> bool:
    """Say whether a text is too good to be chance: a document, ordinary ASCII, or of some length and mostly Hangul."""
    if is_document(text.encode()):
        return True
    if _MISREAD(text):
        try:
            text = text.encode("iso-8859-1").decode()
        except UnicodeError:
            return False
    if text.isascii():
        return len(text) >= _BRIEF and telling(text)
    foreign = sum(char > "\x7f" for char in text)
    return codes >= _MANY and 2 * len(_HANGUL.findall(text)) >= foreign and telling(text)


def _bits(node: Node) -> str:
    """Give the bits of a value, by what it is written in."""
    text = _written(node)
    if text is None:
        return _of_bytes(node.raw)
    if text.isascii():
        letters = node.raw.translate(_FROM_ADDRESS) if b"/" not in node.raw else node.raw
        letters = letters.rstrip(b"=")
        try:
            return _of_bytes(a2b_base64(letters + b"A" * (-len(letters) % 4)))[: 6 * len(letters)]
        except Error:
            return ""
    return "".join([f"{ord(char) - _OFFSET:0{_WIDE}b}" for char in text])


def _of_bytes(raw: bytes) -> str:
    return f"{int.from_bytes(raw):0{8 * len(raw)}b}"


class Run(NamedTuple):
    """The text of a run (``None`` where it is none), how many codes were read, and whether the bound cut it off."""

    text: str | None
    codes: int
    cut: bool = False


def unpack(bits: str, limit: int) -> Run:
    """Undo the packing of bits, each ``0`` or ``1``, up to ``limit`` characters; what no text has in it ends it.

    >>> unpack("00" "00010110" "000" "10010110" "010" "000000", 99).text
    'hi'
    """
    known: list[str] = ["", "", ""]
    out: list[str] = []
    last, size, codes = "", 0, 0
    at, width, free = 0, 2, 1  # the first code is of two bits, those behind it of three and more
    while at + width <= len(bits):
        code, at, codes = _number(bits, at, width), at + width, codes + 1
        if code == _END:
            return Run(_text(out) if _is_end(bits, at) else None, codes)
        if code < _END:
            char, at = _number(bits, at, 8 << code), at + (8 << code)
            if at > len(bits) or char in _CONTROLS or (code == 1) != (char > 255):
                break
            known.append(chr(char))
            entry, free = known[-1], free - 1
        elif code < len(known):
            entry = known[code]
        elif code == len(known) and last:
            entry = last + last[0]
        else:
            break
        if last and free == 0:
            free, width = 1 << width, width + 1
        if last:
            known.append(last + entry[0])
            free -= 1
        else:
            width, free = 3, 4
        if free == 0:
            free, width = 1 << width, width + 1
        out.append(entry)
        last, size = entry, size + len(entry)
        if size > limit:
            return Run(_text(out), codes, cut=True)
    return Run(None, codes)


def _number(bits: str, at: int, width: int) -> int:
    """Read a number, the lowest bit first."""
    return int(bits[at : at + width][::-1] or "0", 2)


def _is_end(bits: str, at: int) -> bool:
    """Say whether nothing but the rest of the last letter is left, or of two, all of it zeros."""
    return len(bits) - at <= 2 * _WIDE and "1" not in bits[at:]


def _text(out: list[str]) -> str | None:
    """Put characters of UTF-16 together; a half of one alone is no text."""
    text = "".join(out)
    try:
        return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError:
        return None
