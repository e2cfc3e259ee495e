"""Ids of devices of no particular kind: by key."""

import pytest
from support.fields import identified

UUID = "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"


@pytest.mark.parametrize("key", ["device_id", "deviceUuid", "x-device-id", "openudid", "기기식별자"])
@pytest.mark.parametrize("value", [UUID, UUID.upper(), UUID.replace("-", ""), "9f1c2a345b" * 4, "9f1c2a34" * 8])
def test_by_key(key: str, value: str) -> None:
    assert set(identified(key, value)) == {"device_id"}


def test_sixteen_digits_are_an_android_id() -> None:
    assert set(identified("device_id", "4f1e2d3c4b5a6978")) == {"android_id"}


@pytest.mark.parametrize(
    ("key", "value"), [("device_id", "1042"), ("trace_id", UUID), ("", UUID), ("device_id", "0" * 32)]
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
