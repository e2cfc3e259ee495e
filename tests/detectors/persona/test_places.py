import doctest

import pytest
from support.personas import detect, leaf, seen

from trafficaudit.detectors.persona import places

SEEDED = "37.566535,126.977969"


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(places).failed == 0


@pytest.mark.parametrize(
    ("text", "match"),
    [
        (SEEDED, "verbatim"),
        ("37.5665,126.9779", "normalised"),
        ("126.9779, 37.5665", "normalised"),
        ("geo:37.567|126.978", "normalised"),
        ('{"lat":37.5662,"lng":126.9780}', "normalised"),
        ("37.5740,126.9779", "normalised"),
    ],
)
def test_a_pair_near_the_place_is_found(text: str, match: str) -> None:
    assert [(category, found) for category, found, _ in seen(text, coordinates=SEEDED)] == [("coordinates", match)]


@pytest.mark.parametrize(
    "text",
    [
        "37.5760,126.9779",
        "37.5665,127.0",
        "37.56",
        "37.5665",
        "1.37.5665,126.9779",
        "37.5665,126.9779.1",
        "37.566535 of 200",
    ],
)
def test_other_places_and_other_numbers_are_nothing(text: str) -> None:
    assert seen(text, coordinates=SEEDED) == []


def test_two_fields_beside_each_other_make_a_place() -> None:
    found = detect(leaf("37.5665", "latitude"), leaf("126.9779", "longitude"), coordinates=SEEDED)
    assert [(one.category, one.match, one.confidence, one.field.key) for one in found] == [
        ("coordinates", "normalised", 1.0, "latitude"),
        ("coordinates", "normalised", 1.0, "longitude"),
    ]
    assert " m from the seeded place" in found[0].reasoning
    assert detect(leaf("37.5665", "latitude"), leaf("129.0756", "longitude"), coordinates=SEEDED) == []


def test_one_axis_alone_says_less() -> None:
    (found,) = detect(leaf("37.5665", "lat"), coordinates=SEEDED)
    assert found.confidence == 0.7
    assert detect(leaf("37.5665", "price"), coordinates=SEEDED) == []


def test_the_x_of_a_header_is_no_axis() -> None:
    assert detect(leaf("126.9779", "x-width", part="header"), coordinates=SEEDED) == []
    (found,) = detect(leaf("126.9779", "x-lng", part="header"), coordinates=SEEDED)
    assert found.confidence == 0.7


def test_a_value_that_is_no_pair_is_searched_for_as_text() -> None:
    assert seen("at gaonplace 7", coordinates="gaonplace 7")[0][1] == "verbatim"


def test_near_a_whole_degree_both_sides_are_looked_at() -> None:
    assert len(seen("36.9999,127.0001", coordinates="37.0001,126.9999")) == 1
    assert len(seen("0.0001,-0.0001", coordinates="-0.0001,0.0001")) == 1


def test_a_thousand_numbers_are_looked_at_quickly() -> None:
    assert seen(("37.1," * 50_000) + "x", coordinates=SEEDED) == []
