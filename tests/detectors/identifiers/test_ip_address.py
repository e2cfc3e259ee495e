"""Addresses of the device, by key; private ones count less, special ones not at all."""

import pytest
from support.fields import identified, pieces

from trafficaudit.detectors.identifiers.ip_address import is_nobodys, is_public

IP = "ip_address"


@pytest.mark.parametrize("value", ["211.234.10.20", "2001:2d8:e123:4567::1", "2001:2d8:0:1:2:3:4:5"])
def test_public(value: str) -> None:
    assert identified("client_ip", value) == {IP: 0.8}
    assert identified("ip", value) == {IP: 0.8}
    assert identified("data", value) == {}


@pytest.mark.parametrize(
    "value", ["192.168.0.12", "10.1.2.3", "172.16.9.9", "100.64.1.2", "fe80::1", "fd00::1", "169.254.1.1"]
)
def test_private(value: str) -> None:
    assert identified("localIp", value) == {IP: 0.3}


def test_a_list() -> None:
    assert pieces("x-forwarded-for", "211.234.10.20, 8.8.4.4") == ["211.234.10.20", "8.8.4.4"]


def test_a_port_behind_it() -> None:
    assert pieces("x-forwarded-for", "211.234.10.20:51234, 10.0.0.1") == ["211.234.10.20", "10.0.0.1"]
    assert pieces("ip", "[2001:2d8:1::5]:443") == ["2001:2d8:1::5"]
    assert identified("client_ip", "::ffff:10.1.2.3") == {IP: 0.3}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ip", "127.0.0.1"),
        ("ip", "0.0.0.0"),
        ("ip", "::1"),
        ("ip", "::"),
        ("ip", "224.0.0.1"),
        ("ip", "192.0.2.1"),
        ("ip", "256.1.1.1"),
        ("ip", "1.2.3"),
        ("ip", "1.2.3.4.5"),
        ("ip", "8.8.4.4:123456"),
        ("ip", "8.8.4.4:80:90"),
        ("ip", "8.8.4.4:a"),
        ("ip", "12:30:45"),
        ("app_version", "10.2.3.4"),
        ("server_ip", "211.234.10.20"),
        ("dns.ip", "8.8.8.8"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}


@pytest.mark.parametrize(
    ("text", "nobodys", "public"),
    [
        ("211.234.10.20", False, True),
        ("211.234.10.20:443", False, True),
        ("10.0.0.3", False, False),
        ("127.0.0.1:80", True, False),
        ("::ffff:127.0.0.1", True, False),
        ("224.0.0.1", True, False),
        ("999.1.1.1", True, False),
        ("shop.example", True, False),
    ],
)
def test_whose_an_address_may_be(text: str, nobodys: bool, public: bool) -> None:
    assert (is_nobodys(text), is_public(text)) == (nobodys, public)


@pytest.mark.parametrize("key", ["clientSubnet", "client-subnet", "edns_client_subnet"])
def test_the_network_that_a_resolver_is_told_of(key: str) -> None:
    """RFC 7871, 6: the first bits of the user's address."""
    assert "ip_address" in identified(key, "211.234.10.0/24")
    assert "ip_address" in identified(key, "2406:5900:1001::/48")
    assert identified(key, "0.0.0.0/0") == {}
