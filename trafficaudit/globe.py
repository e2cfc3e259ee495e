"""Distances on the earth, which is a sphere here."""

import math


def angle(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Give the angle in radians between two places in degrees (haversine formula); infinity for impossible latitudes.

    >>> round(6371 * angle(37.5665, 126.9780, 37.5665, 126.9880), 3)
    0.881
    """
    if abs(latitude) > 90 or abs(other_latitude) > 90:
        return math.inf
    one, other = math.radians(latitude), math.radians(other_latitude)
    across = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * across
    return 2 * math.asin(math.sqrt(min(half, 1.0)))
