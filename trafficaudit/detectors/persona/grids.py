"""Places in metres on the grids of Korean map services, as apps send what those gave them.

* UTM-K: Naver Maps, and the address service of the state (도로명주소, ``entX``): EPSG:5179.
* WTM: Kakao Map, EPSG:5181; its own WCONGNAMUL is WTM in steps of 0.4 m. Maps of the state count from 100 km further
  south: EPSG:5186.
* KATEC (TM128): navigation (T map), on Bessel's ellipsoid of 1841 and the old datum.
* Web Mercator: the tiles of all web maps, EPSG:3857.

Transverse Mercator after J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987),
equations 8-9 to 8-15 and 3-21; the change of datum is a shift of the earth's centre. All of Korea comes out right to
centimetres, but for KATEC, whose datum nobody knows better than to some metres.
"""

import math
from typing import NamedTuple


class _Ellipsoid(NamedTuple):
    """Half of the equator's diameter in metres, and the square of the eccentricity."""

    radius: float
    squared: float


def _ellipsoid(radius: float, inverse_flattening: float) -> _Ellipsoid:
    flattening = 1 / inverse_flattening
    return _Ellipsoid(radius, flattening * (2 - flattening))


_GRS80 = _ellipsoid(6_378_137.0, 298.257222101)
_BESSEL = _ellipsoid(6_377_397.155, 299.1528128)


class _Grid(NamedTuple):
    """A transverse Mercator grid: ``shift`` from its own datum to that of the satellites, in metres."""

    ellipsoid: _Ellipsoid
    latitude: float
    longitude: float
    scale: float
    east: float
    north: float
    unit: float = 1.0
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)


GRIDS: dict[str, _Grid | None] = {
    "UTM-K": _Grid(_GRS80, 38, 127.5, 0.9996, 1_000_000, 2_000_000),
    "WTM": _Grid(_GRS80, 38, 127, 1.0, 200_000, 500_000),
    "WCONGNAMUL": _Grid(_GRS80, 38, 127, 1.0, 200_000, 500_000, 0.4),
    "TM (EPSG:5186)": _Grid(_GRS80, 38, 127, 1.0, 200_000, 600_000),
    "KATEC": _Grid(_BESSEL, 38, 128, 0.9999, 400_000, 600_000, 1.0, (-146.43, 507.89, 681.46)),
    "Web Mercator": None,
}
"""Every grid by its name."""


def project(grid: str, latitude: float, longitude: float) -> tuple[float, float]:
    """Give x (east) and y (north) of a place on one of ``GRIDS``, in the grid's unit.

    >>> [round(metres) for metres in project("UTM-K", 37.566535, 126.977969)]
    [953898, 1952036]
    """
    found = GRIDS[grid]
    if found is None:
        return _mercator(latitude, longitude)
    if any(found.shift):
        latitude, longitude = _other_datum(found, latitude, longitude)
    across, up = _transverse(found, math.radians(latitude), math.radians(longitude))
    return (found.east + across) / found.unit, (found.north + up) / found.unit


def unit(grid: str) -> float:
    """Give how many metres one step of a grid is."""
    found = GRIDS[grid]
    return found.unit if found else 1.0


def _mercator(latitude: float, longitude: float) -> tuple[float, float]:
    bounded = math.radians(min(max(latitude, -85.0), 85.0))
    radius = _GRS80.radius
    return radius * math.radians(longitude), radius * math.log(math.tan(math.pi / 4 + bounded / 2))


def _transverse(grid: _Grid, latitude: float, longitude: float) -> tuple[float, float]:
    radius, squared = grid.ellipsoid
    second = squared / (1 - squared)
    sine, cosine, tangent = math.sin(latitude), math.cos(latitude), math.tan(latitude)
    n = radius / math.sqrt(1 - squared * sine * sine)
    t, c = tangent * tangent, second * cosine * cosine
    a = (longitude - math.radians(grid.longitude)) * cosine
    m = _meridian(grid.ellipsoid, latitude) - _meridian(grid.ellipsoid, math.radians(grid.latitude))
    east = a + (1 - t + c) * a**3 / 6 + (5 - 18 * t + t * t + 72 * c - 58 * second) * a**5 / 120
    north = a * a / 2 + (5 - t + 9 * c + 4 * c * c) * a**4 / 24
    north += (61 - 58 * t + t * t + 600 * c - 330 * second) * a**6 / 720
    return grid.scale * n * east, grid.scale * (m + n * tangent * north)


def _meridian(ellipsoid: _Ellipsoid, latitude: float) -> float:
    """The way along a meridian from the equator (equation 3-21)."""
    radius, e = ellipsoid
    return radius * (
        (1 - e / 4 - 3 * e**2 / 64 - 5 * e**3 / 256) * latitude
        - (3 * e / 8 + 3 * e**2 / 32 + 45 * e**3 / 1024) * math.sin(2 * latitude)
        + (15 * e**2 / 256 + 45 * e**3 / 1024) * math.sin(4 * latitude)
        - (35 * e**3 / 3072) * math.sin(6 * latitude)
    )


def _other_datum(grid: _Grid, latitude: float, longitude: float) -> tuple[float, float]:
    """Give latitude and longitude on a grid's own datum, by way of the earth's centre, at sea level."""
    lat, lon = math.radians(latitude), math.radians(longitude)
    radius, squared = _GRS80
    n = radius / math.sqrt(1 - squared * math.sin(lat) ** 2)
    x = n * math.cos(lat) * math.cos(lon) - grid.shift[0]
    y = n * math.cos(lat) * math.sin(lon) - grid.shift[1]
    z = n * (1 - squared) * math.sin(lat) - grid.shift[2]
    radius, squared = grid.ellipsoid
    across = math.hypot(x, y)
    found = math.atan2(z, across * (1 - squared))
    for _ in range(4):  # each round adds three digits
        n = radius / math.sqrt(1 - squared * math.sin(found) ** 2)
        found = math.atan2(z + squared * n * math.sin(found), across)
    return math.degrees(found), math.degrees(math.atan2(y, x))
