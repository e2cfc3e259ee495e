"""Bodies of any size, made on the fly: the same bytes for the same size, and never more than a block in memory."""

import hashlib
from collections.abc import Iterator

BLOCK = 64 * 1024

_BLOCK = b"".join(hashlib.sha256(number.to_bytes(4)).digest() for number in range(BLOCK // 32))


def blocks(size: int) -> Iterator[bytes]:
    """Give a body of ``size`` bytes in blocks; it looks random, so that no compression shrinks it."""
    whole, rest = divmod(size, BLOCK)
    for _ in range(whole):
        yield _BLOCK
    if rest:
        yield _BLOCK[:rest]


def body(size: int) -> bytes:
    """Give the same body at once."""
    return b"".join(blocks(size))


def digest(size: int) -> str:
    """Give the SHA-256 of the body of ``size`` bytes, as hex."""
    made = hashlib.sha256()
    for block in blocks(size):
        made.update(block)
    return made.hexdigest()
