"""Which bytes of a request's body are the piece of an upload that it carries, and what they are where they were
compressed or written as text.
"""

import re

from trafficaudit.decode.packed.inflate import ZSTD_MAGIC, inflate
from trafficaudit.model import Headers, Message
from trafficaudit.readers.uploads import numbered

_BOUNDARY = re.compile(rb"multipart/form-data\s*;.*?boundary=\"?([^\";\s]{1,200})", re.IGNORECASE | re.DOTALL).match
_SIGNED = re.compile(rb"([0-9a-fA-F]{1,8})(?:;[^\r\n]{0,256})?\r\n").match


def size_of(message: Message) -> int:
    """Say how many bytes of a body are the piece, those counted in that the recording does not hold."""
    held = sum(end - start for start, end in contents(message))
    return held + message.body_size - len(message.body or b"")


def opened(message: Message) -> tuple[bytes, tuple[int, int]] | None:
    """Give the piece of a body where it is not the bytes that stand there, with the range that holds it.

    It was compressed by itself, or is an escaped text of a document. ``None`` where it stands there as it is, or the
    run is not whole or inflates beyond a bound.
    """
    body = message.body or b""
    if coded(message):
        names = [value for name, value in message.headers if name.lower() == b"content-encoding"]
        label = _INFLATED.get(names[0].strip().lower()) if len(names) == 1 else None
        if label is None or (label in _MAGIC and not body.startswith(_MAGIC[label])):
            return None
        result = inflate(label, body, LARGEST)
        whole = result.data and not result.problem and result.used == len(body)
        return (result.data, (0, len(body))) if whole else None
    one = numbered.piece(body) if not boundary_of(message.headers) else None
    return (one.data, (one.start, one.end)) if one is not None else None


LARGEST = 8 << 20
"""Bytes that a piece which was compressed by itself may inflate to, to be put together with others."""
_INFLATED = {b"gzip": "gzip", b"x-gzip": "gzip", b"deflate": "zlib", b"br": "br", b"zstd": "zstd"}
_MAGIC = {"gzip": b"\x1f\x8b\x08", "zstd": ZSTD_MAGIC}


def contents(message: Message) -> list[tuple[int, int]]:
    """Give the ranges of a body that are the piece: that of a form's file, of signed chunks what is in them."""
    body, boundary = message.body or b"", boundary_of(message.headers)
    if boundary:
        at = body.find(b"filename=")
        start = body.find(b"\r\n\r\n", at) + 4 if at >= 0 else 0
        end = body.find(b"\r\n--" + boundary, start)
        return [(start, end if end >= 0 else len(body))] if start > 3 else []
    if any(name.lower() == b"content-encoding" and b"aws-chunked" in value.lower() for name, value in message.headers):
        return _chunks(body) or [(0, len(body))]
    return [(0, len(body))]


def _chunks(body: bytes) -> list[tuple[int, int]]:
    """Give the ranges of the data in an ``aws-chunked`` body (Signature Version 4, streaming)."""
    out: list[tuple[int, int]] = []
    at = 0
    while (match := _SIGNED(body, at)) is not None:
        size = int(match[1], 16)
        if size == 0:
            return out
        out.append((match.end(), min(match.end() + size, len(body))))
        at = match.end() + size + 2
    return out if at >= len(body) else []


def coded(message: Message) -> bool:
    """Say whether a piece is compressed by itself: the whole cannot be put together of what was recorded."""
    codings = [value.lower() for name, value in message.headers if name.lower() == b"content-encoding"]
    return message.body_form == "wire" and any(
        each.strip() not in (b"", b"identity", b"aws-chunked") for value in codings for each in value.split(b",")
    )


def boundary_of(headers: Headers) -> bytes:
    """Give what parts a form's fields, as its media type says; empty where it is no such form."""
    for name, value in headers:
        if name.lower() == b"content-type":
            match = _BOUNDARY(value)
            return match[1] if match else b""
    return b""
