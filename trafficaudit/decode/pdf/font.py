"""Which characters the codes of a PDF's font stand for (ISO 32000-1, 9.10): by its own map (``ToUnicode``), by the
character collection that it names, else by the Latin encoding that fonts of one byte have, and by where they differ
from it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from trafficaudit.decode.pdf import glyphs as pdf_glyphs
from trafficaudit.decode.pdf.syntax import Thing

_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)")
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*+)>|(\[)|(\])")
UNKNOWN = "\ufffd"
"""What stands for a code of which nothing says which character it is."""

_MOST_CODES = 262_144
"""Codes of the ranges of one map; two bytes have a fourth of them."""
_LATIN = "cp1252"
_LATINS = {"MacRomanEncoding": "mac_roman"}
"""Encodings of fonts of one byte (annex D.2) other than the usual one, whose letters and digits all have alike."""

_COLLECTIONS = (
    (re.compile(r"Uni\w+-UTF16-[HV]").fullmatch, "utf-16-be"),
    (re.compile(r"Uni\w+-UCS2-(?:HW-)?[HV]").fullmatch, "utf-16-be"),
    (re.compile(r"Uni\w+-UTF8-[HV]").fullmatch, "utf-8"),
    (re.compile(r"Uni\w+-UTF32-[HV]").fullmatch, "utf-32-be"),
    (re.compile(r"KSC\w*-(?:UHC|EUC)-(?:HW-)?[HV]|KSC-EUC-[HV]").fullmatch, "cp949"),
    (re.compile(r"KSC-Johab-[HV]").fullmatch, "johab"),
    (re.compile(r"GB(?:pc|Kp?)?-EUC-[HV]|GBK2K-[HV]").fullmatch, "gb18030"),
    (re.compile(r"\w+-RKSJ-[HV]").fullmatch, "cp932"),
    (re.compile(r"(?:78-)?EUC-[HV]").fullmatch, "euc_jp"),
    (re.compile(r"B5pc-[HV]|ETen(?:ms)?-B5-[HV]").fullmatch, "cp950"),
    (re.compile(r"(?:HK\w+|ETHK)-B5-[HV]").fullmatch, "big5hkscs"),
)
"""Names of predefined maps (9.7.5.2, table 118; Adobe, "CMap resources") whose codes are those of a character set.
Of a font with another map, such as those of seven bits, it is told that its characters are not known."""


class Font:
    """Gives text for codes; ``None`` where nothing says which characters they are."""

    __slots__ = ("charset", "codes", "widths")

    def __init__(self, codes: Mapping[bytes, str], widths: tuple[int, ...], charset: str) -> None:
        self.codes, self.widths, self.charset = codes, widths, charset

    def text(self, raw: bytes) -> str | None:
        """Give the text of a shown string."""
        if not self.codes:
            return raw.decode(self.charset, "replace") if self.charset else None
        out, pos = list[str](), 0
        while pos < len(raw):
            width = next((each for each in self.widths if raw[pos : pos + each] in self.codes), self.widths[-1])
            out.append(self.codes.get(raw[pos : pos + width], UNKNOWN))
            pos += width
        return "".join(out)


def of(subtype: str, encoding: str, cmap: bytes, differ: Sequence[Thing] = ()) -> Font:
    """Give a font by its subtype, the name of its encoding, its map (empty where it has none) and ``/Differences``."""
    codes, widths = read_map(cmap) if cmap else ({}, ())
    if codes:
        return Font(codes, widths, "")
    if subtype != "Type0":
        charset = _LATINS.get(encoding, _LATIN)
        other = pdf_glyphs.differences(differ, UNKNOWN)
        if not other:
            return Font({}, (1,), charset)
        usual = {bytes((code,)): bytes((code,)).decode(charset, "replace") for code in range(256)}
        return Font(usual | other, (1,), "")
    return Font({}, (2,), next((charset for matches, charset in _COLLECTIONS if matches(encoding)), ""))


def read_map(cmap: bytes) -> tuple[dict[bytes, str], tuple[int, ...]]:
    """Read a map of codes to characters; give it, and how many bytes its codes have."""
    codes: dict[bytes, str] = {}
    widths: set[int] = set()
    left = _MOST_CODES
    for kind, content in _sections(cmap):
        items = [_item(*each) for each in _ITEM.findall(content)]
        if kind == b"codespacerange":
            widths.update(len(each) for each in items if isinstance(each, bytes) and each)
        elif kind == b"bfchar":
            for code, char in zip(items[::2], items[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(char, bytes):
                    codes[code] = char.decode("utf-16-be", "replace")
        else:
            left = _ranges(items, codes, left)
    widths.update(len(code) for code in codes)
    return codes, tuple(sorted(widths - {0})) or (1,)


def _sections(cmap: bytes) -> Iterator[tuple[bytes, bytes]]:
    pos = 0
    while (match := _SECTION.search(cmap, pos)) is not None:
        end = cmap.find(b"end" + match[1], match.end())
        if end < 0:
            return
        yield match[1], cmap[match.end() : end]
        pos = end


def _item(digits: bytes, begin: bytes, end: bytes) -> bytes | str:
    if begin or end:
        return "[" if begin else "]"
    packed = bytes(digits.translate(None, b" \t\r\n\f"))
    return bytes.fromhex((packed + b"0" * (len(packed) & 1)).decode("ascii"))


def _ranges(items: list[bytes | str], codes: dict[bytes, str], left: int) -> int:
    """Read ranges: a first and a last code, and the first character, or a list of them all; give how many are left."""
    rest = iter(items)
    for first in rest:
        last, char = next(rest, ""), next(rest, "")
        chars = list[bytes | str]()
        if char == "[":
            while (each := next(rest, "]")) != "]":
                chars.append(each)
        if not isinstance(first, bytes) or not isinstance(last, bytes) or not first:
            continue
        start = int.from_bytes(first, "big")
        size = max(min(int.from_bytes(last, "big") - start + 1, left), 0)
        left -= size
        for index in range(size):
            code = (start + index).to_bytes(len(first) + 1, "big")[-len(first) :]
            if chars:
                told = chars[index] if index < len(chars) else ""
                if isinstance(told, bytes):
                    codes[code] = told.decode("utf-16-be", "replace")
            elif isinstance(char, bytes) and char:
                number = (int.from_bytes(char, "big") + index) & ((1 << 8 * len(char)) - 1)
                codes[code] = number.to_bytes(len(char), "big").decode("utf-16-be", "replace")
    return left
