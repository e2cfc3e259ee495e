"""Coordinates in or around Korea: latitude 33 to 39 N, longitude 124 to 132 E, at least three decimals (about 100 m).

Two numbers make a place: a pair of fields named so beside each other, a list of two under such a name, or both in one
value. Under such names they may be whole millionths or ten millionths of a degree, as maps have them.
A latitude alone, or numbers outside the box, say nothing here.

Source: 해양수산부 영해기점 for the outline (Marado 33.1 N to Goseong 38.6 N, Baengnyeongdo 124.6 E to Dokdo 131.9 E),
rounded out: the box holds Kaesong, Tsushima and Fukuoka, too.

>>> check("37.5665,126.9780").bare
0.6
>>> is_pair("37.5665", "126.9780"), is_pair("37.5", "126.9"), is_pair("37566500", "126978000")
(True, False, True)
"""

import re

from trafficaudit.detectors.identifiers.verdict import Verdict
from trafficaudit.detectors.names.places import names
from trafficaudit.detectors.names.table import parents_in
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.detectors.siblings import Siblings
from trafficaudit.model import Field

NAME = "coordinates"
CATEGORY = "coordinates"
LATITUDE_KEYS = vocabulary("lat latitude lati lttd la y ypos posy ycoord ycrd mapy gpslat geolat wido weidu 위도 纬度")
LONGITUDE_KEYS = vocabulary(
    "lng lon long longitude longtitude longi lgtd lo lot x xpos posx xcoord xcrd mapx gpslng gpslon gpslong geolng "
    "geolon gyeongdo jingdu 경도 经度"
)
_PAIR_KEYS = (
    *("coordinates", "coordinate", "coords", "coord", "latlng", "lat lng", "lat lon", "latlon", "lnglat", "lonlat"),
    *("location", "loc", "geo", "geolocation", "gps", "position", "point", "last location", "좌표", "위치"),
)
KEYS = (
    *_PAIR_KEYS,
    *(f"{key} e{power}" for key in _PAIR_KEYS for power in (6, 7)),
    *("ll", "sll", "cll"),  # of the addresses of maps
    *sorted(LATITUDE_KEYS | LONGITUDE_KEYS),
)
AVOID = parents_in("places")
TRIGGER = "number"
BARE = r"[0-9][,;:| ]{1,2}(?:3[3-8]|1(?:2[4-9]|3[01]))\.[0-9]{3}"
SELF_EVIDENT = False

_LATITUDE = r"3[3-8]\.[0-9]{3,17}"
_LONGITUDE = r"1(?:2[4-9]|3[01])\.[0-9]{3,17}"
_SCALED_LATITUDE = r"3[3-8][0-9]{6,7}"
_SCALED_LONGITUDE = r"1(?:2[4-9]|3[01])[0-9]{6,7}"
_BEHIND = r"[,;:| ]{1,2}"
_BOTH = "|".join(
    f"{one}{_BEHIND}{other}"
    for latitude, longitude in ((_LATITUDE, _LONGITUDE), (_SCALED_LATITUDE, _SCALED_LONGITUDE))
    for one, other in ((latitude, longitude), (longitude, latitude))
)
CANDIDATE = re.compile(rf"(?<![0-9.A-Za-z-])(?:{_BOTH})(?![0-9A-Za-z])")

_LATITUDE_ONLY = re.compile(f"{_LATITUDE}|{_SCALED_LATITUDE}")
_LONGITUDE_ONLY = re.compile(f"{_LONGITUDE}|{_SCALED_LONGITUDE}")
_PARTS = re.compile(r"[0-9]+").findall
_HALF = re.compile(f"{_LATITUDE}|{_LONGITUDE}|{_SCALED_LATITUDE}|{_SCALED_LONGITUDE}")
_COARSE = 3
_AXES = frozenset("xy")
_BOX = vocabulary("w h width height")
"""What is beside the axes of a box on a screen."""
_THIRD = re.compile(r"-?[0-9]+\.[0-9]+")
"""A third axis with decimals: a place in a world that somebody made; a whole number is how near a map is looked at."""
_INDEX = re.compile(r"\[[01]\]\Z")


def check(text: str) -> Verdict | None:
    """Say that both numbers stand in one value; the pattern has seen to the box."""
    fractions = re.findall(r"\.([0-9]+)", text)
    if not fractions:
        one, other = _PARTS(text)
        if not (is_pair(one, other) or is_pair(other, one)):
            return None
    fine = fractions and all(len(fraction) > _COARSE for fraction in fractions)
    bare = 0.6 if fine else 0.0  # three decimals are any two measures, whole numbers any two counts
    return Verdict(0.8, bare, f"latitude and longitude in or around Korea in one value of {len(text)} characters")


def is_pair(latitude: str, longitude: str) -> bool:
    """Whether two values are a place in the box around Korea: degrees, or both as many whole parts of one."""
    if not (_LATITUDE_ONLY.fullmatch(latitude) and _LONGITUDE_ONLY.fullmatch(longitude)):
        return False
    scaled = latitude.isdigit(), longitude.isdigit()
    return scaled == (False, False) or (scaled == (True, True) and len(longitude) == len(latitude) + 1)


def is_half(value: str) -> bool:
    """Whether a value may be one half of a place in the box around Korea."""
    return _HALF.fullmatch(value) is not None


def pair(field: Field, siblings: Siblings) -> Verdict | None:
    """Say whether a field is one half of a place, its other half beside it."""
    value = field.value
    if not isinstance(value, str) or not is_half(value):
        return None
    known = frozenset(names(field))
    listed = _INDEX.search(field.path) is not None
    near = siblings.beside(field)
    if known & _AXES and any(not _BOX.isdisjoint(names(other)) or _is_third(other) for other in near):
        return None
    for other in near:
        if other is field or not isinstance(other.value, str):
            continue
        if not (is_pair(value, other.value) or is_pair(other.value, value)):
            continue
        if listed and field.path[:-3] == other.path[:-3]:
            return Verdict(0.7, 0.0, "two numbers of a list, latitude and longitude in or around Korea")
        if _named_as_pair(known, frozenset(names(other)), _LATITUDE_ONLY.fullmatch(value) is not None):
            return Verdict(0.8, 0.0, "latitude and longitude beside each other, in or around Korea")
    return None


def _is_third(field: Field) -> bool:
    return field.key in ("z", "Z") and isinstance(field.value, str) and _THIRD.fullmatch(field.value) is not None


def _named_as_pair(mine: frozenset[str], theirs: frozenset[str], is_latitude: bool) -> bool:
    latitude, longitude = (mine, theirs) if is_latitude else (theirs, mine)
    return bool(latitude & LATITUDE_KEYS and longitude & LONGITUDE_KEYS)
