"""Alibaba's utdid and umid: by key."""

import pytest
from support.fields import identified

UTDID = "aBcDeFgHiJkLmNoPqRsTuVwX"


@pytest.mark.parametrize("key", ["x-utdid", "utdid", "x-umt", "umidToken", "data.utdid"])
def test_by_key(key: str) -> None:
    assert identified(key, UTDID) == {"device_id": 0.8}
    assert identified(key, "YZ%2BdEfGh%2FjKlMnOpQrStuV==") == {"device_id": 0.8}
    assert identified(key, UTDID + "aBcDeFgH01234567") == {"device_id": 0.7}


def test_a_placeholder_has_fewer_than_eight_different_characters() -> None:
    assert identified("utdid", "abcdefgh" * 3) == {"device_id": 0.8}
    assert identified("utdid", ("abcdefg" * 4)[:24]) == {}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("", UTDID),
        ("nonce", UTDID),
        ("utdid", "unknown"),
        ("utdid", "A" * 24),
        ("utdid", UTDID[:-1]),
        ("utdid", "not a utdid at all, no no"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}
