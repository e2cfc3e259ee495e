"""Compressed runs opened within a bound, and as far as they are whole: gzip (RFC 1952), zlib (RFC 1950), raw deflate
(RFC 1951), Brotli (RFC 7932) and Zstandard (RFC 8878); ``streams`` opens bzip2, xz and LZMA, ``blocks`` LZ4 and Snappy.
"""

import re
import zlib
from typing import NamedTuple

import brotli
import zstandard

from trafficaudit.decode.limits import Bound, beyond
from trafficaudit.decode.packed import blocks, streams

_CHUNK = 65_536
_MEMBERS = 1_000
_ZSTD_WINDOW = 1 << 27
_ZSTD_CHUNK = 1_024
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
"""First bytes of a Zstandard frame (RFC 8878, section 3.1.1)."""
_WBITS = {"gzip": 31, "zlib": 15, "deflate": -15}


_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18").match
_SKIPPABLE_HEAD = 8
_NUMBER = 8
"""Bytes of a number that a skippable frame may hold: pzstd writes a size into one before each frame."""
_WORD = re.compile(rb"[ -~]+").fullmatch


def zstd_frames(raw: bytes, pos: int = 0) -> list[tuple[int, int]]:
    """Give ``(start, end)`` of what skippable frames (RFC 8878, 3.1.2) before a Zstandard frame hold, and of its magic.

    None where no such frame begins there.
    """
    found: list[tuple[int, int]] = []
    while len(found) < _MEMBERS and _SKIPPABLE(raw, pos):
        start = pos + _SKIPPABLE_HEAD
        pos = start + int.from_bytes(raw[pos + 4 : start], "little")
        found.append((start, pos))
    return [*found, (pos, pos + len(ZSTD_MAGIC))] if raw.startswith(ZSTD_MAGIC, pos) else []


def says_something(content: bytes) -> bool:
    """Tell whether what a skippable frame holds is looked at: no number alone. As letters a size is 512 MiB or more."""
    return len(content) > _NUMBER or _WORD(content) is not None


class Inflated(NamedTuple):
    """What came out, how many bytes went in, and what stopped it (empty: the run was whole)."""

    data: bytes
    used: int
    problem: str


def inflate(name: str, raw: bytes, limit: int) -> Inflated:
    """Open a run of gzip, zlib, deflate, br, zstd, or what ``streams`` or ``blocks`` name, up to ``limit`` bytes."""
    if limit <= 0:
        return Inflated(b"", 0, Bound(f"inflates beyond the bound on inflated bytes: {len(raw)} packed bytes are left"))
    if name in _WBITS:
        return _zlib(name, raw, limit)
    if name in streams.NAMES:
        return Inflated(*streams.open_run(name, raw, limit))
    if name in blocks.NAMES:
        return Inflated(*blocks.open_run(name, raw, limit))
    return _brotli(raw, limit) if name == "br" else _zstd(raw, limit)


def _zlib(name: str, raw: bytes, limit: int) -> Inflated:
    """Members of gzip may follow each other; what follows one stream of the other two is left."""
    out: list[bytes] = []
    size = pos = members = 0
    stream = zlib.decompressobj(_WBITS[name])
    while pos < len(raw):
        chunk = raw[pos : pos + _CHUNK]
        # A fresh stream is made again in less time than it takes to copy one.
        before = stream.copy() if out else None
        try:
            data = stream.decompress(chunk, limit - size + 1)
        except zlib.error:
            data, good = _bytewise(before or zlib.decompressobj(_WBITS[name]), chunk, limit - size)
            return Inflated(b"".join([*out, data]), pos + good, f"broken {name} at byte {pos + good}")
        out.append(data)
        size += len(data)
        if size > limit:
            left = len(raw) - pos - len(chunk) + len(stream.unconsumed_tail) + len(stream.unused_data)
            return Inflated(b"".join(out)[:limit], len(raw), beyond(limit, left, len(raw)))
        pos += len(chunk) - len(stream.unused_data)
        if stream.eof:
            members += 1
            if name != "gzip" or raw[pos : pos + 2] != b"\x1f\x8b" or members == _MEMBERS:
                break
            stream = zlib.decompressobj(_WBITS[name])
    if members == _MEMBERS and pos < len(raw):
        return Inflated(b"".join(out), pos, Bound(f"more than {_MEMBERS} gzip members"))
    return Inflated(b"".join(out), pos, "" if stream.eof else f"broken {name} at byte {pos}")


def _bytewise(stream: "zlib._Decompress", chunk: bytes, limit: int) -> tuple[bytes, int]:
    """Save what comes out before the byte at which a chunk breaks."""
    out = bytearray()
    for at in range(len(chunk)):
        try:
            out += stream.decompress(chunk[at : at + 1], max(limit - len(out), 1))
        except zlib.error:
            return bytes(out), at
    return bytes(out), len(chunk)


def breaks_off(head: bytes) -> bool:
    """Say of the first bytes of what may be Brotli whether they are none; what comes out of them is not saved."""
    try:
        brotli.Decompressor().process(head)
    except brotli.error:
        return True
    return False


def _brotli(raw: bytes, limit: int, fine: int | None = None) -> Inflated:
    """From ``fine`` on byte by byte: how a second run saves what comes out before the byte that breaks the first."""
    out: list[bytes] = []
    size = pos = 0
    stream = brotli.Decompressor()
    while not stream.is_finished():
        more = stream.can_accept_more_data()
        chunk = raw[pos : pos + (_CHUNK if fine is None or pos < fine else 1)] if more else b""
        if more and not chunk:
            return Inflated(b"".join(out), pos, f"broken br at byte {pos}")
        try:
            data = stream.process(chunk, output_buffer_limit=_CHUNK)
        except brotli.error:
            return (
                _brotli(raw, limit, pos) if fine is None else Inflated(b"".join(out), pos, f"broken br at byte {pos}")
            )
        pos += len(chunk)
        out.append(data)
        size += len(data)
        if size > limit:
            return Inflated(b"".join(out)[:limit], len(raw), beyond(limit, len(raw) - pos, len(raw)))
    return Inflated(b"".join(out), pos, "")


def _zstd(raw: bytes, limit: int, fine: int | None = None) -> Inflated:
    """Frames may follow each other. ``fine`` as for Brotli; small chunks, since four bytes may inflate to 128 KiB.

    A skippable frame between them that holds more than a number ends the run: what it holds is looked at by itself.
    """
    out: list[bytes] = []
    size = frames = 0
    first = zstd_frames(raw)
    pos = first[-1][0] if first else 0
    context = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    stream = context.decompressobj()
    while pos < len(raw):
        chunk = raw[pos : pos + (_ZSTD_CHUNK if fine is None or pos < fine else 1)]
        try:
            data = stream.decompress(chunk)
        except (zstandard.ZstdError, MemoryError):
            return (
                _zstd(raw, limit, pos) if fine is None else Inflated(b"".join(out), pos, f"broken zstd at byte {pos}")
            )
        out.append(data)
        size += len(data)
        pos += len(chunk) - len(stream.unused_data)
        if size > limit:
            return Inflated(b"".join(out)[:limit], len(raw), beyond(limit, len(raw) - pos, len(raw)))
        if stream.eof:
            frames += 1
            then = zstd_frames(raw, pos)
            if frames == _MEMBERS or not then or any(says_something(raw[start:end]) for start, end in then):
                many = frames == _MEMBERS and pos < len(raw)
                return Inflated(b"".join(out), pos, Bound(f"more than {_MEMBERS} zstd frames") if many else "")
            pos = then[-1][0]
            stream = context.decompressobj()
    return Inflated(b"".join(out), pos, f"broken zstd at byte {pos}")
