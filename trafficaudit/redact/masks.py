"""Masks: as many bytes as there were, so that spans, lengths and lists of parts stay true."""

import re

MASK = b"*"

_NUMBER = re.compile(rb"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_NUMBERS = re.compile(rb"\[\s*-?\d{1,3}(?:\s*,\s*-?\d{1,3})+\s*\]")
_CONTINUED = 0x80


def masked(raw: bytes, start: int, end: int) -> bytes:
    """Give bytes with a range of them masked.

    >>> masked(b'{"mail":"a@b.kr"}', 9, 15)
    b'{"mail":"******"}'
    """
    return raw[:start] + MASK * (end - start) + raw[end:]


def is_masked(run: bytes) -> bool:
    """Tell whether nothing is left to mask."""
    return not run.strip(MASK)


def number(raw: bytes, start: int, end: int) -> bytes | None:
    """Give bytes with a number of JSON replaced by another one as long; ``None`` where it is none that stands alone.

    JSON knows no number with stars in it, and a document that does not parse would hide from a reader what it holds.

    >>> number(b'{"lat":37.566}', 7, 13), number(b'["37"]', 2, 4)
    (b'{"lat":0.0000}', None)
    """
    if not _NUMBER.fullmatch(raw, start, end) or raw[start - 1 : start] == b'"' or raw[end : end + 1] == b'"':
        return None
    size = end - start
    plain = {1: b"0", 2: b"10"}.get(size, b"0." + b"0" * (size - 2))
    return raw[:start] + plain + raw[end:]


def numbers(raw: bytes, start: int, end: int) -> bytes | None:
    """Give bytes with a list of numbers, as JSON writes bytes, replaced by another one as long; ``None`` where none is.

    >>> numbers(b'{"d":[104,105,7]}', 5, 16)
    b'{"d":[0        ]}'
    """
    if not _NUMBERS.fullmatch(raw, start, end):
        return None
    return raw[:start] + b"[0" + b" " * (end - start - 3) + b"]" + raw[end:]


def varint(raw: bytes, start: int, end: int) -> bytes | None:
    """Give bytes with a protocol buffer's varint replaced by another one as long; ``None`` where none stands there.

    The highest bit says whether another byte follows (protobuf.dev, Encoding), so it stays. In numbers of four or eight
    bytes, as places and times are, it is a part of the number: any other bytes are one, too.
    """
    if [byte & _CONTINUED for byte in raw[start:end]] != [_CONTINUED] * (end - start - 1) + [0]:
        return None
    return raw[:start] + bytes(byte & _CONTINUED | 0x01 for byte in raw[start:end]) + raw[end:]
