"""Driver's licence numbers: hyphens or a key."""

import pytest
from support.fields import identified

CATEGORY = "driver_license_number"


@pytest.mark.parametrize("value", ["11-98-123456-01", "28-15-654321-90", "서울-98-123456-01", "경기 98-123456-01"])
def test_with_hyphens(value: str) -> None:
    assert identified("", value) == {CATEGORY: 0.5}
    assert identified("licenseNumber", value) == {CATEGORY: 0.8}


def test_digits_in_a_row_need_a_key() -> None:
    assert identified("", "119812345601") == {}
    assert identified("driverLicenseNo", "119812345601") == {CATEGORY: 0.8}


@pytest.mark.parametrize(
    "value",
    ["27-98-123456-01", "10-98-123456-01", "30-98-123456-01", "11-981-23456-01", "1198123456-01", "11-98-123456-012"],
)
def test_near_misses(value: str) -> None:
    assert CATEGORY not in identified("licenseNumber", value)


@pytest.mark.parametrize("key", ["orderNo", "sku", "trackingNumber"])
def test_a_key_that_names_something_else_silences_it(key: str) -> None:
    assert identified(key, "11-98-123456-01") == {}


@pytest.mark.parametrize("value", ["11 98 123456 01", "서울 98 123456 01"])
def test_blanks_between_the_numbers_count_under_a_name(value: str) -> None:
    assert identified("driverLicenseNo", value) == {CATEGORY: 0.8}
    assert (
        identified("", value) == identified("orderNo", value) == identified("driverLicenseNo", f"{value[:-3]}-01") == {}
    )
