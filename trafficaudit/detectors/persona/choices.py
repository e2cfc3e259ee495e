"""One of several that are listed: what can be chosen, or what others are, is not what the person is.

A form's list of genders, years of birth and carriers, an app's list of phones it runs on, and the writers of reviews
hold the person's value by necessity. They show by what stands at the same place of the list's other items.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from trafficaudit.decode.fields import Fields
from trafficaudit.detectors.names.places import GENERIC
from trafficaudit.detectors.names.words import vocabulary
from trafficaudit.detectors.persona.hit import Hit
from trafficaudit.detectors.persona.otherwise import BIRTH
from trafficaudit.model import Field

GENDERS = vocabulary("m f w male female man woman 남 여 남자 여자 남성 여성 男 女 男性 女性")
_WHOLE_DATE = 6
_SEVERAL = 3
"""Models in a list from which on it is none of somebody's own devices, and days from which on they are a calendar's."""
_INDEX = re.compile(r"\[\d+\]")
_LAST_INDEX = re.compile(r"\[\d+\]\Z").search
_MAKERS = 3
"""Letters with which a maker begins the names of all its models (``SM-``)."""
_CARRIERS = vocabulary("skt sktelecom kt lgt lgu+ lguplus uplus olleh lg유플러스 skt알뜰폰 kt알뜰폰 lgu+알뜰폰 알뜰폰")
_DATE = re.compile(r"\d{4}[-./]?\d{1,2}[-./]?\d{1,2}(?:\.|[t ].{1,30})?", re.ASCII).fullmatch
_YEAR_OR_DAY = re.compile(r"\d{2,5}", re.ASCII).fullmatch

type _Place = tuple[str, str, str, str]


def apart(fields: Fields, found: Mapping[int, list[Hit]]) -> dict[int, list[Hit]]:
    """Cover the hits that are one of several in a list, so that no container reports them either."""
    asked = {index: fields[index] for index, hits in found.items() if any(map(_may_be, hits))}
    listed = {index: field for index, field in asked.items() if _INDEX.search(field.path)}
    if not listed:
        return dict(found)
    beside = _beside(fields, {field.key for field in listed.values()})
    out = dict(found)
    for index, field in listed.items():
        values = beside[_place(field.direction, field.part, field.path, field.key)]
        out[index] = [
            replace(hit, covered=True) if _may_be(hit) and _is_one_of(field, hit, values) else hit
            for hit in found[index]
        ]
    return out


def _may_be(hit: Hit) -> bool:
    """Say whether a hit is a whole field of a kind that lists of choices hold."""
    return hit.category in _KINDS and not hit.layers and hit.end - hit.start == hit.size


def _place(direction: str, part: str, path: str, key: str) -> _Place:
    return direction, part, _INDEX.sub("[]", path), key


def _beside(fields: Fields, keys: set[str]) -> dict[_Place, set[str]]:
    """Give the values at each place of a list, whichever item they are of, of the fields with certain names."""
    found: defaultdict[_Place, set[str]] = defaultdict(set)
    for group, start, end in fields.ranges():
        for path, key, value, *_ in fields.rows[start:end]:
            if key in keys and value.__class__ is str and value:
                found[_place(group.direction, group.part, path, key)].add(str(value).strip().casefold())
    return found


def _is_one_of(field: Field, hit: Hit, values: set[str]) -> bool:
    return _KINDS[hit.category](field, hit, values)


def _genders(field: Field, hit: Hit, values: set[str]) -> bool:
    return len(values & GENDERS) > 1


def _days(field: Field, hit: Hit, values: set[str]) -> bool:
    if len(hit.run) < _WHOLE_DATE:
        return len(values) > 1 and all(map(_YEAR_OR_DAY, values))
    return len(values) >= _SEVERAL and not BIRTH.search(field.key) and all(map(_DATE, values))


def _carriers(field: Field, hit: Hit, values: set[str]) -> bool:
    own = hit.run.decode("utf-8", "replace").strip().casefold()
    others = _CARRIERS & values - {own}
    return bool(others) and (_LAST_INDEX(field.path) is not None or field.key.lower() in GENERIC)


def _models(field: Field, hit: Hit, values: set[str]) -> bool:
    begun = hit.run.decode("utf-8", "replace").strip().casefold()[:_MAKERS]
    alike = [value for value in values if value.startswith(begun)]
    return len(alike) >= _SEVERAL and _LAST_INDEX(field.path) is not None


_KINDS = {"gender": _genders, "birth_date": _days, "carrier": _carriers, "device_model": _models}
