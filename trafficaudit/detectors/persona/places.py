"""Coordinates of a seeded place, compared by distance: two numbers in one field, or two fields beside each other.

Only those that agree as far as they are written, and are written to some 100 m, are the seeded ones; what a near place
may be is ``nearby``'s to say, what is told of either is ``placed``'s. Numbers may be degrees or a multiple of them
(``scaled``); a geohash or a plus code is a place in one word. ``notation`` knows degrees, minutes and seconds, and what
it reads is no pair of other numbers as well. Korean maps count in metres on grids of their own (``grids``).
"""

import math
import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import replace

from trafficaudit.detectors import notation
from trafficaudit.detectors.names.words import words
from trafficaudit.detectors.persona import beginnings, geohash, grids, halves, pluscode, scaled
from trafficaudit.detectors.persona.hit import Hit
from trafficaudit.detectors.persona.nearby import CELL, COARSE, STEP, TELLING, Nearby, agrees, carried, decimals
from trafficaudit.detectors.persona.placed import LONE, Found, agree, distance, found_at, typed
from trafficaudit.globe import around_korea
from trafficaudit.model import Decoded, Field

NEAR = 1_000.0
"""Metres within which a place is looked at: what a rounding to two decimals or a cell tower makes of one."""

_DEGREE = 111_195.0
"""Metres in a degree of latitude, by the radius of ``placed``."""

_NUMBER = re.compile(r"-?\d{1,3}\.\d{1,20}")
_NUMBERS = re.compile(r"-?\d{1,3}(?:\.\d+)?").findall
_MULTIPLE = re.compile(r"-?\d{4,10}(?:\.\d{1,12})?")
_MULTIPLES = re.compile(r"(-?\d{4,8}(?:\.\d{1,12})?)\s*[,;:| ]\s*(-?\d{4,8}(?:\.\d{1,12})?)")
_FINE = re.compile(r"-?\d{1,3}\.\d{3,20}")
_FINE_MULTIPLE = re.compile(r"-?\d{7,10}")
_ON_MAP = re.compile(r"\d{5,8}(?:\.\d{1,12})?")
"""A number of metres on one of ``grids`` in Korea."""
_PACKED = frozenset((layer,) for layer in ("protobuf", "msgpack", "cbor"))
_ON_GRID = 150.0
"""Metres that a place on a grid may be off: numbers there have less to tell them apart from others."""

_POLE = 90.0

_TELLING_GEOHASH = 8
_GEOHASH_NAMES = frozenset({"geohash", "gh"})
_GEOHASH = frozenset({"geohash", "gh", "geo", "hash", "location", "loc", "cell", "place"})
_PAIR = re.compile(
    r"(?<![\d.])(-?\d{1,3}\.\d{1,20})(?:[^\d.\w-]{1,8}|_|-)(?:[a-z]{1,10}[\"':= ]{1,4})?(-?\d{1,3}\.\d{1,20})(?![\d.])",
    re.I,
)
_WRITTEN = re.compile(rb"[NSEW]|[+-]\d|[\xc2\xcb\xe2\xeb']|\d[dm ]{1,2}\d\dm?[ ,\d]")
_LONGEST_NUMBER = 40
LONGEST_TEXT = 1 << 20
"""Bytes of a text in which plus codes and geohashes are looked for among other words."""

_CELLS = re.compile(rf"(?<![0-9A-Za-z])[{geohash.ALPHABET}]{{8,12}}(?![0-9A-Za-z])")
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
        self._places: list[Place] = [(value, *place) for value in seeded if (place := _place(value))]
        self._least = {value: min(TELLING, decimals(*_NUMBERS(value))) for value, *_ in self._places}
        self._nearby = Nearby([(latitude, longitude) for _, latitude, longitude in self._places])
        self._grids = [
            (value, grid, *grids.project(grid, latitude, longitude))
            for value, latitude, longitude in self._places
            if around_korea(latitude, longitude)
            for grid in grids.GRIDS
        ]
        self.literals = beginnings.of(
            [place for _, *place in self._places],
            [(steps, _ON_GRID / grids.unit(grid)) for _, grid, *pair in self._grids for steps in pair],
        )

    def find(self, decoded: Decoded, index: int, data: bytes, starts: Iterable[int]) -> Iterator[Hit]:
        """Give the hits of a value where numbers begin at ``starts``; near places where they may be the phone's."""
        for hit in self._hits(decoded, index, data, starts):
            if hit.metres is None:
                yield hit.hit
            elif confidence := self._nearby.confidence(decoded, index, data, hit.hit.start, hit.metres):
                yield replace(hit.hit, confidence=COARSE if hit.hit.confidence == COARSE else confidence)

    def _hits(self, decoded: Decoded, index: int, data: bytes, starts: Iterable[int]) -> Iterator[Found]:
        whole = data.strip().decode("latin-1") if len(data) <= _LONGEST_NUMBER else ""
        if _NUMBER.fullmatch(whole) or _MULTIPLE.fullmatch(whole):
            yield from self._single(decoded, index, whole, data)
            return
        if both := _MULTIPLES.fullmatch(whole):
            for x, y in (both.group(1, 2), both.group(2, 1)):
                yield from self._metres(float(x), float(y), data)
        if geohash.is_geohash(whole.lower()):
            yield from self._cell(decoded.fields[index], whole, data)
            return
        yield from self._codes(data)
        done = 0
        for start in starts:
            # Digits and separators are ASCII; whatever else stands in the window keeps its length.
            if start < done:
                continue
            opening = max(start - 2, done)
            window = data[opening : start + _WINDOW]
            if _WRITTEN.search(window) and (ended := (yield from self._written(data, opening, start, done))) > done:
                done = ended
                continue
            text = window.decode("latin-1")
            for shape, numbers in ((_PAIR, _as_they_stand), (scaled.PAIR, scaled.degrees)):
                pair = shape.search(text)
                if pair and pair.start() <= _NEXT and _signed(text, pair.start()):
                    begin, done = (opening + at for at in pair.span())
                    for one, other in numbers(pair[1], pair[2]):
                        digits = decimals(pair[1], pair[2]) if shape is _PAIR else carried(one, other)
                        yield from self._near(one, other, (begin, done), data, digits)
                    break

    def _codes(self, data: bytes) -> Iterator[Found]:
        """Give the hits of plus codes, and of geohashes that are long enough to need no name, among other text."""
        if len(data) > LONGEST_TEXT:
            return
        text = data.decode("latin-1")
        cells = ((*found.span(), *geohash.decode(found.group())) for found in _CELLS.finditer(text))
        for begin, end, *place in (*pluscode.places(text), *cells):
            yield from self._near(place[0], place[1], (begin, end), data, None)

    def _written(self, data: bytes, opening: int, start: int, done: int) -> Generator[Found, None, int]:
        """Give the hits of a place in another notation that begins near ``start``; tell where it ends."""
        ended = done
        for begin, end, latitude, longitude in notation.places(data, max(opening - 1, done), start + _WINDOW):
            if begin <= start < end and begin >= done:
                ended = max(ended, end)
                for value, *place in self._places:
                    metres = distance(latitude, longitude, *place)
                    if metres <= NEAR:
                        yield found_at(value, (begin, end), data, metres, same=metres <= CELL)
        return ended

    def _near(
        self, one: float, other: float, place: tuple[int, int], data: bytes, digits: int | None
    ) -> Iterator[Found]:
        """Give the hits of two numbers, in either order, written with so many decimals; or of a cell's middle."""
        for value, *seeded in self._places:
            for pair in ((one, other), (other, one)) if digits is not None else ((one, other),):
                metres = distance(*pair, *seeded)
                if metres <= NEAR:
                    same = metres <= CELL if digits is None else agree(pair, seeded, digits)
                    coarse = same and digits is not None and digits < self._least[value]
                    verbatim = data[slice(*place)] == value.encode()
                    off = None if verbatim else metres
                    yield found_at(value, place, data, off, same=same and not coarse, confidence=_sure(coarse))
                    break

    def _single(self, decoded: Decoded, index: int, text: str, data: bytes) -> Iterator[Found]:
        axis = halves.axis(decoded.fields[index])
        if not axis:
            yield from self._nameless(decoded, index, text, data)
            return
        degrees = _NUMBER.fullmatch(text) is not None
        other = "longitude" if axis == "latitude" else "latitude"
        beside = halves.partner(decoded, index, other, _NUMBER if degrees else _MULTIPLE)
        field = decoded.fields[index]
        if degrees and (beside is not None or halves.alone(field, text)):
            digits = decimals(text, beside or "")
            yield from self._axis_near(field, float(text), None if beside is None else float(beside), digits, data)
        elif not degrees and beside is not None:  # such a number alone is too often something else
            for power in scaled.POWERS:
                one, two = _degrees(text, power), _degrees(beside, power)
                yield from self._axis_near(field, one, two, carried(one, two), data)
            x, y = (text, beside) if axis == "longitude" else (beside, text)
            yield from self._metres(float(x), float(y), data)

    def _nameless(self, decoded: Decoded, index: int, text: str, data: bytes) -> Iterator[Found]:
        """Give a number of a message without names (protobuf), of a list or of numbered boxes (``loc1``, ``loc2``)
        where the one next to it is its other half.

        Both are written alike and so fine that two such numbers are not beside each other by chance.
        """
        field = decoded.fields[index]
        counted = field.path.endswith("]") or field.key[-1:].isdigit()
        if field.layers[-1:] not in _PACKED and (not counted or _is_of_a_pair(decoded, field)):
            return
        written = next((pattern for pattern in (_FINE, _FINE_MULTIPLE) if pattern.fullmatch(text)), None)
        zigzag = decoded.fields[index].layers[-1:] == ("protobuf",)
        near: list[Found] = []
        for beside in halves.neighbours(decoded, index, written) if written else ():
            pairs = _as_they_stand(text, beside) if written is _FINE else scaled.degrees(text, beside, zigzag=zigzag)
            for pair in pairs:
                digits = decimals(text, beside) if written is _FINE else carried(*pair)
                hits = list(self._near(*pair, (0, len(data)), data, digits))
                if any(hit.metres is None for hit in hits):
                    yield from hits
                    return
                near = near or hits
        if near:  # in a row of numbers the one before may be another place's
            yield from near
        elif _ON_MAP.fullmatch(text):
            yield from self._on_map(decoded, index, text, data)

    def _on_map(self, decoded: Decoded, index: int, text: str, data: bytes) -> Iterator[Found]:
        """Give a number in metres of a list where the one next to it is its other half, in either order."""
        for beside in halves.neighbours(decoded, index, _ON_MAP):
            for x, y in ((text, beside), (beside, text)):
                hits = list(self._metres(float(x), float(y), data))
                yield from hits[:1]
                if hits:
                    return

    def _metres(self, x: float, y: float, data: bytes) -> Iterator[Found]:
        for value, grid, east, north in self._grids:
            metres = math.hypot(x - east, y - north) * grids.unit(grid)
            if metres <= _ON_GRID:
                yield found_at(value, (0, len(data)), data, metres, same=metres <= STEP, grid=grid)

    def _axis_near(self, field: Field, number: float, other: float | None, digits: int, data: bytes) -> Iterator[Found]:
        latitude_first = halves.axis(field) == "latitude"
        for value, *seeded in self._places:
            if other is None:  # by itself it is a line around the earth, so only the seeded one's digits count
                axis = seeded[0] if latitude_first else seeded[1]
                if agrees(number, axis, digits):
                    wide = 1.0 if latitude_first else math.cos(math.radians(seeded[0]))
                    metres = abs(number - axis) * _DEGREE * wide
                    yield found_at(value, (0, len(data)), data, typed(data, value, metres), confidence=LONE)
                continue
            pair = (number, other) if latitude_first else (other, number)
            metres = distance(*pair, *seeded)
            if metres <= NEAR:
                same = agree(pair, seeded, digits)
                coarse = same and digits < self._least[value]
                off = typed(data, value, metres) if same and not coarse else metres
                both = (0, len(data))
                yield found_at(value, both, data, off, same=same and not coarse, confidence=_sure(coarse))

    def _cell(self, field: Field, text: str, data: bytes) -> Iterator[Found]:
        named = words(field.key)
        strictly = not _GEOHASH_NAMES.isdisjoint(named)
        if len(text) < _TELLING_GEOHASH and _GEOHASH.isdisjoint(named):
            return
        if text != text.lower() and not strictly:
            return
        for value, latitude, longitude in self._places:
            metres = distance(*geohash.decode(text.lower()), latitude, longitude)
            if metres <= NEAR:
                same = metres <= CELL or geohash.encode(latitude, longitude, len(text)) == text.lower()
                yield found_at(value, (0, len(data)), data, metres, same=same)


def _place(value: str) -> tuple[float, float] | None:
    """Give latitude and longitude of a seeded value: two numbers, in whichever order the world allows, or in degrees,
    minutes and seconds; ``None`` where it is no place.
    """
    numbers = [float(number) for number in _NUMBERS(value)]
    for latitude, longitude in (numbers, numbers[::-1]) if len(numbers) == 2 else ():
        if abs(latitude) <= _POLE and abs(longitude) <= 2 * _POLE:
            return latitude, longitude
    raw = value.encode()
    return next((place[2:] for place in notation.places(raw, 0, len(raw))), None)


def _sure(coarse: bool) -> float:
    return COARSE if coarse else 1.0


def _as_they_stand(text: str, other: str) -> Iterator[tuple[float, float]]:
    yield float(text), float(other)


def _signed(text: str, start: int) -> bool:
    """Say whether a pair has the sign it seems to have: a hyphen behind a letter or digit only separates."""
    return not (start and text[start - 1] == "-" and not text[start - 2 : start - 1].isalnum())


def _degrees(text: str, power: int) -> float:
    return float(text) / 10.0**power


def _is_of_a_pair(decoded: Decoded, field: Field) -> bool:
    """Say whether a field is a piece of a text that is a pair of numbers: the whole of it is found, not each half."""
    above = decoded.fields[field.parent].value if field.parent >= 0 else b""
    return isinstance(above, str) and _PAIR.fullmatch(above.strip()) is not None
