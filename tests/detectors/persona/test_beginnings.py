"""What near places begin with: every number and code within a kilometre begins so."""

import doctest

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


@given(st.integers(-300, 300))
def test_a_number_on_a_grid_begins_with_one(off: int) -> None:
    found = beginnings.of([], [(314_532.0, 300.0)])
    assert any(str(314_532 + off).encode().startswith(start[:3]) for start in found)


def test_they_are_sorted_and_each_once() -> None:
    found = beginnings.of([(LATITUDE, LONGITUDE)] * 2, [(314_532.0, 300.0)])
    assert found == sorted(set(found))
