"""When bytes are text, and when text that came out of a decoder is too good to be chance."""

import re

_CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 13}) + b"\x7f"
_RARE = re.compile(r"[^\w\s@.:/\-,=&{}\"'+;%()\[\]|?<>]", re.ASCII)
_EAST_ASIAN = re.compile("[가-힣ㄱ-ㆎ一-鿿぀-ヿᄀ-ᇿ０-９Ａ-Ｚａ-ｚ]")
_HANGUL = re.compile("[가-힣]")
_LETTERS = re.compile(r"[^\W\d_]")
_ORDINARY = re.compile(r"[\w .,:@/=&|-]", re.ASCII)
_UNSEEN = str.maketrans("", "", "\t\n\r\xa0\u3000\ufeff\u200b\u200c\u200d\u2060\ufe0f")
"""Line ends and what text holds beside what is seen: wide spaces, a byte order mark, joiners, an emoji's colours."""
_MINIMUM = 4
_FEW = 4
_MINIMUM_EAST_ASIAN = 2

CHARACTER = rb"(?:[\t\n\r -~]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})"
"""One character of what ``as_text`` takes for text, as an expression that lets through a few others."""

_KS_X_1001 = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_OPENING = re.compile(
    rb"<|(?:\d{1,6}(?:-|/[\w/-]{0,64}+,)?)?+(?:\{\s*+\"|\[\s*+[{\"])|(?:query|mutation|subscription)\b[^{}\"]{0,200}+\{"
).match
"""Of XML, of JSON, also behind the numbers of a Socket.IO packet, and of an operation of GraphQL."""
_YAML = re.compile(rb"---[ \t]*+\r?\n[ ]*+(?:- |[\w$.'\"-]++[ ]*+:\s)").match
_CP949 = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]++|[\x81-\xc6][\x41-\x5a\x61-\x7a\x81-\xfe]|[\xa1-\xfe][\xa1-\xfe])++"
).fullmatch


def as_text(raw: bytes) -> str | None:
    """Give bytes as text where they are UTF-8 without control characters but tab and line ends; else ``None``."""
    if raw.isascii():
        plain = raw.decode("ascii")
        # Asking a string is the quicker way where, as in most values, there are no line ends either.
        return plain if plain.isprintable() or len(raw.translate(None, _CONTROL_BYTES)) == len(raw) else None
    # Control characters stand for themselves in UTF-8. Of bytes at random they show sooner than what is no UTF-8.
    if len(raw.translate(None, _CONTROL_BYTES)) != len(raw):
        return None
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None


def damaged(raw: bytes) -> str | None:
    """Give bytes as text where they are UTF-8 but for a few, which become surrogates (PEP 383); else ``None``.

    At most one in eight is no UTF-8 or a control character: of bytes at random five in eight are.
    """
    few = len(raw) // 8
    if len(raw) - len(raw.translate(None, _CONTROL_BYTES)) > few:
        return None
    text = raw.decode("utf-8", "surrogateescape")
    return text if len(text) - len(raw.decode("utf-8", "ignore")) <= few else None  # each of them is one surrogate


def telling(text: str) -> bool:
    """Say whether text that a trial decoding gave is unlikely to be chance.

    Four characters of ordinary text, or two of Hangul, Han, Kana or full width (a Korean name often has three
    syllables); twelve, at most half of which are other letters, or all of these of one script. Of ASCII no more than
    one character in seven may be a rare sign, of sixteen characters and more every other.
    """
    size = len(text)
    if text.isascii():
        if size < _MINIMUM or not (_LETTERS.search(text) or size >= 6):
            return False
        return len(_RARE.findall(text)) * (2 if size >= 16 else 7) <= size
    wide = len(_EAST_ASIAN.findall(text))
    foreign = sum(c > "\x7f" for c in text)
    if wide * 2 >= foreign:
        return wide >= _MINIMUM_EAST_ASIAN
    if not (size >= 3 * _MINIMUM and text.translate(_UNSEEN).isprintable()):
        return False
    return foreign * 2 <= size or len({ord(c) >> 8 for c in text if c > "\x7f"}) == 1


def is_document(raw: bytes) -> bool:
    """Say whether bytes that an escape gave open and close like a document, which nothing does by chance."""
    return (_OPENING(raw) is not None and raw.rstrip().endswith((b"}", b"]", b">"))) or _YAML(raw) is not None


def korean(raw: bytes) -> str | None:
    """Give bytes as text where they can only be CP949 (EUC-KR with Microsoft's extension); else ``None``.

    At least two syllables of Hangul, no more than a fifth of the wide characters anything else; where there are few,
    all of them must be in KS X 1001 and what is between them ordinary.
    """
    if raw.isascii() or not _CP949(raw):
        return None
    try:
        text = raw.decode("cp949")
    except UnicodeDecodeError:
        return None
    syllables, common = len(_HANGUL.findall(text)), len(_KS_X_1001.findall(raw))
    wide = sum(c > "\x7f" for c in text)
    if syllables < _FEW and (common < syllables or len(text) - wide > len(_ORDINARY.findall(text))):
        return None
    return text if syllables >= 2 and common * 2 >= syllables and syllables * 5 >= wide * 4 else None
