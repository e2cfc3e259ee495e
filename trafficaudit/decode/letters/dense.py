"""Documents and packed runs in encodings of few letters: Base32 (RFC 4648, section 6), Base58 as Bitcoin writes it, the
three alphabets of Base85 (Adobe's Ascii85, RFC 1924 as Python and Git write it, Z85 of ZeroMQ), and uuencode (POSIX).

None of them but the last, and Ascii85 between ``<~`` and ``~>``, says what it is. A value is opened where it is one of
them as a whole and gives a document or a run of a known structure, Base32 also where it gives ordinary text. The first
two letters of Base85, and the first of many of Base58, tell whether that can be.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from trafficaudit.decode import known
from trafficaudit.decode.alphabets import BITCOIN_58, RFC_1924_85, Z_85
from trafficaudit.decode.node import Child, Node, Opened
from trafficaudit.decode.packed import compression
from trafficaudit.decode.text import as_text, is_document, telling

NAME = "dense"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = None

HEADS = (
    *(b'{"', b"{\n", b"{\r\n", b"{ ", b"[{", b'["', b"[\n", b"[\r\n", b"[ ", b"<?xml", b"<html", b"<!DOC"),
    *(
        b"\x1f\x8b\x08",
        b"\x28\xb5\x2f\xfd",
        b"\x78\x01",
        b"\x78\x5e",
        b"\x78\x9c",
        b"\x78\xda",
        b"PK\x03\x04",
        b"bplist",
    ),
)
"""How documents and packed runs begin."""

_ADOBE = bytes(range(33, 118))
_FROM_Z85 = bytes.maketrans(Z_85, RFC_1924_85)
_BITCOIN = {letter: at for at, letter in enumerate(BITCOIN_58)}
_BASE32 = re.compile(rb"(?=[A-Z]*[2-7])(?:[A-Z2-7]{16,}+)={0,6}|(?=[a-z]*[2-7])(?:[a-z2-7]{16,}+)={0,6}").fullmatch
_BASE58 = re.compile(rb"[1-9A-HJ-NP-Za-km-z]{22,4096}").fullmatch
_UUENCODED = re.compile(rb"begin [0-7]{3,4} [^\r\n]{1,255}\r?\n").match
_CLOSED = re.compile(rb"\nend[ \t]*+(?:\r?\n|\Z)").search
"""Behind it stands what is no part of the file."""
_SHORTEST, _LONGEST = 10, 1 << 20
_LETTER_COST = 8
_LEADING = 12


def _first_two(alphabet: bytes) -> frozenset[bytes]:
    """Give the first two letters of four bytes and more that begin as a document or a packed run does."""
    found = set()
    for head in HEADS:
        low, high = (int.from_bytes(head[:4].ljust(4, end)) // 85**3 for end in (b"\0", b"\xff"))
        found |= {bytes([alphabet[number // 85], alphabet[number % 85]]) for number in range(low, high + 1)}
    return frozenset(found)


_STARTS = _first_two(RFC_1924_85) | _first_two(Z_85) | _first_two(_ADOBE) | {b"<~"}


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    raw = node.raw
    if not _SHORTEST <= len(raw) <= _LONGEST:
        return False
    if raw[:2] in _STARTS or (raw[:6] == b"begin " and _UUENCODED(raw) is not None):
        return True
    return len(raw) >= 16 and (_BASE32(raw) is not None or _BASE58(raw) is not None)


def decode(node: Node) -> Iterator[Opened]:
    """Give what the value stands for by the first encoding that gives something, and what is behind it, at its path."""
    raw = node.raw.rstrip(b"\r\n")
    node.budget.spend(_LETTER_COST * len(raw))
    for name, read in _READERS:
        value = read(raw)
        if value and _plausible(name, value):
            closed = _CLOSED(raw) if name == "uuencode" else None
            end = closed.end() if closed else len(node.raw)
            children: list[Child] = [(node.path, node.key, as_text(value) or value, 0, end, False)]
            if node.raw[end:].strip():
                children.append(
                    (node.path, node.key, as_text(node.raw[end:]) or node.raw[end:], end, len(node.raw), True)
                )
            yield Opened((name,), children, sure=True, carrier=node.carrier)
            return


def _plausible(name: str, value: bytes) -> bool:
    """Say whether what came out can be nothing else; Base32 has so few letters that ordinary text will do."""
    if holds(value):
        return True
    text = as_text(value) if name in _TELLING else None
    return text is not None and telling(text)


def holds(value: bytes) -> bool:
    """Say whether bytes are a document in text, or packed or of a known structure to their end."""
    if value.startswith(HEADS) and is_document(value) and as_text(value) is not None:
        return True
    return compression.opens(value) or (compression.format_of(value) is None and known.shows(value))


_TELLING = ("base32", "uuencode")


def _base32(raw: bytes) -> bytes | None:
    if not _BASE32(raw):
        return None
    letters = raw.rstrip(b"=").upper()
    if len(letters) % 8 in (1, 3, 6):
        return None
    return base64.b32decode(letters + b"=" * (-len(letters) % 8))


def _base58(raw: bytes) -> bytes | None:
    """Read one number to the base 58, after a look at how it begins."""
    if not _BASE58(raw):
        return None
    rest = len(raw) - _LEADING
    low = _number(raw[:_LEADING])
    low, high = low * _power(rest), (low + 1) * _power(rest) - 1
    size = (low.bit_length() + 7) // 8
    begins = low.to_bytes(size)[:2], high.to_bytes(max(size, (high.bit_length() + 7) // 8))[:2]
    if not any(begins[0] <= head[:2] <= begins[1] for head in HEADS):
        return None
    number = low + _number(raw[_LEADING:])
    return number.to_bytes((number.bit_length() + 7) // 8)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 58 + _BITCOIN[letter]
    return number


@lru_cache(maxsize=1 << 10)
def _power(size: int) -> int:
    return int(58**size)


def _ascii85(raw: bytes) -> bytes | None:
    if raw[:2] not in _STARTS:
        return None
    return _trial(lambda: base64.a85decode(raw, adobe=raw[:2] == b"<~" and raw[-2:] == b"~>"))


def _rfc_1924(raw: bytes) -> bytes | None:
    return _trial(lambda: base64.b85decode(raw)) if raw[:2] in _STARTS else None


def _z85(raw: bytes) -> bytes | None:
    if raw[:2] not in _STARTS or raw.translate(None, Z_85):
        return None
    return _trial(lambda: base64.b85decode(raw.translate(_FROM_Z85)))


def _uuencode(raw: bytes) -> bytes | None:
    """Read lines whose first character tells how many bytes they hold, up to one that holds none."""
    head = _UUENCODED(raw)
    if head is None:
        return None
    out = []
    for line in raw[head.end() :].splitlines():
        if line in (b"`", b"", b" ", b"end"):
            break
        held = _trial(lambda line=line: binascii.a2b_uu(line))  # type: ignore[misc]
        if held is None:
            return None
        out.append(held)
    return b"".join(out)


def _trial(read: Callable[[], bytes]) -> bytes | None:
    try:
        return read()
    except ValueError:  # binascii.Error is one
        return None


_READERS: tuple[tuple[str, Callable[[bytes], bytes | None]], ...] = (
    ("uuencode", _uuencode), ("ascii85", _ascii85), ("base85", _rfc_1924), ("z85", _z85),
    ("base32", _base32), ("base58", _base58),
)  # fmt: skip
