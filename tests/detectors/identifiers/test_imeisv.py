"""IMEI of other lengths: a key that says so, allocating body."""

import pytest
from support.fields import identified


def test_other_lengths_have_no_check_digit() -> None:
    assert identified("imei", "35686800004141") == {"imei": 0.7}
    assert identified("imeiSv", "3568680000414103") == {"imei": 0.7}
    assert identified("imei", "35-686800-004141-03") == {"imei": 0.7}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("device_id", "3568680000414103"),
        ("deviceId", "35686800004141"),
        ("", "3568680000414103"),
        ("imei", "2268680000414103"),
        ("imei", "3568680000000003"),
        ("imei", "356868000041410377"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
