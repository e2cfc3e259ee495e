"""CI and DI: exact lengths of base64; DI by its DER header even without a key."""

import hashlib
from base64 import b64encode

import pytest
from support.fields import identified

CATEGORY = "connecting_information"
CI = b64encode(hashlib.sha512(b"made up").digest()).decode()
DI = b64encode(bytes.fromhex("302d06082a864886f70d0209032100") + hashlib.sha256(b"made up").digest()).decode()
OTHER_DI = b64encode(hashlib.sha384(b"made up").digest()).decode()


def test_the_samples_have_the_published_lengths() -> None:
    assert (len(CI), len(DI), len(OTHER_DI)) == (88, 64, 64)


@pytest.mark.parametrize("key", ["ci", "CI", "connInfo", "user_ci", "연계정보"])
def test_ci_by_key(key: str) -> None:
    assert identified(key, CI) == {CATEGORY: 0.9}


def test_ci_has_the_shape_of_anything() -> None:
    assert identified("signature", CI) == identified("data", CI) == {}


def test_di() -> None:
    assert identified("data", DI) == {CATEGORY: 0.8}
    assert identified("dupInfo", DI) == {CATEGORY: 0.9}
    assert identified("di", OTHER_DI) == {CATEGORY: 0.8}
    assert identified("data", OTHER_DI) == {}


@pytest.mark.parametrize(
    "value", [CI[:-3] + "=", CI[1:], CI[:-3], "A" * 86 + "==", "ab12" * 16, hashlib.sha256(b"x").hexdigest()]
)
def test_near_misses(value: str) -> None:
    assert CATEGORY not in identified("ci", value)


def test_base64url_and_no_padding_are_written_as_well() -> None:
    url = CI.replace("+", "-").replace("/", "_")
    for value in (CI.rstrip("="), url, url.rstrip("=")):
        assert identified("ci", value)[CATEGORY] == 0.9
        assert CATEGORY not in identified("etag", value)
