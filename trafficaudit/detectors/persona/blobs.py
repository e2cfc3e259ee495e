"""Base64 of bytes that no decoder knows: what is in it is searched too, whatever stands around a value there.
So are bytes written in pairs of hexadecimal digits with a sign between, and Base32, as long as a digest is.

Values in the usual spellings are found in such a run as it stands, by their Base64 at each of three offsets. Their
rarer spellings, encodings and digests are too many for that, so the run is unpacked, and a hit is the whole run's.
Only whole fields that hold no others are looked at: what a decoder opened is searched already.
"""

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator

from trafficaudit.decode.base64_run import unpack
from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.matcher import End, Expression
from trafficaudit.persona import SIZES

LONGEST = 1 << 20
"""Characters of one field that are unpacked; fewer than sixteen hold nothing that is proof inside of other bytes."""

EXPRESSIONS: list[Expression] = [
    (r"\x00[0-9A-Za-z+/_\-]{16,}={0,6}\x00", False),
    (r"\x00[0-9A-Fa-f]{2}(?:[: ][0-9A-Fa-f]{2}){15,63}\x00", False),
]
"""Find values that are Base64 or pairs of digits by their characters, each between two NULs."""

SHORTEST_NUMBER = 30
"""Digits of a digest of MD5 as a number, without what zeros it begins with."""

_RUN = re.compile(r"(?:[A-Za-z0-9+/]++|[A-Za-z0-9_-]++)={0,2}").fullmatch
_PAIRS = re.compile(r"[0-9A-Fa-f]{2}([-: ])[0-9A-Fa-f]{2}(?:\1[0-9A-Fa-f]{2})++").fullmatch
_BASE32 = re.compile(r"(?:[A-Z2-7]++|[a-z2-7]++)={0,6}").fullmatch
_SIGNS = ("-", ":", " ")
_LONGEST_DIGEST = 3 * max(SIZES)
_LETTERS = frozenset(-(-size * 8 // 5) for size in SIZES)
"""Letters of a digest in Base32 (RFC 4648, section 6), without what fills them up."""
_OTHER = re.compile(r"([0-9A-Fa-f]+)|[a-z_-]+|[A-Z_-]+|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}").fullmatch


def blobs(
    fields: Fields,
    ends: Iterable[End],
    known: Container[str | bytes] = (),
    digits: list[int] | None = None,
    numbers: list[int] | None = None,
) -> Iterator[tuple[int, str, bytes]]:
    """Give each field that is Base64 of something unknown: its index, the layer's name, and the bytes.

    Args:
        fields: the fields.
        ends: where ``EXPRESSIONS`` match in them, joined.
        known: values that are left out.
        digits: takes the fields that are hexadecimal of something unknown, and no decimal number.
        numbers: takes the fields that are hexadecimal digits, as many as a digest written as one number has.
    """
    starts, values, inner = fields.joined.starts, fields.values, fields.inner
    for index in sorted({bisect_right(starts, end - 2) - 1 for _, end in ends}):
        value = values[index]
        if (written := _digest(value)) is not None:
            yield index, *written
            continue
        # Hexadecimal, and words in one letter case, are Base64 by chance only.
        if isinstance(value, bytes) or value in known or index in inner:
            continue
        if (other := _OTHER(value)) is not None:
            if numbers is not None and other[1] and len(value) >= SHORTEST_NUMBER:
                numbers.append(index)
            if digits is not None and other[1] and len(value) % 2 == 0 and not value.isdigit():
                digits.append(index)
            continue
        if len(value) > LONGEST:
            fields.bound(index, f"Base64 that nothing else opened is read in up to {LONGEST} characters")
            continue
        held = unpack(value.encode()) if _RUN(value) else None
        if held:
            yield index, "base64url" if "-" in value or "_" in value else "base64", held


def _digest(value: str | bytes) -> tuple[str, bytes] | None:
    """Give the layer and the bytes of what may be a digest in pairs of hexadecimal digits, or in Base32."""
    if isinstance(value, bytes) or len(value) > _LONGEST_DIGEST:
        return None
    if value[2:3] in _SIGNS and _PAIRS(value):
        return "hex", bytes.fromhex(value.replace(value[2], ""))
    bare = value.rstrip("=")
    if len(bare) in _LETTERS and _BASE32(value) and not bare.isdigit():
        try:
            return "base32", base64.b32decode(bare.upper() + "=" * (-len(bare) % 8))
        except binascii.Error:
            return None
    return None
