"""What is said of a place that was found: how far off it is, and whether that is the person's."""

import doctest

import pytest

from trafficaudit.detectors.persona import placed
from trafficaudit.detectors.persona.placed import LONE, agree, found_at, typed

SEEDED = "37.566535,126.977969"
DATA = b"37.5665,126.9779"


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(placed).failed == 0


def test_as_it_was_typed_in() -> None:
    found = found_at(SEEDED, (0, 20), SEEDED.encode(), None)
    assert (found.hit.match, found.hit.run, found.metres) == ("verbatim", SEEDED.encode(), None)
    assert "typed in" in found.hit.reasoning


def test_another_spelling_of_the_place_is_the_persons() -> None:
    found = found_at(SEEDED, (0, len(DATA)), DATA, 4.2)
    assert (found.hit.match, found.metres) == ("normalised", None)
    assert "4 m from the seeded place" in found.hit.reasoning
    assert "may be" not in found.hit.reasoning


def test_a_place_near_it_is_only_near_and_says_so() -> None:
    found = found_at(SEEDED, (0, len(DATA)), DATA, 640.0, same=False)
    assert found.metres == 640.0
    assert "may be that far off" in found.hit.reasoning


def test_the_grid_and_the_lone_half_are_told() -> None:
    assert "grid KATEC" in found_at(SEEDED, (0, 4), DATA, 9.0, grid="KATEC").hit.reasoning
    assert "one axis alone" in found_at(SEEDED, (0, 7), DATA, 9.0, confidence=LONE).hit.reasoning


@pytest.mark.parametrize(("data", "metres"), [(b" 37.566535 ", None), (b"37.56653", 3.0), (b"126.977969", None)])
def test_a_half_that_stands_as_it_was_typed_in_is_at_no_distance(data: bytes, metres: float | None) -> None:
    assert typed(data, SEEDED, 3.0) == metres


def test_both_halves_must_agree() -> None:
    assert agree((37.5665, 126.978), (37.566535, 126.977969), 3)
    assert not agree((37.5665, 126.97), (37.566535, 126.977969), 3)
    assert not agree((37.56, 126.978), (37.566535, 126.977969), 3)
