"""Foreigner registration numbers: 13 in place of 11 for the older ones."""

import pytest
from support.fields import identified

from trafficaudit.detectors.identifiers import foreigner_registration_number as number

CATEGORY = "foreigner_registration_number"
WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]


def closed(body: str, base: int = 13) -> str:
    return body + str((base - sum(w * int(d) for w, d in zip(WEIGHTS, body, strict=True)) % 11) % 10)


@pytest.mark.parametrize("body", ["900101523456", "851231667890", "040229745678", "110203898765"])
def test_the_check_digit_counts_from_thirteen(body: str) -> None:
    assert number.check(closed(body)).named == 0.9  # type: ignore[union-attr]
    assert number.check(closed(body, 11)).named == 0.7  # type: ignore[union-attr]


def test_a_hyphen_or_a_key_is_needed() -> None:
    digits = closed("900101523456")
    assert identified("data", f"{digits[:6]}-{digits[6:]}") == {CATEGORY: 0.6}
    assert identified("data", digits) == {}
    assert identified("alienRegistrationNumber", digits) == {CATEGORY: 0.9}
    assert identified("juminNo", digits) == {CATEGORY: 0.9}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rrn", "900230-5234567"),
        ("rrn", "900101-1234567"),
        ("order_no", "900101-5234561"),
        ("", "9001015234561"),
        ("memo", "260115-7234567"),
    ],
)
def test_near_misses_and_decoys(key: str, value: str) -> None:
    assert CATEGORY not in identified(key, value)


def test_spaces_may_stand_around_the_hyphen() -> None:
    assert identified("data", "900101 - 5234561") == {CATEGORY: 0.6}
    assert identified("arn", "900101 -5234561") == {CATEGORY: 0.9}
    assert identified("data", "900101 5234561") == identified("data", "900101  -  5234561") == {}


@pytest.mark.parametrize("key", ["alienRegNo", "arc", "alien_registration_no", "foreignerRegNo"])
def test_names_of_it(key: str) -> None:
    assert identified(key, closed("900101523456")) == {CATEGORY: 0.9}


@pytest.mark.parametrize("key", ["arch", "arcade", "march"])
def test_what_only_begins_or_ends_like_a_name_is_none(key: str) -> None:
    assert identified(key, closed("900101523456")) == {}
