"""Keccak-256 with the padding of the original submission, as Ethereum and the wallets around it have it.

SHA3-256 of FIPS 202 appends two bits more, and ``hashlib`` knows that one alone.

Source: G. Bertoni and others, "The Keccak reference", version 3.0, sections 1.1 to 1.2.
"""

import struct

_RATE = 136
_ROUNDS = 24
_MASK = (1 << 64) - 1
_OLD = 0x01
"""First byte of the padding; 0x06 makes SHA3-256 of it."""


def _constants() -> tuple[int, ...]:
    """Give the constants of the rounds, made by the register of 1.2."""
    state, found = 1, []
    for _ in range(_ROUNDS):
        word = 0
        for place in range(7):
            word |= (state & 1) << ((1 << place) - 1)
            state = (state << 1) ^ (0x171 * (state >> 7))
        found.append(word)
    return tuple(found)


def _steps() -> tuple[tuple[int, int, int], ...]:
    """Give where each lane goes and how far it is turned (rho and pi)."""
    x, y, found = 1, 0, [(0, 0, 0)]
    for step in range(24):
        turned = (step + 1) * (step + 2) // 2 % 64
        found.append((x + 5 * y, y + 5 * ((2 * x + 3 * y) % 5), turned))
        x, y = y, (2 * x + 3 * y) % 5
    return tuple(found)


_CONSTANTS, _STEPS = _constants(), _steps()


def keccak256(data: bytes, padding: int = _OLD) -> bytes:
    """Give the 32 bytes of the digest.

    >>> keccak256(b"").hex()[:16], keccak256(b"abc").hex()[:16]
    ('c5d2460186f7233c', '4e03657aea45a94f')
    """
    size = _RATE - len(data) % _RATE
    padded = bytearray(data + bytes([padding]) + bytes(size - 1))
    padded[-1] |= 0x80
    state = [0] * 25
    for at in range(0, len(padded), _RATE):
        for lane, word in enumerate(struct.unpack("<17Q", padded[at : at + _RATE])):
            state[lane] ^= word
        state = _permuted(state)
    return struct.pack("<4Q", *state[:4])


def _permuted(lanes: list[int]) -> list[int]:
    for constant in _CONSTANTS:
        sums = [lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20] for x in range(5)]
        mixed = [sums[x - 1] ^ ((sums[x - 4] << 1 | sums[x - 4] >> 63) & _MASK) for x in range(5)]
        moved = [0] * 25
        for old, new, turned in _STEPS:
            word = lanes[old] ^ mixed[old % 5]
            moved[new] = (word << turned | word >> (64 - turned)) & _MASK
        lanes = [
            moved[row + x] ^ (~moved[row + (x + 1) % 5] & moved[row + (x + 2) % 5])
            for row in range(0, 25, 5)
            for x in range(5)
        ]
        lanes[0] ^= constant
    return lanes
