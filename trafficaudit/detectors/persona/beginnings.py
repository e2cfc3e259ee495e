"""How numbers and codes near a seeded place begin: what all fields are searched for at once."""

import math
from collections.abc import Iterable, Iterator, Sequence

from trafficaudit.detectors import notation
from trafficaudit.detectors.persona import geohash, pluscode

_MARGIN = 0.003
"""Degrees that a phone may be off: the geohashes around the seeded place that are looked for as well."""

_NEARBY = 0.013
"""Degrees that a kilometre is at most in Korea."""

_DIGITS = 4


def of(places: Iterable[Sequence[float]], grids: Iterable[tuple[float, float]]) -> list[bytes]:
    """Give the beginnings, sorted.

    Args:
        places: latitude and longitude of each place.
        grids: x or y of a place on a grid, and by how much a number may differ from it.
    """
    literals = {start for steps, off in grids for start in _on_grid(steps, off)}
    for latitude, longitude in places:
        literals |= {*_starts(latitude), *_starts(longitude), *_doubled(latitude), *_doubled(longitude)}
        literals |= set(notation.beginnings(latitude, longitude, _NEARBY))
        cells = geohash.around(latitude, longitude, _MARGIN)
        literals |= {start.encode() for cell in cells for start in (cell, cell.upper())}
        literals |= {head.encode() for head in pluscode.around(latitude, longitude, _NEARBY)}
    return sorted(literals)


def _starts(number: float) -> Iterator[bytes]:
    """Give how numbers within a kilometre can begin: their whole parts (at most 0.1 degrees away below 85 degrees).

    And the first digits of their multiples; these are further apart only where nobody lives.
    """
    for near in (number - 0.1, number, number + 0.1):
        yield f"{'-' if near < 0 else ''}{abs(math.trunc(near))}.".encode()
    for near in (number - 0.02, number - 0.01, number, number + 0.01, number + 0.02):
        yield f"{abs(near):.4f}".replace(".", "").lstrip("0")[:4].encode() or b"0000"


def _doubled(number: float) -> Iterator[bytes]:
    """Give the first digits of multiples in zigzag."""
    for step in (-2, -1, 0, 1, 2):
        yield f"{abs(2 * number + step / 100):.4f}".replace(".", "").lstrip("0")[:4].encode() or b"0000"


def _on_grid(steps: float, off: float) -> Iterator[bytes]:
    """Give the first digits of all numbers that are at most so far off one on a grid."""
    nearest = max(abs(steps) - off, 1)
    unit = 10 ** max(len(str(int(nearest))) - _DIGITS, 0)
    for near in (*range(math.floor(steps - off), math.ceil(steps + off), unit), math.ceil(steps + off)):
        yield str(abs(near))[:_DIGITS].encode()
