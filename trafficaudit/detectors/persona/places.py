"""Coordinates near a seeded place, compared by distance: two numbers in one field, or two fields beside each other.

Numbers may be degrees or, as Android and iOS keep them in whole numbers, their 10^5, 10^6 or 10^7 fold (``latitudeE6``,
``lat_e7``); a geohash is a place in one word. ``notation`` knows degrees, minutes and seconds. Korean maps count in
metres on grids of their own (``grids``).
"""

import math
import re
from collections.abc import Generator, Iterable, Iterator

from trafficaudit.detectors import notation
from trafficaudit.detectors.key_names import words
from trafficaudit.detectors.persona import geohash, grids
from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.model import Decoded, Field

NEAR = 1_000.0
"""Metres within which two places count as the same: what a rounding to two decimals or a cell tower makes of one."""

_EARTH = 6_371_009.0
"""Mean radius in metres (IUGG)."""

_DEGREE = 111_195.0
"""Metres in a degree of latitude, from that radius."""

_NUMBER = re.compile(r"-?\d{1,3}\.\d{1,20}")
_MULTIPLE = re.compile(r"-?\d{4,10}(?:\.\d{1,12})?")
_MULTIPLES = re.compile(r"(-?\d{4,8}(?:\.\d{1,12})?)\s*[,;:| ]\s*(-?\d{4,8}(?:\.\d{1,12})?)")
_POWERS = (5, 6, 7)
_FINE = re.compile(r"-?\d{1,3}\.\d{3,20}")
_FINE_MULTIPLE = re.compile(r"-?\d{8,10}")
_PACKED = frozenset((layer,) for layer in ("protobuf", "msgpack", "cbor"))
_BESIDE = 2
"""Rows between the halves of a place: Protocol Buffers gives a number in two readings."""
_MARGIN = 0.003
"""Degrees that a phone may be off: the geohashes around the seeded place that are looked for as well."""

_NEARBY = 0.013
"""Degrees that ``NEAR`` is at most in Korea."""

_ON_GRID = 150.0
"""Metres that a place on a grid may be off: numbers there have less to tell them apart from others."""

_KOREA = (32.0, 40.0, 123.0, 133.0)
"""Latitudes and longitudes that Korean grids are made for."""

_TELLING_GEOHASH = 8
_GEOHASH = frozenset({"geohash", "gh", "geo", "hash", "location", "loc", "cell", "place"})
_PAIR = re.compile(
    r"(?<![\d.])(-?\d{1,3}\.\d{1,20})(?:[^\d.\w-]{1,8}|_)(?:[a-z]{1,10}[\"':= ]{1,4})?(-?\d{1,3}\.\d{1,20})(?![\d.])",
    re.I,
)
_LATITUDE = frozenset({"lat", "latitude", "y", "wgs84y", "mapy", "posy", "tmy", "coordy", "위도"})
_LONGITUDE = frozenset({"lng", "lon", "long", "longitude", "x", "wgs84x", "mapx", "posx", "tmx", "coordx", "경도"})
_LAST_STEP = re.compile(r"(?:\[\d+\]|\.?[^.\[\]]+)\Z")
_LONGEST_NUMBER = 40
_WINDOW = 80
_NEXT = 4
LONGEST_PAIR = notation.LONGEST
"""Bytes of a value up to which it may be a pair that a decoder took apart (``37.5,126.9``)."""

type Place = tuple[str, float, float]


class Places:
    """Compares numbers with seeded places.

    ``literals`` are the beginnings of numbers that may be near one (``37.``): a field without any is not looked at.
    """

    def __init__(self, seeded: Iterable[str]) -> None:
        self._places: list[Place] = []
        for value in seeded:
            numbers = re.findall(r"-?\d{1,3}(?:\.\d+)?", value)
            if len(numbers) == 2 and abs(float(numbers[0])) <= 90 and abs(float(numbers[1])) <= 180:
                self._places.append((value, float(numbers[0]), float(numbers[1])))
        self._grids = [
            (value, grid, *grids.project(grid, latitude, longitude))
            for value, latitude, longitude in self._places
            if _KOREA[0] <= latitude <= _KOREA[1] and _KOREA[2] <= longitude <= _KOREA[3]
            for grid in grids.GRIDS
        ]
        literals = {start for _, grid, *pair in self._grids for steps in pair for start in _on_grid(steps, grid)}
        for _, latitude, longitude in self._places:
            literals |= {*_starts(latitude), *_starts(longitude)}
            literals |= set(notation.beginnings(latitude, longitude, _NEARBY))
            literals |= {cell.encode() for cell in geohash.around(latitude, longitude, _MARGIN)}
        self.literals = sorted(literals)

    def find(self, decoded: Decoded, index: int, data: bytes, starts: Iterable[int]) -> Iterator[Hit]:
        """Give the hits of a value where numbers begin at ``starts``."""
        whole = data.strip().decode("latin-1") if len(data) <= _LONGEST_NUMBER else ""
        if _NUMBER.fullmatch(whole) or _MULTIPLE.fullmatch(whole):
            yield from self._single(decoded, index, whole, data)
            return
        if both := _MULTIPLES.fullmatch(whole):
            for x, y in (both.group(1, 2), both.group(2, 1)):
                yield from self._metres(float(x), float(y), data)
            return
        if geohash.is_geohash(whole):
            yield from self._cell(decoded.fields[index], whole, data)
            return
        done = 0
        for start in starts:
            # Digits and separators are ASCII; whatever else stands in the window keeps its length.
            opening = max(start - 1, done)
            pair = _PAIR.search(data[opening : start + _WINDOW].decode("latin-1"))
            if start < done:
                continue
            if not pair or pair.start() > _NEXT:
                ended = yield from self._written(data, opening, start, done)
                if ended > done or not pair:
                    done = ended
                    continue
            begin, done = (opening + at for at in pair.span())
            yield from self._near(float(pair[1]), float(pair[2]), (begin, done), data)

    def _written(self, data: bytes, opening: int, start: int, done: int) -> Generator[Hit, None, int]:
        """Give the hits of a place in another notation that begins near ``start``; tell where it ends."""
        for begin, end, latitude, longitude in notation.places(data, max(opening - 2, done), start + _WINDOW):
            for value, *place in self._places:
                metres = distance(latitude, longitude, *place)
                if metres <= NEAR and begin >= done:
                    yield _hit(value, (begin, end), data, metres)
                    done = end
        return done

    def _near(self, one: float, other: float, place: tuple[int, int], data: bytes) -> Iterator[Hit]:
        for value, latitude, longitude in self._places:
            metres = min(distance(one, other, latitude, longitude), distance(other, one, latitude, longitude))
            if metres <= NEAR:
                verbatim = data[slice(*place)] == value.encode()
                yield _hit(value, place, data, None if verbatim else metres)

    def _single(self, decoded: Decoded, index: int, text: str, data: bytes) -> Iterator[Hit]:
        axis = _axis(decoded.fields[index])
        if not axis:
            yield from self._nameless(decoded, index, text, data)
            return
        degrees = _NUMBER.fullmatch(text) is not None
        other = "longitude" if axis == "latitude" else "latitude"
        beside = _partner(decoded, index, other, _NUMBER if degrees else _MULTIPLE)
        if degrees:
            yield from self._axis_near(axis, float(text), None if beside is None else float(beside), text, data)
        elif beside is not None:  # such a number alone is too often something else
            for power in _POWERS:
                yield from self._axis_near(axis, _degrees(text, power), _degrees(beside, power), text, data)
            x, y = (text, beside) if axis == "longitude" else (beside, text)
            yield from self._metres(float(x), float(y), data)

    def _nameless(self, decoded: Decoded, index: int, text: str, data: bytes) -> Iterator[Hit]:
        """Give a number of a message without names (protobuf) or of a list where the one next to it is its other half.

        Both are written alike and so fine that two such numbers are not beside each other by chance.
        """
        if decoded.fields[index].layers[-1:] not in _PACKED:
            return
        written = next((pattern for pattern in (_FINE, _FINE_MULTIPLE) if pattern.fullmatch(text)), None)
        for beside in _neighbours(decoded, index, written) if written else ():
            for power in (0,) if written is _FINE else _POWERS[1:]:
                pair = _degrees(text, power), _degrees(beside, power)
                hits = list(self._near(*pair, (0, len(data)), data))
                if hits:
                    yield from hits
                    return

    def _metres(self, x: float, y: float, data: bytes) -> Iterator[Hit]:
        for value, grid, east, north in self._grids:
            metres = math.hypot(x - east, y - north) * grids.unit(grid)
            if metres <= _ON_GRID:
                yield _hit(value, (0, len(data)), data, metres, grid=grid)

    def _axis_near(self, axis: str, number: float, other: float | None, text: str, data: bytes) -> Iterator[Hit]:
        for value, latitude, longitude in self._places:
            if other is None:
                apart = abs(number - (latitude if axis == "latitude" else longitude)) * _DEGREE
                metres = apart if axis == "latitude" else apart * math.cos(math.radians(latitude))
            elif axis == "latitude":
                metres = distance(number, other, latitude, longitude)
            else:
                metres = distance(other, number, latitude, longitude)
            if metres <= NEAR:
                verbatim = text in re.split(r"[^\d.-]+", value)
                confidence = 0.7 if other is None else 1.0
                yield _hit(value, (0, len(data)), data, None if verbatim else metres, confidence=confidence)

    def _cell(self, field: Field, text: str, data: bytes) -> Iterator[Hit]:
        if len(text) < _TELLING_GEOHASH and _GEOHASH.isdisjoint(words(field.key)):
            return
        for value, latitude, longitude in self._places:
            metres = distance(*geohash.decode(text), latitude, longitude)
            if metres <= NEAR:
                yield _hit(value, (0, len(data)), data, metres)


def _degrees(text: str, power: int) -> float:
    return float(text) / 10.0**power


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the metres between two places on a sphere (haversine formula); infinity for impossible latitudes.

    >>> round(distance(37.5665, 126.9780, 37.5665, 126.9880))
    881
    """
    if abs(latitude) > 90 or abs(other_latitude) > 90:
        return math.inf
    one, other = math.radians(latitude), math.radians(other_latitude)
    across = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * across
    return 2 * _EARTH * math.asin(math.sqrt(min(half, 1.0)))


def _starts(number: float) -> Iterator[bytes]:
    """Give how numbers within ``NEAR`` can begin: their whole parts (at most 0.1 degrees away below 85 degrees).

    And the first digits of their multiples; these are further apart only where nobody lives.
    """
    for near in (number - 0.1, number, number + 0.1):
        yield f"{'-' if near < 0 else ''}{abs(math.trunc(near))}.".encode()
    for near in (number - 0.02, number - 0.01, number, number + 0.01, number + 0.02):
        yield f"{abs(near):.4f}".replace(".", "").lstrip("0")[:4].encode() or b"0000"


def _on_grid(steps: float, grid: str) -> Iterator[bytes]:
    """Give the first digits of numbers within ``_ON_GRID`` of one on a grid."""
    off = _ON_GRID / grids.unit(grid)
    for near in (steps - off, steps - off / 2, steps, steps + off / 2, steps + off):
        yield str(abs(int(near)))[:4].encode()


def _axis(field: Field) -> str:
    last = words(field.key)
    if field.part == "header" and last[:1] == ("x",):
        last = last[1:]  # the X of X-Location is no coordinate
    if not _LATITUDE.isdisjoint(last):
        return "latitude"
    return "longitude" if not _LONGITUDE.isdisjoint(last) else ""


def _partner(decoded: Decoded, index: int, axis: str, written: re.Pattern[str]) -> str | None:
    """Give the number of the nearest field beside this one that is the other half of a place, written alike."""
    field = decoded.fields[index]
    for other in sorted(
        range(max(index - 40, 0), min(index + 41, len(decoded.fields))), key=lambda at: abs(at - index)
    ):
        beside = decoded.fields[other]
        if (beside.parent, beside.part, beside.direction) != (field.parent, field.part, field.direction):
            continue
        value = beside.value
        if beside.leaf and isinstance(value, str) and _axis(beside) == axis and written.fullmatch(value.strip()):
            return value.strip()
    return None


def _neighbours(decoded: Decoded, index: int, written: re.Pattern[str]) -> Iterator[str]:
    """Give the numbers right beside one, written alike and of the same container."""
    field = decoded.fields[index]
    container = _container(field)
    for other in range(max(index - _BESIDE, 0), min(index + _BESIDE + 1, len(decoded.fields))):
        beside = decoded.fields[other]
        if other == index or beside.path == field.path or beside.parent != field.parent:
            continue
        if isinstance(beside.value, str) and written.fullmatch(beside.value) and _container(beside) == container:
            yield beside.value


def _container(field: Field) -> tuple[str, str]:
    return field.direction, _LAST_STEP.sub("", field.path)


def _hit(
    value: str, place: tuple[int, int], data: bytes, metres: float | None, *, confidence: float = 1.0, grid: str = ""
) -> Hit:
    """Describe a place; ``metres`` is ``None`` for the seeded text itself."""
    start, end = place
    how = "found as they were typed in" if metres is None else f"found {metres:.0f} m from the seeded place"
    how += f", on the grid {grid}" if grid else ""
    why = "the test phone was at that place" if confidence == 1.0 else "one axis alone says less than both"
    return Hit(
        "coordinates", value, "verbatim" if metres is None else "normalised", (), start, end, len(data),
        data[start:end], confidence, reason("coordinates", how, why),
    )  # fmt: skip
