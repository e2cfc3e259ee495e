"""A photo's place as apps hand it on in texts: degrees, minutes and seconds under the names of Exif.

``GPSLatitude`` and ``GPSLongitude`` are each three fractions (``37/1,34/1,5736/10000``: Android's ``ExifInterface``; as
lists of two: piexif), a list of three numbers (exif-js), or one angle with its signs (``37 deg 34' 0.57" N``:
ExifTool); the hemisphere stands beside (``GPSLatitudeRef``) or behind. Put together they are one value, as they are
where a picture itself is opened (``exif``): ``GPSPosition`` in degrees.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from trafficaudit.decode.node import Child, member

NAME = "GPSPosition"
"""What the whole is called, as ExifTool does."""

_HALVES = {
    "GPSLatitude": "GPSLongitude",
    "GpsLatitude": "GpsLongitude",
    "gpsLatitude": "gpsLongitude",
    "gps_latitude": "gps_longitude",
    "gpslatitude": "gpslongitude",
}
"""Names of the two halves."""
_LATITUDES = frozenset(_HALVES)
_REF = {
    half: half + ("Ref" if "L" in half else "_ref" if "_" in half else "ref")
    for pair in _HALVES.items()
    for half in pair
}
"""Names of their hemispheres."""

_INDICES = re.compile(r"(?:\[\d+\]){1,2}\Z")
_FRACTION = r"\d{1,10}/\d{1,10}"
_FRACTIONS = re.compile(rf"\[?({_FRACTION})[,; ] ?({_FRACTION})[,; ] ?({_FRACTION})\]?").fullmatch
_ANGLE = re.compile(
    r"(\d{1,3}) ?(?:°|º|deg) ?(\d{1,2}(?:\.\d{1,9})?) ?['′’] ?(?:(\d{1,2}(?:\.\d{1,9})?) ?(?:\"|″|”|''))? ?([NSEW])?"
).fullmatch
_NUMBER = re.compile(r"\d{1,10}(?:\.\d{1,12})?").fullmatch
_LONGEST = 64
_MOST = 6
_MINUTES = 60
_FINE, _COARSE = 6, 5
"""Decimals of a degree: a hundredth of a second is 0.3 m, more than the sixth of them."""
_HUNDREDTHS = 2


class _Half(NamedTuple):
    degrees: float
    decimals: int
    pieces: tuple[Child, ...]


def places(children: Sequence[Child], names: set[str]) -> list[Child]:
    """Put the halves of a place together.

    Args:
        children: of one value, in the order of the bytes.
        names: theirs.

    Returns:
        A child for each place, with the names of its halves, joined by ``+``, as the last step of its path.
    """
    if not (told := _LATITUDES & names):
        return []
    wanted = {name for latitude in told for half in (latitude, _HALVES[latitude]) for name in (half, _REF[half])}
    held: dict[str, list[Child]] = {}
    for child in children:
        if child[1] in wanted and child[2].__class__ is str and 0 < len(child[2]) <= _LONGEST:
            held.setdefault(_INDICES.sub("", child[0]), []).append(child)
    return [place for path, first in held.items() if first[0][1] in told for place in _place(path, held)]


def halves(path: str) -> tuple[str, ...]:
    """Give where the halves stand of a place that was put together.

    >>> halves("photo.GPSLatitude+GPSLongitude")
    ('photo.GPSLatitude', 'photo.GPSLongitude')
    """
    first, _, second = path.rpartition("+")
    name = next((name for name, other in _HALVES.items() if other == second and first.endswith(name)), "")
    return (first, first.removesuffix(name) + second) if name else ()


def _place(path: str, held: Mapping[str, Sequence[Child]]) -> Iterator[Child]:
    name = held[path][0][1]
    if not path.endswith(name):
        return
    container = path[: -len(name)].rstrip(".")
    halves = [_half(path[: -len(name)], each, held) for each in (name, _HALVES[name])]
    if (north := halves[0]) is None or (east := halves[1]) is None:
        return
    if abs(north.degrees) > 90 or abs(east.degrees) > 180 or not (north.degrees or east.degrees):
        return
    pieces, decimals = north.pieces + east.pieces, min(north.decimals, east.decimals)
    start, end = min(piece[3] for piece in pieces), max(piece[4] for piece in pieces)
    value = f"{north.degrees:.{decimals}f} {east.degrees:.{decimals}f}"
    yield member(container, f"{name}+{_HALVES[name]}"), NAME, value, start, end, False


def _half(before: str, name: str, held: Mapping[str, Sequence[Child]]) -> _Half | None:
    pieces = held.get(before + name, ())
    texts = [str(piece[2]) for piece in pieces]
    angle = _ANGLE(texts[0]) if len(texts) == 1 else None
    parts = [part for part in angle.groups()[:3] if part] if angle else _parts(texts)
    values = [value for part in parts if (value := _number(part)) is not None]
    if not 2 <= len(values) == len(parts) or max(values[1:]) >= _MINUTES:
        return None
    degrees = sum(value / _MINUTES**power for power, value in enumerate(values))
    beside = held.get(before + _REF[name], ())
    sign = (angle[4] if angle else None) or (str(beside[0][2])[:1].upper() if beside else "")
    fine = len(f"{values[-1]:.9f}".rstrip("0").partition(".")[2]) > _HUNDREDTHS
    return _Half(-degrees if sign in ("S", "W") else degrees, _FINE if fine else _COARSE, tuple(pieces))


def _parts(texts: Sequence[str]) -> list[str]:
    """Give degrees, minutes and seconds as they are written: numbers, or fractions."""
    if len(texts) == 1:
        return list(match.groups()) if (match := _FRACTIONS(texts[0])) else []
    if len(texts) == _MOST:
        return [f"{above}/{below}" for above, below in zip(texts[::2], texts[1::2], strict=True)]
    return list(texts) if len(texts) in (2, 3) else []


def _number(text: str) -> float | None:
    above, _, below = text.partition("/")
    if not _NUMBER(above) or (below and not _NUMBER(below)):
        return None
    divisor = float(below or 1)
    return float(above) / divisor if divisor else None
