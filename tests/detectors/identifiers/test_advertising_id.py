"""Advertising ids: by key; a UUID is nobody's, zeros are an opt-out."""

import pytest
from support.fields import identified

from trafficaudit.detectors.identifiers import advertising_id

UUID = "9f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b"


@pytest.mark.parametrize(
    "key",
    ["adid", "gaid", "gps_adid", "googleAdvertisingId", "IDFA", "oaid", "advertiser_id", "device.adid", "광고식별자"],
)
def test_by_key(key: str) -> None:
    assert identified(key, UUID) == {"advertising_id": 0.9}
    assert identified(key, UUID.upper()) == {"advertising_id": 0.9}
    assert identified(key, UUID.replace("-", "")) == {"advertising_id": 0.7}


def test_makers_own_forms() -> None:
    assert identified("oaid", "1a2b3c4d5e6f7a8b") == {"advertising_id": 0.7}
    assert identified("oaid", "1a2b3c4d5e6f7a8b" * 4) == {"advertising_id": 0.7}


def test_a_placeholder_has_fewer_than_four_different_digits() -> None:
    assert identified("adid", "abcdabcd-abcd-abcd-abcd-abcdabcdabcd") == {"advertising_id": 0.9}
    assert identified("adid", "abcabcab-cabc-abca-bcab-cabcabcabcab") == {}


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (UUID, "a UUID, as Google and Apple give out"),
        (UUID.replace("-", ""), "a UUID without hyphens, or Adjust's own device id"),
        ("1a2b3c4d5e6f7a8b" * 4, "hex digits, as some makers give out for OAID"),
    ],
)
def test_the_reason_names_the_form(value: str, form: str) -> None:
    verdict = advertising_id.check(value)
    assert verdict
    assert verdict.reasoning == form


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", UUID),
        ("request_id", UUID),
        ("uuid", UUID),
        ("adid", "00000000-0000-0000-0000-000000000000"),
        ("idfa", "00000000000000000000000000000000"),
        ("adid", "null"),
        ("ad_id", "120330000012345"),
        ("gaid", UUID[:-1]),
        ("gaid_md5", "9f1c2a345b6d4e7f8a9b0c1d2e3f4a5b"),
    ],
)
def test_near_misses_and_decoys(key: str, value: str) -> None:
    assert identified(key, value) == {}
