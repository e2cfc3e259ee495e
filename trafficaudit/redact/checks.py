"""What a check value gives away: a CRC, digest or signature over a body that was masked.

Whoever has the masked body and its check value tries every telephone number of the right length until the value comes
out: 32 bits single one out of a hundred million. So a check value goes with what it checks, known by the name that it
has (RFC 9530, RFC 9110, 8.8.3, what stores and gateways call theirs) or by being that of a body of the same exchange,
whatever it is called.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from trafficaudit.model import Span

_NAMES = frozenset((
    "adler", "adler32", "checksum", "chksum", "cksum", "crc", "crc16", "crc32", "crc32c", "crc64", "crc64nvme",
    "digest", "etag", "hash", "hmac", "mac", "md5", "sha", "sha1", "sha224", "sha256", "sha384", "sha512", "sig",
    "sign", "signature", "xxhash",
))  # fmt: skip
_WHOLE = frozenset(("if-match", "if-none-match", "if-range"))
_NO_SIGNING = frozenset(("up", "in", "out", "on", "off", "ups", "ins"))
"""What follows ``sign`` where somebody signs up, in or out."""

_WORD = re.compile(r"[A-Z]+(?![a-z])\d*|[A-Z]?[a-z]+\d*|\d+")
_NO_VALUE = frozenset(("true", "false", "null", "none"))
_SHORTEST = 4
"""Characters of the shortest check value: 16 bits in hex."""

_BEGINNING = 8
"""Characters by which a digest that was cut short is known: 32 bits in hex."""

_DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512")
_RUN = re.compile(rb"[0-9A-Za-z+/_=-]+")
_MARK = re.compile(rb"[=_/+-]")
_LONGEST = 16
"""Bytes of a run from where a check value may begin that are looked at: 32 bits take twelve at most."""


@lru_cache(maxsize=4096)
def named(name: str) -> bool:
    """Say whether what has this name is a check value.

    >>> [named(each) for each in ("Content-MD5", "x-amz-checksum-crc32", "apiSign", "sign_up", "design", "hashtag")]
    [True, True, True, False, False, False]
    """
    if name.lower() in _WHOLE or name.lower() in _NAMES:
        return True
    words = [each.lower() for each in _WORD.findall(name)]
    signing = any(pair[0] == "sign" and pair[1] in _NO_SIGNING for pair in pairwise(words))
    return any(word in _NAMES and not (word == "sign" and signing) for word in words)


def is_value(value: str) -> bool:
    """Say whether a check value may stand there: not where a name only says that there is one."""
    return len(value) >= _SHORTEST and value.lower() not in _NO_VALUE


class Sums:
    """The check values of some bodies.

    Args:
        bodies: the bodies, as they were sent and as they are without their content encoding.
    """

    def __init__(self, bodies: Iterable[bytes]) -> None:
        whole: set[bytes] = set()
        begun: set[bytes] = set()
        for body in {each for each in bodies if each}:
            whole.update(_short(zlib.crc32(body)))
            whole.update(_short(zlib.adler32(body)))
            for name in _DIGESTS:
                digest = hashlib.new(name, body, usedforsecurity=False)
                begun.update((digest.hexdigest()[:_BEGINNING].encode(), base64.b64encode(digest.digest())[:_BEGINNING]))
        plain = begun | {each.replace(b"+", b"-").replace(b"/", b"_") for each in begun}
        self._whole, self._begun = frozenset(whole), frozenset(plain)

    def spans(self, raw: bytes) -> Iterator[Span]:
        """Give where one of them stands: alone, as the beginning of what was cut short, or before something else."""
        for match in _RUN.finditer(raw):
            run = match[0]
            for start in (0, *(mark.end() for mark in _MARK.finditer(run))):
                piece = run[start : start + _LONGEST]
                if self._is(piece) or self._is(piece.lower()):
                    yield Span(match.start() + start, match.end())
                    break

    def _is(self, piece: bytes) -> bool:
        first = _MARK.split(piece, maxsplit=1)[0]
        return piece[:_BEGINNING] in self._begun or piece.rstrip(b"=") in self._whole or first in self._whole


def _short(value: int) -> Iterator[bytes]:
    """Give 32 bits as they are written: in hex, as a number with and without a sign, in base64 in either order."""
    yield b"%08x" % value
    yield b"%x" % value
    yield str(value).encode()
    yield str(value - (1 << 32)).encode().lstrip(b"-")
    for order in (value.to_bytes(4), value.to_bytes(4, "little")):
        yield base64.b64encode(order).rstrip(b"=")
