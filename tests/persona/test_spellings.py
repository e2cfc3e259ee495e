import pytest
from support.personas import persona

from trafficaudit.persona import Indicator, indicators


def test_no_two_indicators_are_alike_and_their_order_is_stable() -> None:
    listed = indicators(persona())
    keys = [(one.category, one.value, one.literal, one.typed_only, one.plain) for one in listed]
    assert len(set(keys)) == len(keys)
    assert listed == indicators(persona())


def test_a_full_persona_stays_far_below_what_the_matcher_can_take() -> None:
    assert 2_000 < len(indicators(persona())) < 10_000


def test_every_value_has_its_verbatim_indicator_first() -> None:
    full = persona()
    first: dict[tuple[str, str], Indicator] = {}
    for indicator in indicators(full):
        first.setdefault((indicator.category, indicator.value), indicator)
    assert set(first) == {(category, value) for category, values in full.values.items() for value in values}
    assert all((one.match, one.literal) == ("verbatim", value.encode()) for (_, value), one in first.items())


def test_one_value_under_two_categories_has_indicators_of_both() -> None:
    listed = indicators(persona(email="gaon.7f3k@example.com", user_id="gaon.7f3k@example.com"))
    assert {one.category for one in listed if one.literal == b"gaon.7f3k@example.com"} == {"email", "user_id"}


@pytest.mark.parametrize("value", ["a.*[b]+$", "nul\0inside it", "x" * 10_000])
def test_odd_values_have_literals_as_they_are(value: str) -> None:
    assert indicators(persona(user_name=value))[0].literal == value.encode()
