"""Ids of installations: by key."""

import pytest
from support.fields import identified

UUID = "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"


@pytest.mark.parametrize("key", ["installation_id", "installId", "x-installation-id", "app_instance_id", "anonymousId"])
@pytest.mark.parametrize("value", [UUID, UUID.upper(), UUID.replace("-", ""), "cAbC1234dEf5678GhIjKlM"])
def test_by_key(key: str, value: str) -> None:
    assert set(identified(key, value)) == {"installation_id"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("install_id", "1042"),
        ("request_id", UUID),
        ("", UUID),
        ("fid", "feature_flag_of_season"),
        ("install_id", "00000000-0000-0000-0000-000000000000"),
        ("fid", "gAbC1234dEf5678GhIjKlM"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
