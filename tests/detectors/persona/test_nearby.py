"""A place is the seeded one where its digits agree; what is near it may be the phone's, or anybody's."""

import doctest
from collections.abc import Sequence

import pytest

from trafficaudit.detectors.persona import nearby
from trafficaudit.detectors.persona.nearby import DOUBTFUL, LIKELY, Nearby
from trafficaudit.model import Decoded, Direction, Field, Span

SEEDED = (37.5143, 127.0629)


def _field(path: str, value: str, direction: Direction = "request") -> Field:
    key = path.rpartition(".")[2].partition("[")[0]
    return Field(direction, "body", path, key, value, ("json",), Span(0, len(value)), True, -1, True)


def _confidence(fields: Sequence[Field], metres: float = 400.0, before: str = "") -> float:
    value = str(fields[0].value)
    data = (before + value).encode()
    return Nearby([SEEDED]).confidence(Decoded(tuple(fields), ()), 0, data, len(before), metres)


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(nearby).failed == 0


@pytest.mark.parametrize(
    ("number", "digits", "same"),
    [
        (37.5143, 4, True),
        (37.51434, 5, True),
        (37.5141, 4, False),
        (37.5145, 4, False),
        (37.51, 2, True),
        (37.52, 2, False),
        (37.5, 1, True),
    ],
)
def test_digits_agree_as_far_as_they_are_written(number: float, digits: int, same: bool) -> None:
    assert nearby.agrees(number, SEEDED[0], digits) is same


def test_under_names_of_the_phones_own_readings_or_very_near_it_is_likely() -> None:
    assert _confidence([_field("gps.lat", "37.5170")]) == LIKELY
    assert _confidence([_field("x.lat", "37.5145")], metres=40.0) == LIKELY
    assert _confidence([_field("x.lat", "37.5170")]) == DOUBTFUL


@pytest.mark.parametrize(
    "path", ["store.lat", "map.center.lat", "viewport.lat", "goods.lat", "매장.lat", "camera.lat", "bottomRight.lat"]
)
def test_under_names_of_shops_and_maps_it_is_nothing(path: str) -> None:
    assert _confidence([_field(path, "37.5170")], metres=40.0) == 0


def test_behind_such_a_name_in_the_same_value_and_in_responses_it_is_nothing() -> None:
    assert _confidence([_field("q", "37.5170")], before="center=") == 0
    assert _confidence([_field("x.lat", "37.5170", "response")]) == 0


def test_in_a_list_with_places_elsewhere_it_is_nothing_and_alone_it_is() -> None:
    near, other = _field("rows[0].lat", "37.5170"), _field("rows[1].lat", "37.7170")
    assert _confidence([near, other]) == 0
    assert _confidence([near, _field("rows[1].lat", "37.5172")]) == DOUBTFUL
    assert _confidence([_field("gps[0].lat", "37.5170"), _field("gps[1].lat", "37.7170")]) == LIKELY
