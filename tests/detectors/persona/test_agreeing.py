"""What is shown of a masked value, held against a whole one."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.persona import agreeing
from trafficaudit.detectors.persona.agreeing import Value, agrees


def test_the_doctests() -> None:
    assert doctest.testmod(agreeing).failed == 0


@given(st.text("0123456789abc", min_size=4, max_size=20), st.data())
def test_a_value_agrees_with_what_is_left_of_it_and_no_other_does(whole: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(whole) - 1))
    end = data.draw(st.integers(start + 1, len(whole)))
    shown = whole[:start] + "*" * (end - start) + whole[end:]
    assert agrees(shown, whole) == len(whole) - (end - start)
    if end < len(whole):
        assert agrees(shown, whole[:-1] + "z") == 0


@pytest.mark.parametrize(("text", "told"), [("010-****-2746", 0.6), ("010-****-2747", None), ("***********", None)])
def test_a_number_tells_by_what_is_no_area(text: str, told: float | None) -> None:
    left = agreeing.number(text, Value("phone_number", "010-9183-2746", "01091832746", 3))
    assert (left.confidence if left else None) == told


def test_a_domain_that_many_have_tells_less() -> None:
    own = Value("email", "kim@naver.com", "kim@naver.com", 0)
    other = Value("email", "kim@shop.example", "kim@shop.example", 0)
    told = [agreeing.mail(f"k*m@{each.text.rpartition('@')[2]}", each) for each in (own, other)]
    assert [left.confidence for left in told if left] == [0.5, 0.6]
