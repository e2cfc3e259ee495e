"""Geohashes: a place as a few characters, the more of them the smaller the cell.

Each character halves the world five times, longitude first, turn by turn (G. Niemeyer, 2008; the alphabet leaves out
a, i, l and o). Six characters are a cell of 1.2 by 0.6 km, eight one of 38 by 19 m.
"""

import math
import re

ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz"
SHORTEST, LONGEST = 6, 12
"""Characters of a geohash that is looked at: fewer tell less than a town, more are below a millimetre."""

_VALUE = {character: number for number, character in enumerate(ALPHABET)}
is_geohash = re.compile(rf"[{ALPHABET}]{{{SHORTEST},{LONGEST}}}").fullmatch


def encode(latitude: float, longitude: float, size: int) -> str:
    """Give the geohash of a place with so many characters.

    >>> encode(57.64911, 10.40744, 11)
    'u4pruydqqvj'
    """
    bits = 5 * size
    # The first bit is longitude's, so with an odd number of bits it has one more.
    across, up = (bits + 1) // 2, bits // 2
    columns, rows = _step(longitude, 180.0, across), _step(latitude, 90.0, up)
    number = 0
    for bit in range(bits):
        source, left = (columns, across - 1 - bit // 2) if bit % 2 == 0 else (rows, up - 1 - bit // 2)
        number = number << 1 | source >> left & 1
    return "".join(ALPHABET[number >> 5 * at & 31] for at in reversed(range(size)))


def decode(text: str) -> tuple[float, float]:
    """Give latitude and longitude of the middle of a cell.

    >>> [round(degrees, 2) for degrees in decode("u4pruydqqvj")]
    [57.65, 10.41]
    """
    low, high = [-180.0, -90.0], [180.0, 90.0]
    for bit in range(5 * len(text)):
        axis, middle = bit % 2, (low[bit % 2] + high[bit % 2]) / 2
        if _VALUE[text[bit // 5]] >> 4 - bit % 5 & 1:
            low[axis] = middle
        else:
            high[axis] = middle
    return (low[1] + high[1]) / 2, (low[0] + high[0]) / 2


def around(latitude: float, longitude: float, degrees: float) -> set[str]:
    """Give the shortest geohashes of the cells that a square around a place touches.

    Args:
        latitude: of the place.
        longitude: of the place.
        degrees: half of the square's side, at most a cell's height (0.0055 degrees).
    """
    wide = degrees / max(math.cos(math.radians(latitude)), 0.1)
    rows = [min(max(latitude + step * degrees, -90.0), 90.0) for step in (-1, 0, 1)]
    # Above 74 degrees half a square's side is more than a cell.
    columns = [(longitude + step * wide + 180.0) % 360.0 - 180.0 for step in (-1, -0.5, 0, 0.5, 1)]
    return {encode(row, column, SHORTEST) for row in rows for column in columns}


def _step(degrees: float, most: float, bits: int) -> int:
    return min(max(int((degrees + most) / (2 * most) * (1 << bits)), 0), (1 << bits) - 1)
