"""BLAKE3 with 32 bytes of output and no key (the BLAKE3 specification, sections 2.1 to 2.6).

Written out, since neither ``hashlib`` nor a library that is a dependency anyway has it.
"""

import struct

_START = (
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
)  # fmt: skip
_ORDER = (2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8)
_MIXED = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)  # fmt: skip
_MASK = 0xFFFFFFFF
_ROUNDS, _BLOCK, _CHUNK = 7, 64, 1024
_CHUNK_START, _CHUNK_END, _PARENT, _ROOT = 1, 2, 4, 8

type _Words = tuple[int, ...]


def blake3(data: bytes) -> bytes:
    """Give the 32 bytes of the digest.

    >>> blake3(b"").hex()[:16], blake3(b"abc").hex()[:16]
    ('af1349b9f5f9a1a6', '6437b3ac38465133')
    """
    return struct.pack("<8I", *_tree(data, 0, _ROOT))


def _tree(data: bytes, number: int, flags: int) -> _Words:
    """Give what a run of chunks, the first of which has a number, chains on."""
    chunks = max(-(-len(data) // _CHUNK), 1)
    if chunks == 1:
        return _chunk(data, number, flags)
    left = 1 << (chunks - 1).bit_length() - 1  # the largest power of two that leaves something
    first = _tree(data[: left * _CHUNK], number, 0)
    second = _tree(data[left * _CHUNK :], number + left, 0)
    return _compressed(_START, (*first, *second), 0, _BLOCK, _PARENT | flags)


def _chunk(data: bytes, number: int, flags: int) -> _Words:
    chained: _Words = _START
    last = max(-(-len(data) // _BLOCK), 1) - 1
    for index in range(last + 1):
        block = data[index * _BLOCK : (index + 1) * _BLOCK]
        words = struct.unpack("<16I", block.ljust(_BLOCK, b"\0"))
        own = (_CHUNK_START if index == 0 else 0) | (_CHUNK_END | flags if index == last else 0)
        chained = _compressed(chained, words, number, len(block), own)
    return chained


def _compressed(chained: _Words, words: _Words, number: int, size: int, flags: int) -> _Words:
    state = [*chained, *_START[:4], number & _MASK, number >> 32, size, flags]
    for _ in range(_ROUNDS):
        for index, (a, b, c, d) in enumerate(_MIXED):
            for word, right, further in ((words[2 * index], 16, 12), (words[2 * index + 1], 8, 7)):
                state[a] = (state[a] + state[b] + word) & _MASK
                turned = state[d] ^ state[a]
                state[d] = (turned >> right | turned << (32 - right)) & _MASK
                state[c] = (state[c] + state[d]) & _MASK
                turned = state[b] ^ state[c]
                state[b] = (turned >> further | turned << (32 - further)) & _MASK
        words = tuple(words[place] for place in _ORDER)
    return tuple(state[at] ^ state[at + 8] for at in range(8))
