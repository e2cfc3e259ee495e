"""Base64 that stands over several segments of an address's path.

Its sign ``/`` parts it where nobody escaped it, and who packs an address for a service of pictures, or a document for a
pixel, breaks it into segments of one length. No segment alone is what was sent; whether several together are shows by
the text that comes out: a document of JSON, or another address.

Source: RFC 4648, sections 4 and 5; imgproxy's documentation of its addresses ("encoded URLs may be split by slashes").
"""

import binascii
import re
from collections.abc import Sequence

from trafficaudit.decode.base64_run import TO_STANDARD

BEGINNINGS = (b"eyJ", b"W3si", b"WyJ", b"aHR0c")
"""What a packed ``{"``, ``[{"``, ``["`` and ``http`` begin with."""
MOST = 256
"""Segments that are put together."""
TRIES = 8
"""Segments of one path that are tried as the first of several."""
_TRIED = 32
"""Segments at the end that may belong to something else (``/w/200/pixel``)."""

_SIGNS = re.compile(rb"[A-Za-z0-9+/_-]*+(?:={0,2}|%3D|%3D%3D|\.[a-z0-9]{2,5})", re.IGNORECASE).fullmatch
_REST = re.compile(rb"(?:=|%3D){1,2}\Z|\.[a-z0-9]{2,5}\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"<>\\{}|^`]{4,}").fullmatch


def together(raw: bytes, segments: Sequence[tuple[int, int]]) -> tuple[int, bytes]:
    """Give how many of the segments are one packed text, from the first on, and its Base64; 0 where they are none.

    Args:
        raw: what the ranges count in.
        segments: where each one stands, the first beginning with one of ``BEGINNINGS``.
    """
    run = 0
    for start, end in segments[:MOST]:
        if _SIGNS(raw, start, end) is None:
            break
        run += 1
    while run and segments[run - 1][0] == segments[run - 1][1]:
        run -= 1  # the slash that a path ends with
    for count in range(run, max(1, run - _TRIED), -1):
        pieces = [raw[start:end] for start, end in segments[:count]]
        for joined in (b"".join(pieces), raw[segments[0][0] : segments[count - 1][1]]):
            packed = _REST.sub(b"", joined)
            if _is_packed(packed):
                return count, packed
    return 0, b""


def _is_packed(packed: bytes) -> bool:
    """Say whether all of it is Base64 of an address or of a document that ends where it does."""
    if len(packed) % 4 == 1:
        return False
    last = _unpacked(packed[len(packed) - 1 & ~3 :])
    if last is None or (packed[:5] != BEGINNINGS[-1] and last[-1:] not in b"}]"):
        return False  # a document that does not end there costs no more than its end
    whole = _unpacked(packed)
    try:
        text = whole.decode() if whole is not None else ""
    except UnicodeDecodeError:
        return False
    return text[:1] + text[-1:] in ("{}", "[]") or _ADDRESS(text) is not None


def _unpacked(packed: bytes) -> bytes | None:
    try:
        return binascii.a2b_base64(packed.translate(TO_STANDARD) + b"=" * (-len(packed) % 4), strict_mode=True)
    except binascii.Error:
        return None
