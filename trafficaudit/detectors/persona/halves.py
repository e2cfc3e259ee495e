"""One half of a place in a field of its own: which half it is by its name, and which field holds the other one."""

import re
from collections.abc import Iterator

from trafficaudit.detectors.names.words import vocabulary, words
from trafficaudit.model import Decoded, Field

_BESIDE = 2
"""Rows between the halves of a place: Protocol Buffers gives a number in two readings."""
_LATITUDE = vocabulary(
    "lat latitude lattitude mlat la y wgs84y mapy posy ypos tmy coordy ycoord gpsy weidu wd lati lttd 위도 纬度"
)
_LONGITUDE = vocabulary(
    "lng lon long longitude longtitude mlon mlng lo x wgs84x mapx posx xpos tmx coordx xcoord gpsx jingdu jd longi "
    "lngt lgtd 경도 经度"
)
_ENDINGS = {"lat": "latitude", "latitude": "latitude"} | dict.fromkeys(("lng", "lon", "longitude"), "longitude")
"""What a name of a place's half ends with where its words are run together (`deliverylat`)."""
_LONE = frozenset({"lat", "latitude", "lng", "lon", "longitude", "위도", "경도"})
_LONE_NUMBER = re.compile(r"-?\d{1,3}\.\d{4,20}")
_DURATION = frozenset({"ms", "sec", "latency", "time", "cnt", "count", "price"})
_LAST_STEP = re.compile(r"(?:\[\d+\]|\.?[^.\[\]]+)\Z")


def axis(field: Field) -> str:
    """Say which half a field's name speaks of: ``latitude``, ``longitude`` or, empty, neither."""
    last = words(field.key)
    if field.part == "header" and last[:1] == ("x",):
        last = last[1:]  # the X of X-Location is no coordinate
    if not _LATITUDE.isdisjoint(last):
        return "latitude"
    if not _LONGITUDE.isdisjoint(last):
        return "longitude"
    return next((half for ending, half in _ENDINGS.items() if last and last[-1].endswith(ending)), "")


def partner(decoded: Decoded, index: int, half: str, written: re.Pattern[str]) -> str | None:
    """Give the number of the nearest field beside this one that is the other half of a place, written alike."""
    field = decoded.fields[index]
    for other in sorted(
        range(max(index - 40, 0), min(index + 41, len(decoded.fields))), key=lambda at: abs(at - index)
    ):
        beside = decoded.fields[other]
        if (beside.parent, beside.part, beside.direction) != (field.parent, field.part, field.direction):
            continue
        value = beside.value
        if beside.leaf and isinstance(value, str) and axis(beside) == half and written.fullmatch(value.strip()):
            return value.strip()
    return None


def neighbours(decoded: Decoded, index: int, written: re.Pattern[str]) -> Iterator[str]:
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


def alone(field: Field, text: str) -> bool:
    """Say whether one half of a place says something by itself: by its full name, and to some 10 m."""
    named = words(field.key)
    return not _LONE.isdisjoint(named) and _DURATION.isdisjoint(named) and _LONE_NUMBER.fullmatch(text) is not None
