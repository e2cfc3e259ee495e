"""Passport numbers: by key only."""

import pytest
from support.fields import identified


@pytest.mark.parametrize("value", ["M12345678", "M123A4567", "S98765432", "PM1234567", "R123B4567"])
def test_by_key(value: str) -> None:
    assert identified("passportNo", value) == {"passport_number": 0.8}
    assert identified("여권번호", value) == {"passport_number": 0.8}
    assert identified("value", value) == {}


@pytest.mark.parametrize(
    "value", ["M00000000", "M1234567A", "X12345678", "M123AB567", "m12345678", "M123456789", "AM12345678"]
)
def test_near_misses(value: str) -> None:
    assert identified("passportNo", value) == {}
