"""How far a country is at least from a place: from ``data/outlines.txt``, which covers each country with discs.

Distances are great-circle distances in kilometres and lower bounds: a cable is longer, and the discs reach over the
border. A country that the table does not have is at no distance from anywhere, so that nothing is claimed of it.
"""

import re
from dataclasses import dataclass
from functools import cache

from trafficaudit.destinations.places import DATA
from trafficaudit.errors import DestinationError
from trafficaudit.globe import angle
from trafficaudit.redaction import visible

TABLE = DATA / "outlines.txt"
EARTH = 6371.0
"""Mean radius of the earth in km (IUGG)."""
NEAR = 50.0
"""Kilometres below which a distance counts as none: how coarse the table is."""

_POINT = re.compile(r"([+-]?\d{1,2}(?:\.\d{1,10})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,10})?)")
REMEDY = "give an ISO 3166-1 code such as KR, or latitude,longitude in degrees such as 37.57,126.98"


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc on the globe: its centre in degrees, its radius in km."""

    latitude: float
    longitude: float
    radius: float


@dataclass(frozen=True, slots=True)
class Observer:
    """Where the recorder stood: what was given, and the discs in one of which it stood."""

    name: str
    discs: tuple[Disc, ...]


@cache
def countries() -> dict[str, tuple[Disc, ...]]:
    """Give the discs that cover each country, by ISO 3166-1 code."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    entries = (line.partition(" ") for line in lines if not line.startswith("#"))
    return {code: tuple(Disc(*map(float, one.split())) for one in rest.split(";")) for code, _, rest in entries}


def observer(text: str) -> Observer:
    """Read the place of a recorder: a country's code, or latitude and longitude.

    >>> observer("37.57,126.98").name
    '37.57,126.98'

    Raises:
        DestinationError: it is neither, or a country that the table does not have.
    """
    given = text.strip()
    code = given.upper()
    if code in countries():
        return Observer(code, countries()[code])
    if point := _POINT.fullmatch(given):
        latitude, longitude = float(point[1]), float(point[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            return Observer(f"{point[1]},{point[2]}", (Disc(latitude, longitude, 0.0),))
    raise DestinationError("is no place of a recorder", visible(given[:40]) or "an empty text", REMEDY)


@cache
def least(start: Observer, country: str) -> int:
    """Give the kilometres that a country is at least away, rounded down; 0 where it is near, or not in the table."""
    apart = (_between(one, other) for one in start.discs for other in countries().get(country, ()))
    nearest = min(apart, default=0.0)
    return int(nearest) if nearest >= NEAR else 0


def _between(one: Disc, other: Disc) -> float:
    apart = angle(one.latitude, one.longitude, other.latitude, other.longitude)
    return EARTH * apart - one.radius - other.radius
