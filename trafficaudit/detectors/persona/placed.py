"""A place that was found beside a seeded one: how far off it is, and what is said of that."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from trafficaudit.detectors.persona.hit import Hit, reason
from trafficaudit.detectors.persona.nearby import agrees
from trafficaudit.globe import angle

LONE = 0.7
"""Confidence in one half of a place by itself: it is a line around the earth."""

_EARTH = 6_371_009.0
"""Mean radius in metres (IUGG)."""

_OFF = "a phone's reading may be that far off, and so may a shop near the person, or the middle of a map"


class Found(NamedTuple):
    """A hit, and how many metres it is off where it is only near."""

    hit: Hit
    metres: float | None


def agree(pair: Sequence[float], seeded: Sequence[float], digits: int) -> bool:
    """Say whether both halves have the seeded ones' digits, as far as they are written."""
    return agrees(pair[0], seeded[0], digits) and agrees(pair[1], seeded[1], digits)


def typed(data: bytes, value: str, metres: float) -> float | None:
    """Give ``None`` for a half that stands as it was typed in."""
    return None if data.strip().decode("latin-1") in re.split(r"[^\d.-]+", value) else metres


def distance(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the metres between two places; infinity for impossible latitudes.

    >>> round(distance(37.5665, 126.9780, 37.5665, 126.9880))
    881
    """
    return _EARTH * angle(latitude, longitude, other_latitude, other_longitude)


def found_at(
    value: str,
    place: tuple[int, int],
    data: bytes,
    metres: float | None,
    *,
    same: bool = True,
    confidence: float = 1.0,
    grid: str = "",
) -> Found:
    """Describe a place; ``metres`` is ``None`` for the seeded text itself, ``same`` false for a place near it."""
    start, end = place
    how = "found as they were typed in" if metres is None else f"found {metres:.0f} m from the seeded place"
    how += f", on the grid {grid}" if grid else ""
    why = "one axis alone says less than both" if confidence == LONE else "the test phone was at that place"
    told = reason("coordinates", how, why) if same else f"Coordinates {how}; {_OFF}."
    hit = Hit(
        "coordinates",
        value,
        "verbatim" if metres is None else "normalised",
        (),
        start,
        end,
        len(data),
        data[start:end],
        confidence,
        told,
    )
    return Found(hit, None if same else metres)
