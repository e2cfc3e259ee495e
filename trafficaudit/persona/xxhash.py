"""xxHash of 32 and 64 bits with the seed 0 (Y. Collet, "xxHash fast digest algorithm", version 0.1.1)."""

import struct
from typing import NamedTuple


class _Width(NamedTuple):
    """What the two differ in: bits, how words are read, primes, by how much is turned, the shifts at the end."""

    bits: int
    words: str
    primes: tuple[int, int, int, int, int]
    lane: int
    word: int
    byte: int
    ends: tuple[int, int, int]


_WIDTHS = {
    32: _Width(32, "<4I", (2654435761, 2246822519, 3266489917, 668265263, 374761393), 13, 17, 11, (15, 13, 16)),
    64: _Width(
        64,
        "<4Q",
        (11400714785074694791, 14029467366897019727, 1609587929392839161, 9650029242287828579, 2870177450012600261),
        31, 23, 11, (33, 29, 32),
    ),
}  # fmt: skip


def xxhash(data: bytes, bits: int) -> int:
    """Give xxHash of 32 or 64 bits.

    >>> f"{xxhash(b'', 32):x}", f"{xxhash(b'abc', 64):x}"
    ('2cc5d05', '44bc2cf5ad770999')
    """
    width = _WIDTHS[bits]
    mask, (two, three) = (1 << bits) - 1, width.primes[1:3]
    number, done = _blocks(data, width)
    number = _rest(number + len(data) & mask, data[done:], width)
    for shift, factor in zip(width.ends, (two, three, 1), strict=True):
        number = (number ^ number >> shift) * factor & mask
    return number


def _turned(word: int, by: int, bits: int) -> int:
    word &= (1 << bits) - 1
    return word << by & (1 << bits) - 1 | word >> (bits - by)


def _mixed(lane: int, word: int, width: _Width) -> int:
    one, two = width.primes[:2]
    return _turned(lane + word * two, width.lane, width.bits) * one & (1 << width.bits) - 1


def _blocks(data: bytes, width: _Width) -> tuple[int, int]:
    """Give what whole blocks of four words come to, and how many bytes they are."""
    mask, (one, two, _, four, five) = (1 << width.bits) - 1, width.primes
    size = width.bits // 2
    whole = len(data) // size * size
    if not whole:
        return five, 0
    lanes = [one + two & mask, two, 0, -one & mask]
    for at in range(0, whole, size):
        words = struct.unpack_from(width.words, data, at)
        lanes = [_mixed(lane, word, width) for lane, word in zip(lanes, words, strict=True)]
    number = sum(_turned(lane, by, width.bits) for lane, by in zip(lanes, (1, 7, 12, 18), strict=True)) & mask
    for lane in lanes if width.bits == 64 else ():
        number = (number ^ _mixed(0, lane, width)) * one + four & mask
    return number, whole


def _rest(number: int, data: bytes, width: _Width) -> int:
    """Take in what is less than a block: words, half a word, bytes."""
    bits, mask, (one, two, three, four, five) = width.bits, (1 << width.bits) - 1, width.primes
    wide, at, size = bits == 64, 0, bits // 8
    while at + size <= len(data):
        word = int.from_bytes(data[at : at + size], "little")
        if wide:
            number = _turned(number ^ _mixed(0, word, width), 27, bits) * one + four & mask
        else:
            number = _turned(number + word * three, width.word, bits) * four & mask
        at += size
    if wide and at + 4 <= len(data):
        word = int.from_bytes(data[at : at + 4], "little")
        number, at = _turned(number ^ word * one & mask, width.word, bits) * two + three & mask, at + 4
    for byte in data[at:]:
        number = _turned(number ^ byte * five if wide else number + byte * five, width.byte, bits) * one & mask
    return number
