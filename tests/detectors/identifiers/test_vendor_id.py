"""Developer-scoped ids: by key."""

import pytest
from support.fields import identified

UUID = "9F1C2A34-5B6D-4E7F-8A9B-0C1D2E3F4A5B"


@pytest.mark.parametrize("key", ["idfv", "identifierForVendor", "appSetId", "device.idfv"])
def test_by_key(key: str) -> None:
    assert identified(key, UUID) == {"vendor_id": 0.9}


@pytest.mark.parametrize(
    ("key", "value"), [("vendor_id", "1042"), ("id", UUID), ("idfv", "00000000-0000-0000-0000-000000000000")]
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
