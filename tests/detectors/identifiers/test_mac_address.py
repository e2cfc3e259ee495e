"""MAC addresses; Android's placeholder, group addresses and fingerprints are none."""

import pytest
from support.fields import identified

MAC = "mac_address"


@pytest.mark.parametrize("value", ["3c:5a:b4:01:02:03", "3C-5A-B4-01-02-03"])
def test_written_out(value: str) -> None:
    assert identified("data", value) == {MAC: 0.6}
    assert identified("wifiMac", value) == {MAC: 0.9}


def test_hex_in_a_row_needs_a_key() -> None:
    assert identified("data", "3c5ab4010203") == {}
    assert identified("mac", "3c5ab4010203") == {MAC: 0.9}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mac", "02:00:00:00:00:00"),
        ("mac", "00:00:00:00:00:00"),
        ("mac", "ff:ff:ff:ff:ff:ff"),
        ("mac", "01:00:5e:01:02:03"),
        ("mac", "3c:5a:b4:01:02"),
        ("mac", "3c:5a-b4:01:02:03"),
        ("data", "3c:5a:b4:01:02:03:04:05:06:07:08:09:0a:0b:0c:0d:0e:0f:10:11"),
        ("signature", "3c:5a:b4:01:02:03"),
        ("wifiAccessPoints[0].macAddress", "3c:5a:b4:01:02:03"),
        ("beacons[0].mac", "3c:5a:b4:01:02:03"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
