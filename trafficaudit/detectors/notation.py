"""Places that are not written as two decimal numbers.

* Degrees, minutes and seconds, with the hemisphere as a letter before or behind, or in Korean: ``37°30'51.6"N
  127°3'46"E``, ``37도 30분 51.6초 127도 3분 46초``, ``37d30m51.6s 127d3m46s``; with a hemisphere also without marks:
  ``37 30 51.6 N, 127 03 46 E``; decimal degrees with a letter: ``37.5143N 127.0629E``.
* ISO 6709, annex H, as videos carry it: ``+37.5143+127.0629/``, ``+373051.6+1270346.5/``.
* NMEA 0183, degrees and minutes in one number: ``3730.8600,N,12703.7700,E``.
"""

import re
from collections.abc import Iterator, Mapping

LONGEST = 96
"""Bytes of a value that a decoder may have taken apart (NMEA's sentences have up to 82)."""

_FRACTION = r"(?:\.\d{1,12})?"
_ANGLE = (
    rf"(?P<Xd>\d{{1,3}}{_FRACTION})(?: ?(?:°|º|˚|도|d))?"
    rf"(?: ?(?P<Xm>\d{{1,2}}{_FRACTION}) ?(?:'|′|’|분|m)"
    rf"(?: ?(?P<Xs>\d{{1,2}}{_FRACTION}) ?(?:\"|″|”|''|초|s))?)?"
)
_BARE = rf"(?P<Xd>\d{{1,3}})[ :-](?P<Xm>\d{{1,2}})(?:[ :-](?P<Xs>\d{{1,2}}{_FRACTION}))"
_LATITUDE, _LONGITUDE = _ANGLE.replace("X", "a"), _ANGLE.replace("X", "b")


def _minutes(angle: str) -> str:
    """Make the minutes of an angle, which stand in its last optional group, a must."""
    return angle.removesuffix("?")


_BETWEEN = r"(?:[,;/] ?| )?"
_SHAPES = (
    r"(?P<ad>\d\d)(?P<am>\d\d\.\d{2,8}),(?P<south>[NS]),(?P<bd>\d{3})(?P<bm>\d\d\.\d{2,8}),(?P<west>[EW])",
    rf"{_LATITUDE} ?(?P<south>[NS]){_BETWEEN}{_LONGITUDE} ?(?P<west>[EW])",
    rf"(?P<south>[NS]) ?{_LATITUDE}{_BETWEEN}(?P<west>[EW]) ?{_LONGITUDE}",
    rf"{_BARE.replace('X', 'a')} ?(?P<south>[NS]){_BETWEEN}{_BARE.replace('X', 'b')} ?(?P<west>[EW])",
    rf"(?P<south>[NS]) ?{_BARE.replace('X', 'a')}{_BETWEEN}(?P<west>[EW]) ?{_BARE.replace('X', 'b')}",
    # Without letters, minutes must make up for them: two bare numbers are anything.
    rf"{_minutes(_LATITUDE)}(?P<south>)(?:[,;/] ?| ){_minutes(_LONGITUDE)}(?P<west>)",
    rf"(?P<south>[+-])(?P<ad>\d\d)(?P<am>\d\d)?(?P<as>\d\d)?(?P<af>{_FRACTION})"
    rf"(?P<west>[+-])(?P<bd>\d{{3}})(?P<bm>\d\d)?(?P<bs>\d\d)?(?P<bf>{_FRACTION})/?",
)
_EDGES = r"(?<![\w.+-]){}(?![A-Za-z0-9])(?!\.\d)"
_IN_TEXT = [re.compile(_EDGES.format(f"(?:{shape})")) for shape in _SHAPES]
_IN_BYTES = [re.compile(_EDGES.format(f"(?:{shape})").encode()) for shape in _SHAPES]
ANY = re.compile("|".join(f"(?:{re.sub(r'\(\?P<\w+>', '(?:', pattern.pattern)})" for pattern in _IN_TEXT))
"""Finds what may be such a place in a text; ``read`` says whether it is."""


def read(text: str) -> tuple[float, float] | None:
    r"""Give latitude and longitude of a text that is a place; ``None`` where it is none.

    >>> read("37°30'51.6\"N 127°3'46.5\"E"), read("3730.8600,N,12703.7750,E")
    ((37.514333, 127.062917), (37.514333, 127.062917))
    >>> read("+373051.6+1270346.5"), read("S 33.8568 E 151.2153"), read("37 127")
    ((37.514333, 127.062917), (-33.8568, 151.2153), None)
    """
    for pattern in _IN_TEXT:
        if (match := pattern.fullmatch(text)) and (place := _place(match.groupdict())):
            return place
    return None


def places(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, float, float]]:
    """Give ``(start, end, latitude, longitude)`` of the places in a range of UTF-8; of two readings, both."""
    for pattern in _IN_BYTES:
        for match in pattern.finditer(data, start, end):
            named = {name: None if part is None else part.decode() for name, part in match.groupdict().items()}
            if place := _place(named):
                yield *match.span(), *place


def beginnings(latitude: float, longitude: float, degrees: float) -> Iterator[bytes]:
    """Give how the halves of a place so near can begin, but for decimal numbers."""
    for number, width in ((abs(latitude), 2), (abs(longitude), 3)):
        for near in (number - degrees, number, number + degrees):
            whole, minutes = divmod(int(max(near, 0.0) * 60), 60)
            yield from (f"{whole}{sign}".encode() for sign in ("°", "º", "˚", "도", " °", "d"))
            yield from (f"{whole}{sign}{minutes:02}".encode() for sign in " -:")
            yield from (f"{sign}{whole:0{width}}{minutes:02}".encode() for sign in "+-")
            yield f"{whole:0{width}}{minutes:02}.".encode()


def _place(part: Mapping[str, str | None]) -> tuple[float, float] | None:
    latitude, longitude = _angle(part, "a"), _angle(part, "b")
    if latitude is None or longitude is None or latitude > 90 or longitude > 180:
        return None
    south, west = part["south"] in ("S", "-"), part["west"] in ("W", "-")
    return round(-latitude if south else latitude, 6), round(-longitude if west else longitude, 6)


def _angle(part: Mapping[str, str | None], axis: str) -> float | None:
    """Give the degrees; a fraction behind joined digits belongs to the smallest unit.

    No minute or second is 60, but for what is written last: a program rounds 59.96 and carries nothing over.
    """
    texts = [part.get(axis + unit) or "" for unit in "dms"]
    last = max((at for at, text in enumerate(texts) if text), default=0)
    texts[last] += part.get(axis + "f") or ""
    degrees, minutes, seconds = (float(text or 0) for text in texts)
    if any(number > 60 or (number == 60 and at < last) for at, number in ((1, minutes), (2, seconds))):
        return None
    return degrees + minutes / 60 + seconds / 3600
