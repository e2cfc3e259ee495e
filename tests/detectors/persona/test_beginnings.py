"""What near places begin with: every number and code within a kilometre begins so."""

import doctest
import math

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.persona import beginnings

LATITUDE, LONGITUDE = 37.5143, 127.0629


def test_examples_in_the_docstrings_hold() -> None:
    assert doctest.testmod(beginnings).failed == 0


@given(st.floats(-0.009, 0.009), st.sampled_from([LATITUDE, LONGITUDE, -33.8688]))
def test_a_number_within_a_kilometre_begins_with_one(off: float, number: float) -> None:
    found = beginnings.of([(number, number)], [])
    near = number + off
    assert any(f"{near:.6f}".encode().startswith(start) for start in found)
    scaled = f"{abs(near):.4f}".replace(".", "").lstrip("0").encode()
    assert any(scaled.startswith(start) for start in found if start.isdigit())


@given(st.floats(-1, 1), st.sampled_from([150.0, 375.0]), st.floats(10_000, 3_000_000))
def test_a_number_on_a_grid_begins_with_one(share: float, off: float, steps: float) -> None:
    found = beginnings.of([], [(steps, off)])
    for near in (math.floor(steps + share * off), round(steps + share * off)):
        assert any(str(near).encode().startswith(start) for start in found)


def test_they_are_sorted_and_each_once() -> None:
    found = beginnings.of([(LATITUDE, LONGITUDE)] * 2, [(314_532.0, 300.0)])
    assert found == sorted(set(found))
