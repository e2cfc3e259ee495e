"""Different numbers are counted as a set counts them, in a fraction of its memory."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.tables.distinct import Distinct

_NUMBERS = st.integers(0, 2**64 - 1)


@given(st.lists(_NUMBERS | st.integers(0, 40), max_size=400))
def test_counts_what_a_set_counts(numbers: list[int]) -> None:
    seen, known = Distinct(), set[int]()
    for number in numbers:
        seen.add(number)
        known.add(number)
    assert len(seen) == len(known)
    assert len(seen) == len(known)  # counting changes nothing


def test_counts_between_numbers_and_after_many() -> None:
    seen = Distinct()
    for number in range(5_000):
        seen.add(number * 0x9E3779B97F4A7C15 % 2**64)
        seen.add(number // 2 * 0x9E3779B97F4A7C15 % 2**64)
        if number % 500 == 0:
            assert len(seen) == number + 1
    assert len(seen) == 5_000


def test_a_number_that_is_no_number_of_64_bits_is_refused_and_not_counted_as_another() -> None:
    seen = Distinct()
    with pytest.raises(OverflowError):
        for number in range(2**64, 2**64 + 100):
            seen.add(number)


def test_takes_a_third_of_a_set_s_memory_at_most() -> None:
    numbers = [number * 0x9E3779B97F4A7C15 % 2**64 for number in range(3_000)]
    assert _taken(Distinct, numbers) < _taken(set[int], numbers) / 3


def _taken(kind: type[Distinct] | type[set[int]], numbers: list[int]) -> int:
    tracemalloc.start()
    try:
        held = kind()
        for number in numbers:
            held.add(number + 0)  # as a number that is read: an object of its own
        return tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
