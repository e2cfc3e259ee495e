"""The bytes behind a run of quoted-printable (RFC 2045, section 6.7), whatever they are."""

import re
from collections.abc import Iterator

from trafficaudit.decode.place import Escape

RUN = re.compile(rb"(?:=[0-9A-Fa-f]{2})++|=[ \t]*\r?\n")
"""Escapes in a row, or a soft line break."""


def unescape(raw: bytes) -> bytes:
    """Undo escapes and soft line breaks; what is malformed stays as it is."""
    return RUN.sub(_replacement, raw)


def escapes(raw: bytes) -> Iterator[Escape]:
    """Map the result of ``unescape`` to ``raw``."""
    for match in RUN.finditer(raw):
        start, end = match.span()
        yield (start, end, 0, 0) if raw[end - 1] == 0x0A else (start, end, (end - start) // 3, 3)


def _replacement(match: re.Match[bytes]) -> bytes:
    run = match[0]
    return b"" if run.endswith(b"\n") else bytes.fromhex(run.replace(b"=", b"").decode())
