"""Whether a place is a seeded one as its spelling carries it, or only near it, and what near ones may be.

A phone's reading jitters, so a place near the seeded one may be the phone's. It may as well be a shop's or the middle
of a map: shops are listed by distance, so the next ones are near the person. A near place is therefore no proof, and
under names of shops and maps, in a list with places elsewhere, or in a response it is nothing.
"""

import math
import re

from trafficaudit.detectors.identifiers.verdict import BUSINESS
from trafficaudit.detectors.names.paths import place_of, steps
from trafficaudit.detectors.names.table import parents_in
from trafficaudit.detectors.names.words import vocabulary, words
from trafficaudit.detectors.persona import halves, scaled
from trafficaudit.model import Decoded, Field

DECIMALS = 4
"""Decimals of a degree (11 m) to which a place must agree with the seeded one; fewer where it is written with fewer."""

TELLING = 3
"""Decimals of a degree (110 m) from which on a place is more than a part of a town, which many are in."""

CELL = 35.0
"""Metres that a code or a place in seconds of arc may be off: whole seconds, cut off, on both axes."""

STEP = 15.0
"""Metres that a place on a grid may be off: rounding, and the datum of KATEC."""

_PUBLIC = (BUSINESS | parents_in("places")) | vocabulary(
    "box maps polyline marker markers poi pois place places spot spots branch branches pickup locker lockers "
    "station stations outlet venue restaurant cafe hotel landmark destination facility hospital pharmacy warehouse "
    "product products goods item items 매장 점포 지점 지도 중심"
)
_OWN = vocabulary(
    "gps fix fixes track tracks trace reading readings device phone user my me current last here sensor telemetry"
)
_INDEX = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"-?\d{1,3}\.\d{2,20}")
_MULTIPLE = re.compile(r"-?\d{7,10}\Z")
_PAIR = re.compile(r"(-?\d{1,3}\.\d{2,20})[^\d.\w-]{1,8}(?:[a-z]{1,10}[\"':= ]{1,4})?(-?\d{1,3}\.\d{2,20})", re.I)
_ELSEWHERE = (0.02, 5.0)
"""Degrees between which a number is of another place in the country: no near one, and no other measure."""

_WAY = ("polyline",)
"""The layer of ways: one that leads past the person is there for everybody on that road."""

_LONGEST = 1 << 12
_BEFORE = 64
_HERE = 100.0
LIKELY, DOUBTFUL = 0.5, 0.3
"""Confidence in a near place: under names of the phone's own readings or as near as those mostly are, and else."""

COARSE = 0.6
"""The same in the seeded place that is written so wide that it is a near one, in what may be the phone's."""

type Pattern = tuple[str, str, str]


def decimals(*numbers: str) -> int:
    """Give how many decimals a place is written with: zeros at the end of one number may be left out.

    >>> decimals("37.51", "127.0623"), decimals("37.5", "127")
    (4, 1)
    """
    return max(len(number.partition(".")[2]) for number in numbers)


def carried(*degrees: float) -> int:
    """Give how many decimals a place carries that was written as a multiple of degrees.

    >>> carried(37.566, 126.97)
    3
    """
    return decimals(*(f"{number:.7f}".rstrip("0") for number in degrees))


def agrees(number: float, seeded: float, digits: int) -> bool:
    """Say whether a number has the seeded one's digits: all that it carries, rounded or cut off, or ``DECIMALS``.

    >>> agrees(37.52, 37.5172, 2), agrees(37.51, 37.5172, 2), agrees(37.53, 37.5172, 2), agrees(37.517, 37.5172, 6)
    (True, True, False, False)
    """
    unit = 10.0 ** -min(digits, DECIMALS)
    off = abs(number - seeded)
    if digits >= DECIMALS:
        return off < unit
    return off <= unit / 2 + 1e-9 or (off < unit and abs(number) < abs(seeded))


class Nearby:
    """Tells what near places may be the phone's, by what stands around them.

    Args:
        places: latitude and longitude of each seeded place.
    """

    def __init__(self, places: list[tuple[float, float]]) -> None:
        self._places = places
        self._of: Decoded | None = None
        self._lists: frozenset[Pattern] = frozenset()

    def confidence(self, decoded: Decoded, index: int, data: bytes, start: int, metres: float) -> float:
        """Give the confidence that a near place at ``start`` of a value is the phone's; 0 where nothing says so."""
        field = decoded.fields[index]
        if field.direction == "response":
            return 0.0
        text = data[max(start - _BEFORE, 0) : start].decode("utf-8", "ignore")
        named = {word for name in (*steps(field.path), field.key, text) for word in words(name)}
        if not _PUBLIC.isdisjoint(named):
            return 0.0
        own = not _OWN.isdisjoint(named)
        if not own and (field.layers[-1:] == _WAY or self._among_others(data) or self._listed(decoded, field)):
            return 0.0
        return LIKELY if own or metres <= _HERE else DOUBTFUL

    def _among_others(self, data: bytes) -> bool:
        """Say whether a value holds places elsewhere as well."""
        text = data[:_LONGEST].decode("latin-1")
        pairs = (pair for shape in (_PAIR, scaled.PAIR) for pair in shape.finditer(text))
        return any(self._elsewhere(pair[1]) or self._elsewhere(pair[2]) for pair in pairs)

    def _listed(self, decoded: Decoded, field: Field) -> bool:
        """Say whether a field is that of one in a list, and another one's is elsewhere."""
        if "[" not in field.path:
            return False
        if self._of is not decoded:
            self._of = decoded
            self._lists = frozenset(_pattern(one) for one in decoded.fields if "[" in one.path and self._apart(one))
        return _pattern(field) in self._lists

    def _apart(self, field: Field) -> bool:
        """Say whether a field begins with a number of another place: under its name, in a pair, or in a list."""
        value = field.value
        if not isinstance(value, str) or not (number := _NUMBER.match(value) or _MULTIPLE.match(value)):
            return False
        told = field.path.endswith("]") or halves.axis(field) or _PAIR.match(value)
        return bool(told) and self._elsewhere(number.group())

    def _elsewhere(self, number: str) -> bool:
        """Say of degrees, or of a multiple of them, whether they are near the seeded place but not at it."""
        degrees = [float(number)] if "." in number else [int(number) / 10.0**power for power in scaled.POWERS]
        apart = [
            min((abs(one - axis) for place in self._places for axis in place), default=math.inf) for one in degrees
        ]
        return any(_ELSEWHERE[0] < one < _ELSEWHERE[1] for one in apart)


def _pattern(field: Field) -> Pattern:
    return field.direction, field.part, place_of(_INDEX.sub("[]", field.path))
