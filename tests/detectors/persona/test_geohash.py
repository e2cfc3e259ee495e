import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.persona import geohash

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180, exclude_max=True)


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(geohash).failed == 0


@pytest.mark.parametrize(
    ("latitude", "longitude", "text"),
    [
        (57.64911, 10.40744, "u4pruydqqvj"),  # the example of geohash.org
        (42.605, -5.603, "ezs42"),  # Wikipedia's
        (48.8584, 2.2945, "u09tunq"),
        (-25.382708, -49.265506, "6gkzwgjzn820"),
        (0.0, 0.0, "s00000"),
        (90.0, 180.0, "zzzzzz"),
        (-90.0, -180.0, "000000"),
    ],
)
def test_places_whose_geohash_is_known(latitude: float, longitude: float, text: str) -> None:
    assert geohash.encode(latitude, longitude, len(text)) == text


@given(LATITUDES, LONGITUDES, st.integers(1, geohash.LONGEST))
def test_a_cell_holds_its_place_and_begins_as_the_larger_ones_do(latitude: float, longitude: float, size: int) -> None:
    text = geohash.encode(latitude, longitude, size)
    middle = geohash.decode(text)
    assert geohash.encode(*middle, size) == text
    assert abs(middle[0] - latitude) <= 180 / 2 ** (5 * size // 2)
    assert abs(middle[1] - longitude) <= 360 / 2 ** ((5 * size + 1) // 2)
    assert geohash.encode(latitude, longitude, geohash.LONGEST).startswith(text)


@given(LATITUDES, LONGITUDES, st.floats(-1, 1), st.floats(-1, 1))
def test_the_cells_around_hold_what_is_near(latitude: float, longitude: float, north: float, east: float) -> None:
    cells = geohash.around(latitude, longitude, 0.003)
    assert geohash.encode(latitude, longitude, 6) in cells
    assert 1 <= len(cells) <= 15
    if abs(latitude) < 80:
        near = min(max(latitude + north * 0.003, -90), 90), (longitude + east * 0.003 + 180) % 360 - 180
        assert geohash.encode(*near, 6) in cells
