"""Plus codes (Open Location Code): a place as eight letters and digits, a plus, and two or more behind it.

Pairs of digits to the base 20, latitude first, halve the world down to a fortieth of a second of arc; what follows the
tenth divides a cell into five rows of four. Ten digits are a cell of 14 by 11 m. Short codes, whose first four digits
are left to the name of a town, are not read: there are too many of them in any town. Source: "Open Location Code
Specification", google/open-location-code.
"""

import re
from collections.abc import Iterator

_ALPHABET = "23456789CFGHJMPQRVWX"
_DIGITS = {digit: value for value, digit in enumerate(_ALPHABET)}
_CODE = re.compile(rf"(?<![0-9A-Z])[{_ALPHABET}]{{8}}[+ ][{_ALPHABET}]{{2,7}}(?![0-9A-Z])", re.IGNORECASE)
_HEAD = 6
_PAIRED = 10


def places(text: str) -> Iterator[tuple[int, int, float, float]]:
    """Give ``(start, end, latitude, longitude)`` of each code in a text; a form's plus may have become a space."""
    for match in _CODE.finditer(text):
        yield *match.span(), *decode(match.group())


def decode(code: str) -> tuple[float, float]:
    """Give latitude and longitude of the middle of a full code's cell.

    >>> [round(degrees, 7) for degrees in decode("8FVC9G8F+6X")]
    [47.3655625, 8.5249375]
    """
    digits = [_DIGITS[digit] for digit in code.upper() if digit in _DIGITS]
    latitude, longitude, high, wide = -90.0, -180.0, 400.0, 400.0
    for row, column in zip(digits[:_PAIRED:2], digits[1:_PAIRED:2], strict=True):
        high, wide = high / 20, wide / 20
        latitude, longitude = latitude + row * high, longitude + column * wide
    for digit in digits[_PAIRED:]:
        high, wide = high / 5, wide / 4
        latitude, longitude = latitude + digit // 4 * high, longitude + digit % 4 * wide
    return latitude + high / 2, longitude + wide / 2


def around(latitude: float, longitude: float, degrees: float) -> set[str]:
    """Give how codes begin of places within a square around one, at most a cell of six digits (0.05 degrees) wide."""
    shifts = (-degrees, 0.0, degrees)
    heads = {_head(latitude + up, longitude + across) for up in shifts for across in shifts}
    return heads | {head.lower() for head in heads}


def _head(latitude: float, longitude: float) -> str:
    up, across = min(max(latitude + 90, 0.0), 179.99), (longitude + 180) % 360
    size, head = 400.0, ""
    for _ in range(_HEAD // 2):
        size /= 20
        row, column = int(up // size), int(across // size)
        head += _ALPHABET[row] + _ALPHABET[column]
        up, across = up - row * size, across - column * size
    return head
