import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations.distance import EARTH, TABLE, Observer, countries, least, observer
from trafficaudit.errors import DestinationError

# Airports' reference points (ICAO aeronautical information publications), rounded: places that are in the country.
INSIDE = {
    "KR": (37.46, 126.44), "JP": (35.55, 139.78), "CN": (31.14, 121.80), "SG": (1.36, 103.99), "US": (13.48, 144.80),
    "IE": (53.42, -6.27), "DE": (50.03, 8.56), "HK": (22.31, 113.91), "AU": (-33.95, 151.18), "BR": (-23.43, -46.47),
    "RU": (55.97, 37.41), "CA": (49.19, -123.18), "ZA": (-26.13, 28.24), "FR": (4.82, -52.36), "IN": (13.20, 77.71),
}  # fmt: skip


def km(one: tuple[float, float], other: tuple[float, float]) -> float:
    (lat, lon), (lat2, lon2) = ((math.radians(value) for value in place) for place in (one, other))
    cosine = math.sin(lat) * math.sin(lat2) + math.cos(lat) * math.cos(lat2) * math.cos(lon - lon2)
    return EARTH * math.acos(max(-1.0, min(1.0, cosine)))


@pytest.mark.parametrize("code", INSIDE)
def test_a_place_in_a_country_is_no_distance_from_it(code: str) -> None:
    latitude, longitude = INSIDE[code]
    assert least(observer(f"{latitude},{longitude}"), code) == 0
    assert least(observer(code), code) == 0


@pytest.mark.parametrize("code", INSIDE)
@pytest.mark.parametrize("other", INSIDE)
def test_no_distance_is_longer_than_one_between_two_places(code: str, other: str) -> None:
    assert least(observer(code), other) <= km(INSIDE[code], INSIDE[other]) + 1


@pytest.mark.parametrize(
    ("code", "shortest", "longest"),
    # The sea between them, from the nearest cape or island: measured on a nautical chart, give or take what discs add.
    [("CN", 60, 190), ("SG", 3900, 4500), ("US", 2100, 2900), ("DE", 7500, 8300), ("JP", 0, 60), ("KP", 0, 0)],
)
def test_korea_and_its_neighbours(code: str, shortest: int, longest: int) -> None:
    assert shortest <= least(observer("KR"), code) <= longest
    assert least(observer("KR"), code) == least(Observer("x", countries()[code]), "KR")


@pytest.mark.parametrize("place", ["37.95,124.72", "37.24,131.86", "34.07,125.11", "33.25,126.56"])
def test_far_islands_belong_to_korea(place: str) -> None:
    """Baengnyeongdo, Dokdo, Gageodo, Jeju (Korea Hydrographic and Oceanographic Agency)."""
    assert least(observer(place), "KR") == 0


def test_what_the_table_does_not_have_is_not_far_from_anywhere() -> None:
    assert least(observer("KR"), "XX") == least(observer("KR"), "") == 0


def test_the_table_is_whole_and_of_iso_codes() -> None:
    assert len(countries()) > 230
    assert all(len(code) == 2 and code.isupper() for code in countries())
    discs = [disc for those in countries().values() for disc in those]
    assert all(abs(one.latitude) <= 90 and abs(one.longitude) <= 180 and 0 < one.radius < 1500 for one in discs)
    assert TABLE.stat().st_size < 200_000


@pytest.mark.parametrize(
    ("given_place", "name"), [(" kr ", "KR"), ("37.57, 126.98", "37.57,126.98"), ("-1,+2", "-1,+2")]
)
def test_a_place_is_a_code_or_a_point(given_place: str, name: str) -> None:
    assert observer(given_place).name == name


@given(st.text(max_size=30) | st.from_regex(r"-?\d{1,4}(\.\d+)?,-?\d{1,4}(\.\d+)?", fullmatch=True))
def test_any_text_is_a_place_or_our_error(text: str) -> None:
    try:
        found = observer(text)
    except DestinationError as error:
        said = str(error)
    else:
        said = "latitude,longitude" * (least(found, "US") >= 0)
    assert "latitude,longitude" in said
