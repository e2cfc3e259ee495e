import doctest

from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.persona import scaled


def test_the_examples_of_the_module_hold() -> None:
    assert doctest.testmod(scaled).failed == 0


@given(st.integers(-(2**40), 2**40))
def test_zigzag_is_undone(number: int) -> None:
    assert scaled.unzigzag(number << 1 ^ number >> 63) == number


def test_zigzag_is_read_only_where_it_may_be() -> None:
    assert (37.514322, 127.062345) in scaled.degrees("75028644", "254124690", zigzag=True)
    assert (37.514322, 127.062345) not in scaled.degrees("75028644", "254124690")
    assert len(list(scaled.degrees("-7", "9", zigzag=True))) == 3
