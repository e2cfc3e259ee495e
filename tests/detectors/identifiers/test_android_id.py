"""Android ids: sixteen hex digits by key."""

import pytest
from support.fields import identified

VALUE = "4f1e2d3c4b5a6978"


@pytest.mark.parametrize(
    "key", ["android_id", "androidId", "ssaid", "device_id", "deviceId", "device.id", "usr.ssaid", "adid", "deviceIds"]
)
def test_by_key(key: str) -> None:
    assert identified(key, VALUE) == {"android_id": 0.9}


def test_a_dropped_zero_counts_less() -> None:
    assert identified("android_id", VALUE[1:]) == {"android_id": 0.7}


def test_a_placeholder_has_fewer_than_four_different_digits() -> None:
    assert identified("android_id", "abcabcabcabcabcd") == {"android_id": 0.9}
    assert identified("android_id", "abcabcabcabcabca") == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", VALUE),
        ("trace_id", VALUE),
        ("traceIds", VALUE),
        ("oaid", VALUE),
        ("android_id", "9774d56d682e549c"),
        ("android_id", "0000000000000000"),
        ("android_id", VALUE + "0"),
        ("device_id", "1234567890123456"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert "android_id" not in identified(key, value)
