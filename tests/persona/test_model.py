import dataclasses

import pytest

from trafficaudit.persona import Indicator, Persona


def test_a_persona_and_an_indicator_cannot_be_changed() -> None:
    persona = Persona("p", {"email": ("a@example.com",)}, "0" * 64)
    indicator = Indicator("email", "a@example.com", "verbatim", (), b"a@example.com")
    with pytest.raises(dataclasses.FrozenInstanceError):
        persona.id = "q"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        indicator.literal = b""  # type: ignore[misc]


def test_an_indicator_is_searched_for_in_blobs_and_in_its_own_case_unless_it_says_otherwise() -> None:
    indicator = Indicator("email", "a@example.com", "verbatim", (), b"a@example.com")
    assert (indicator.typed_only, indicator.caseless, indicator.boundary, indicator.plain) == (
        False,
        False,
        "none",
        b"",
    )
