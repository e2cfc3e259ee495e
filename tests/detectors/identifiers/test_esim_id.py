"""EID: 32 digits that open with 89, 1 modulo 97."""

import pytest
from support.fields import identified

GOOD = ["89049032123451234512345678901235", "89049032005008260000012550000077"]


@pytest.mark.parametrize("value", GOOD)
def test_with_and_without_a_key(value: str) -> None:
    assert identified("eid", value) == {"esim_id": 0.9}
    assert identified("data", value) == {"esim_id": 0.6}


@pytest.mark.parametrize(
    ("key", "value"),
    [("eid", GOOD[0][:-1] + "6"), ("eid", GOOD[0][:-1]), ("data", GOOD[0] + "1"), ("eid", "89" + "0" * 30), ("eid", "1fa3c8de"), ("sku", GOOD[0]), ("data", "89889333734725065614704023572734")],
)  # fmt: skip
def test_near_misses(key: str, value: str) -> None:
    assert "esim_id" not in identified(key, value)
