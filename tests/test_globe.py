import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit import globe
from trafficaudit.declarations.countries import codes
from trafficaudit.globe import COUNTRIES, angle, around_korea

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-360, 360)


def test_the_examples_hold() -> None:
    assert doctest.testmod(globe).failed == 0


def test_the_codes_are_those_of_the_standard() -> None:
    assert codes() == COUNTRIES - {"XK"}


@pytest.mark.parametrize(
    ("one", "other", "degrees"),
    [
        ((0.0, 0.0), (0.0, 90.0), 90.0),
        ((90.0, 17.0), (-90.0, 130.0), 180.0),
        ((0.0, 179.5), (0.0, -179.5), 1.0),
        ((60.0, 0.0), (60.0, 180.0), 60.0),
        ((37.5, 127.0), (37.5, 127.0), 0.0),
    ],
)
def test_known_angles(one: tuple[float, float], other: tuple[float, float], degrees: float) -> None:
    assert math.degrees(angle(*one, *other)) == pytest.approx(degrees, abs=1e-9)


def test_what_is_no_latitude_is_nowhere() -> None:
    assert angle(90.1, 0.0, 0.0, 0.0) == angle(0.0, 0.0, -91.0, 0.0) == math.inf


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_it_is_the_same_there_and_back_and_at_most_half_around(a: float, b: float, c: float, d: float) -> None:
    assert 0 <= angle(a, b, c, d) <= math.pi
    assert angle(a, b, c, d) == pytest.approx(angle(c, d, a, b), abs=1e-12)


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ((37.5, 127.0), True),
        ((32.0, 123.0), True),
        ((40.0, 133.0), True),
        ((31.9, 127.0), False),
        ((40.1, 127.0), False),
        ((37.5, 122.9), False),
        ((37.5, 133.1), False),
    ],
)
def test_around_korea(place: tuple[float, float], inside: bool) -> None:
    assert around_korea(*place) is inside
