"""IMEI: key, allocating body, Luhn digit."""

import pytest
from stdnum import luhn
from support.fields import identified

GOOD = "35686800004141" + luhn.calc_check_digit("35686800004141")


@pytest.mark.parametrize(
    "key", ["imei", "IMEI1", "deviceImei", "device_id", "uniqueId", "udid", "machineCode", "deviceToken"]
)
def test_by_key(key: str) -> None:
    assert identified(key, GOOD) == {"imei": 0.9}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", GOOD),
        ("fb_app_id", GOOD),
        ("imei", GOOD[:-1] + str((int(GOOD[-1]) + 1) % 10)),
        ("imei", "000000000000000"),
        ("imei", "123456789012347"),
        ("imei", "350000000000000"),
        ("imei", "unknown"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
