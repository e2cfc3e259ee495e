"""Postcodes: five digits of a province, by key only."""

import pytest
from support.fields import identified


@pytest.mark.parametrize(
    "key", ["zip", "zipCode", "rcvr_zipx", "postalCode", "zonecode", "우편번호", "receiver.post_code"]
)
@pytest.mark.parametrize("value", ["04524", "01000", "63644", "MDQ1MjQ=", "MDQ1MjQ"])
def test_by_key(key: str, value: str) -> None:
    assert identified(key, value) == {"postal_code": 0.8}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", "04524"),
        ("price", "12345"),
        ("zipCode", "00123"),
        ("zipCode", "64000"),
        ("zipCode", "123456"),
        ("store.zip", "04524"),
        ("zones[0].zip", "63100"),
        ("zipCode", "MTIzNDU2"),
        ("zipCode", "Nzc3Nzc="),
        ("zipCode", "MDQ1MjR="),
        ("zipCode", "Manager"),
        ("value", "MDQ1MjQ="),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
