"""SM3, the digest of the Chinese national standard GB/T 32905-2016, which SDKs from China use where others use SHA-256.

Written out, since whether Python's ``hashlib`` has it depends on the computer, and a result must not.
"""

import struct

_START = struct.unpack(">8I", bytes.fromhex("7380166f4914b2b9172442d7da8a0600a96f30bc163138aae38dee4db0fb0e4e"))
_WORD = 0xFFFFFFFF
_EARLY = 16
"""Rounds before which the first constant and the plain mixing hold."""


def sm3(data: bytes) -> bytes:
    """Give the 32 bytes of the digest.

    >>> sm3(b"abc").hex()  # GB/T 32905-2016, example 1
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'
    """
    state = _START
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + struct.pack(">Q", 8 * len(data))
    for at in range(0, len(padded), 64):
        mixed = _compressed(state, _expanded(padded[at : at + 64]))
        state = tuple(old ^ new for old, new in zip(state, mixed, strict=True))
    return struct.pack(">8I", *state)


def _turned(word: int, bits: int) -> int:
    bits %= 32
    return (word << bits | word >> (32 - bits)) & _WORD


def _expanded(block: bytes) -> list[int]:
    words = list(struct.unpack(">16I", block))
    for at in range(16, 68):
        mixed = words[at - 16] ^ words[at - 9] ^ _turned(words[at - 3], 15)
        mixed ^= _turned(mixed, 15) ^ _turned(mixed, 23)
        words.append(mixed ^ _turned(words[at - 13], 7) ^ words[at - 6])
    return words


def _compressed(state: tuple[int, ...], words: list[int]) -> tuple[int, ...]:
    a, b, c, d, e, f, g, h = state
    for at in range(64):
        constant = 0x79CC4519 if at < _EARLY else 0x7A879D8A
        left = _turned((_turned(a, 12) + e + _turned(constant, at)) & _WORD, 7)
        either = a ^ b ^ c if at < _EARLY else (a & b) | (a & c) | (b & c)
        chosen = e ^ f ^ g if at < _EARLY else (e & f) | (~e & g & _WORD)
        first = (either + d + (left ^ _turned(a, 12)) + (words[at] ^ words[at + 4])) & _WORD
        second = (chosen + h + left + words[at]) & _WORD
        a, b, c, d = first, a, _turned(b, 9), c
        e, f, g, h = second ^ _turned(second, 9) ^ _turned(second, 17), e, _turned(f, 19), g
    return a, b, c, d, e, f, g, h
