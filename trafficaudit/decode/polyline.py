r"""Encoded polylines: the way from place to place that map services pack into one word.

Each number is the step from the one before in 10^-5 of a degree (Google) or 10^-6 (OSRM, Valhalla, Mapbox), doubled,
all bits turned over where it is negative, and cut into groups of five bits, the lowest first, each 63 above its value
and 32 more where another follows. Source: Google, "Encoded Polyline Algorithm Format"; Mapbox's ``polyline6``.

Words are written with the same letters. A value is taken for a way where all of it lies in Korea, or where its name
says so and it is one anywhere on earth but where both degrees are nought, to which short words lead.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from trafficaudit.decode.node import Child, Node, Opened, item
from trafficaudit.globe import around_korea

NAME = "polyline"
MEDIA = None
TEXT = True
MARKS = ""
ONLY = "?@[\\]^`{|}~"

_WHOLE = re.compile(rb"[?-~]{8,}+").fullmatch
_NAMES = re.compile(r"poly_?line|geometry|overview|(?:encoded|enc)_?(?:path|points|route)", re.IGNORECASE).search
_LONGEST = 1 << 16
_FIRST, _MORE, _GROUP = 63, 32, 5
_WIDEST = 30
_FARTHEST = 0.5
"""Degrees between two points in a row of a way by land."""

_FEWEST = 2
_COST = 32
_FIRST_POINT = 16
_NEAR = 64


def sniff(node: Node) -> bool:
    """See ``Decoder``."""
    return len(node.raw) <= _LONGEST and _WHOLE(node.raw) is not None


class Point(NamedTuple):
    """A place on the way, in degrees, and the range of letters that lead to it."""

    latitude: float
    longitude: float
    start: int
    end: int


def decode(node: Node) -> Iterator[Opened]:
    """Give each place of the way, in its order."""
    named = _NAMES(node.key) is not None or _NAMES(node.path[-_NEAR:]) is not None
    for places in (5, 6):
        if not node.budget.spend(_COST * min(len(node.raw), _FIRST_POINT)):
            return
        first = read(node.raw[:_FIRST_POINT], places, whole=False)
        if not first or not _is_somewhere(first[0]) or not node.budget.spend(_COST * len(node.raw)):
            continue
        points = read(node.raw, places)
        if len(points) < _FEWEST:
            continue
        if not _is_way(points):
            return  # with a decimal more, what lies far apart would lie near each other somewhere else
        if named or all(map(_is_korean, points)):
            yield Opened(
                (NAME,), [_child(node, at, each, places) for at, each in enumerate(points[: node.room])], sure=True
            )
            return
        node.budget.here_only = True  # under a name that says so it is a way


def _child(node: Node, index: int, point: Point, places: int) -> Child:
    text = f"{point.latitude:.{places}f},{point.longitude:.{places}f}"
    return item(node.prefix, index), node.key, text, point.start, point.end, False


def _is_somewhere(point: Point) -> bool:
    """Say whether a place is none of the sea where both degrees are nought, to which a word in capitals leads."""
    return abs(point.latitude) >= 1 or abs(point.longitude) >= 1


def _is_korean(point: Point) -> bool:
    return around_korea(point.latitude, point.longitude)


def _is_way(points: list[Point]) -> bool:
    return all(
        abs(each.latitude - last.latitude) <= _FARTHEST and abs(each.longitude - last.longitude) <= _FARTHEST
        for last, each in pairwise(points)
    )


def read(raw: bytes, places: int, *, whole: bool = True) -> list[Point]:
    """Give the points of a way with so many decimals; none where the letters are no way on earth, and end with one.

    >>> [(each.latitude, each.longitude) for each in read(b"_p~iF~ps|U_ulLnnqC_mqNvxq`@", 5)]
    [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
    """
    points: list[Point] = []
    step = shift = start = 0
    sums, axis = [0, 0], 0
    for at, letter in enumerate(raw):
        group = letter - _FIRST
        step |= (group & _MORE - 1) << shift
        shift += _GROUP
        if group >= _MORE:
            if shift > _WIDEST:
                return []
            continue
        sums[axis] += ~(step >> 1) if step & 1 else step >> 1
        step = shift = 0
        axis ^= 1
        if not axis:
            latitude, longitude = sums[0] / 10**places, sums[1] / 10**places
            if abs(latitude) > 90 or abs(longitude) > 180:
                return []
            points.append(Point(latitude, longitude, start, at + 1))
            start = at + 1
    return points if not whole or not (axis or shift) else []
