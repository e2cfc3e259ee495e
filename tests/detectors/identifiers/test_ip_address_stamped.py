"""Addresses that a server put into a cookie together with the time."""

import pytest
from support.fields import identified, pieces

IP = "ip_address"


@pytest.mark.parametrize("time", ["1711123456", "1711123456789", "1711123456789012"])
def test_a_visitors_number_is_the_address_in_it(time: str) -> None:
    assert pieces("visitor", f"211.234.10.20.{time}") == ["211.234.10.20"]
    assert identified("Apache", f"211.234.10.20.{time}") == {IP: 0.5}
    assert identified("client_ip", f"211.234.10.20.{time}") == {IP: 0.8}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("visitor", "10.1.2.3.1711123456789"),
        ("visitor", "211.234.10.20.17111234567"),
        ("visitor", "211.234.10.20.2711123456"),
        ("visitor", "211.234.10.20"),
        ("visitor", "1.211.234.10.20.1711123456"),
        ("visitor", "211.256.10.20.1711123456"),
        ("visitor", "211.234.10.20.1711123456.1"),
        ("app_version", "8.1.20.4.1711123456"),
        ("server", "211.234.10.20.1711123456"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
