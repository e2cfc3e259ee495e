"""BSSID: a MAC address by the name of an access point's."""

import pytest
from support.fields import identified


@pytest.mark.parametrize("key", ["bssid", "wifiBssid", "wifi.bssid", "router_mac"])
def test_by_key(key: str) -> None:
    assert identified(key, "3c:5a:b4:01:02:03") == {"wifi_bssid": 0.9}


def test_only_by_key() -> None:
    assert identified("data", "3c:5a:b4:01:02:03") == {"mac_address": 0.6}
    assert identified("bssid", "02:00:00:00:00:00") == {}
