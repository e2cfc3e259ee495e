"""Bytes of a policy -> text. A declared encoding is never believed against the bytes.

Names of encodings follow the WHATWG Encoding Standard, in which ``euc-kr`` and ``ks_c_5601-1987`` mean what Windows
calls code page 949.
"""

import codecs
import re

from trafficaudit.errors import ReadError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_NAMES = {
    "euc-kr": "cp949", "euckr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "korean": "cp949",
    "windows-949": "cp949", "ms949": "cp949", "cp949": "cp949", "uhc": "cp949", "utf8": "utf-8",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
}  # fmt: skip
_SUPPORTED = {"utf-8", "cp949", "cp1252", "shift_jis", "gb18030", "big5"}
_FALLBACK = ("utf-8", "cp949")
_LATIN = "cp1252"
_HEAD = 4096
_BROKEN = 0.001  # a page with so small a share of broken characters is still that encoding's


def text_of(data: bytes, where: str, *, markup: bool) -> tuple[str, str]:
    """Give the text of a policy and the encoding it was read in.

    Args:
        data: the bytes of the file.
        where: names the file in an error.
        markup: whether a declaration within the first bytes (``<meta charset>``) counts.

    Raises:
        ReadError: it is in none of the encodings that Korean and English policies come in.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _lenient(data, name, where), name.removesuffix("-sig")
    declared = _declared(data) if markup else ""
    # What is UTF-8 by its bytes is nothing else but by chance; almost any bytes are Latin, also those of EUC-KR.
    surer = ("utf-8" if not data.isascii() else "", "euc-kr" if declared == _LATIN else "")
    names = [name for name in ("" if declared else _wide(data), *surer, declared, *_FALLBACK) if name]
    for name in names:
        if (text := _strict(data, name)) is not None:
            return text, _NAMES.get(name, name)
    likely = declared or names[0]
    return _lenient(data, likely, where), likely


def _declared(data: bytes) -> str:
    found = _META.search(data[:_HEAD])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    name = _NAMES.get(name, name)
    return name if name in _SUPPORTED else ""  # a declaration that can be read as ASCII does not stand in UTF-16


def _wide(data: bytes) -> str:
    """Recognise UTF-16 without a mark by the zeros that blanks, digits and line ends have."""
    head = data[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 40:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, name: str, where: str) -> str:
    text = data.decode(name, "replace")
    if text.count("\ufffd") > max(1, len(text) * _BROKEN):
        raise ReadError("is in no encoding that is read (UTF-8, UTF-16, EUC-KR/CP949)", where, "save it as UTF-8")
    return text
