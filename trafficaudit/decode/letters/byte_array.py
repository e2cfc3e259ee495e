"""Bytes that JSON holds as a list of numbers: Gson and others write a Java ``byte[]`` so (-128 to 127), Node.js a
``Buffer`` (0 to 255) and JavaScript a ``Uint8Array`` as an object whose names count up.

Lists of prices and counts are lists of small numbers too: a list is bytes only where these are text, a document or of
a structure that is known, or as many as a digest or a UUID has and as mixed. Where they can be nothing else the numbers
are given no more.
"""

import re

from trafficaudit.decode import known
from trafficaudit.decode.text import as_text, is_document, telling

NAME = "byte-array"

type Array = tuple[str, str, bytes, int, int]
"""``(path, key, data, start, end)`` of numbers that may be bytes."""

BEGINS = (*(bytes([sign]) for sign in b"-0123456789"), b'"0"')
"""What stands behind the bracket of such a list or object."""

_SHORTEST = 8
_LONG = 256
_SIZES = frozenset((16, 20, 28, 32, 48, 64))
"""Bytes of MD5, which are those of a UUID, and of the SHA family."""
_OPENS = re.compile(rb"\s*+-?+\d{1,3}+\s*+,\s*+-?+\d{1,3}+\s*+,").match
_LIST = re.compile(rb"\s*+-?+\d{1,3}+\s*+(?:,\s*+-?+\d{1,3}+\s*+)*+\]").match
_OBJECT_OPENS = re.compile(rb"\s*+\"0\"\s*+:\s*+\d{1,3}+\s*+,\s*+\"1\"").match
_OBJECT = re.compile(rb"\s*+\"\d{1,7}\"\s*+:\s*+\d{1,3}+\s*+(?:,\s*+\"\d{1,7}\"\s*+:\s*+\d{1,3}+\s*+)*+\}").match
_PAIR = re.compile(rb"\"(\d+)\"\s*+:\s*+(\d+)")
_WRITTEN = re.compile(r"[a-z0-9@._ /-]|[^\x00-\x7f]")


def read(raw: bytes, pos: int) -> tuple[bytes, int] | None:
    """Give the bytes of a list, or of an object that counts up, whose bracket opens at a position, and its end.

    >>> read(b"[107, 105, 109, 64, 97, 46, 107, 114]", 0)
    (b'kim@a.kr', 37)
    """
    numbers = _counted(raw, pos + 1) if raw[pos] == 0x7B else _listed(raw, pos + 1)
    if numbers is None or len(numbers[0]) < _SHORTEST:
        return None
    values, end = numbers
    low, high = min(values), max(values)
    return (
        (bytes([value & 255 for value in values]), end) if low >= -128 and high <= (255 if low >= 0 else 127) else None
    )


def _listed(raw: bytes, pos: int) -> tuple[list[int], int] | None:
    match = _LIST(raw, pos) if _OPENS(raw, pos) else None
    return ([int(number) for number in match[0][:-1].split(b",")], match.end()) if match else None


def _counted(raw: bytes, pos: int) -> tuple[list[int], int] | None:
    match = _OBJECT(raw, pos) if _OBJECT_OPENS(raw, pos) else None
    if match is None:
        return None
    pairs = [(int(name), int(number)) for name, number in _PAIR.findall(match[0])]
    return ([number for _, number in pairs], match.end()) if all(n == at for at, (n, _) in enumerate(pairs)) else None


def certain(data: bytes) -> bool:
    """Say whether bytes can be nothing but what somebody wrote: a document, an archive, a packed run, a long text."""
    if is_document(data):
        return as_text(data) is not None
    return known.shows(data) or (len(data) >= _LONG and written(data))


def mixed(data: bytes) -> bool:
    """Say whether bytes are as many as those of a digest or a UUID, and three quarters of them differ, high and low."""
    return len(data) in _SIZES and not data.isascii() and 4 * len(set(data)) >= 3 * len(data) and min(data) < 64


def written(data: bytes) -> bool:
    """Say whether bytes are text, three quarters of it small letters, digits, usual signs, or not ASCII."""
    text = as_text(data)
    return text is not None and telling(text) and 4 * len(_WRITTEN.findall(text)) >= 3 * len(text)
