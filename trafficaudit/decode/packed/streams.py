"""bzip2 (its author's manual, and what its decoder reads), xz (the .xz file format 1.2) and LZMA alone, within a bound.

Opened in small pieces, so that what comes out before a break is kept; streams may follow each other.
"""

import bz2
import lzma
import re
from collections.abc import Callable
from typing import Protocol

from trafficaudit.decode.limits import Bound, beyond

_CHUNK = 1_024
_MEMORY = 256 * 1024 * 1024
_MEMBERS = 1_000

MAGIC = {
    "bzip2": re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)").match,
    "xz": re.compile(rb"\xfd7zXZ\x00\x00[\x00\x01\x04\x0a]").match,
    # Properties and size of the dictionary as programs write them, a size of eight bytes, and the coder's first byte.
    "lzma": re.compile(
        rb"\x5d\x00(?:\x00[\x01\x02\x04\x08\x10\x20\x40\x80]\x00|\x00\x00[\x01-\x08]|[\x10\x20\x40\x80]\x00\x00)"
        rb"(?:\xff{8}|.{4}[\x00-\x0f]\x00{3})\x00",
        re.DOTALL,
    ).match,
}
"""What runs of these formats begin with."""


class _Stream(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


_MAKE: dict[str, Callable[[], _Stream]] = {
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_MEMORY),
    "lzma": lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_MEMORY),
}
NAMES = frozenset(_MAKE)
"""The formats that are read here."""


def open_run(name: str, raw: bytes, limit: int) -> tuple[bytes, int, str]:
    """Open a run up to ``limit`` bytes; give what came out, how many bytes went in, and what stopped it."""
    out: list[bytes] = []
    size = pos = 0
    for _ in range(_MEMBERS):
        data, used, problem = _one(name, raw, pos, limit - size)
        out.append(data)
        size, pos = size + len(data), pos + used
        if problem or MAGIC[name](raw, pos) is None:
            return b"".join(out), pos, problem
    return b"".join(out), pos, Bound(f"more than {_MEMBERS} {name} streams")


def _one(name: str, raw: bytes, start: int, limit: int) -> tuple[bytes, int, str]:
    stream, out, pos, size = _MAKE[name](), list[bytes](), start, 0
    while not stream.eof:
        chunk = raw[pos : pos + _CHUNK] if stream.needs_input else b""
        if stream.needs_input and not chunk:
            return b"".join(out), pos - start, f"broken {name} at byte {pos}"
        try:
            data = stream.decompress(chunk, limit - size + 1)
        except (OSError, EOFError, ValueError, MemoryError, lzma.LZMAError):
            return b"".join(out), pos - start, f"broken {name} at byte {pos}"
        pos += len(chunk)
        out.append(data)
        size += len(data)
        if size > limit:
            return b"".join(out)[:limit], len(raw) - start, beyond(limit, len(raw) - pos, len(raw) - start)
    return b"".join(out), pos - start - len(stream.unused_data), ""
