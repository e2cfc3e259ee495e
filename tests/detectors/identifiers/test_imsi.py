"""IMSI: Korea's networks without a key, the world's by key."""

import pytest
from support.fields import identified


@pytest.mark.parametrize("network", ["45005", "45006", "45008"])
def test_korea(network: str) -> None:
    assert identified("data", network + "1234567890") == {"imsi": 0.5}
    assert identified("imsi", network + "1234567890") == {"imsi": 0.9}


def test_other_countries_by_key() -> None:
    assert identified("subscriberId", "310150123456789") == {"imsi": 0.8}
    assert identified("sim", "310150123456789") == {"imsi": 0.8}
    assert identified("data", "310150123456789") == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("data", "450991234567890"),
        ("order_id", "450051234567890"),
        ("imsi", "450051111111111"),
        ("imsi", "299991234567890"),
        ("data", "45005123456789"),
        ("", "4500512345678901"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
