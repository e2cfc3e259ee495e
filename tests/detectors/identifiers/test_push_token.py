"""Push tokens of Firebase and Apple."""

import hashlib

import pytest
from support.fields import identified

FIREBASE = "cAbC1234dEf:APA91b" + "aB3_-xYz" * 17
APPLE = hashlib.sha256(b"made up").hexdigest()


def test_firebase_speaks_for_itself() -> None:
    assert identified("data", FIREBASE) == {"push_token": 0.8}
    assert identified("order_no", FIREBASE) == {"push_token": 0.8}
    assert identified("fcmToken", FIREBASE) == {"push_token": 0.9}
    assert identified("fcmToken", "cAbC1234dEf_aB3-xYz012:" + FIREBASE.partition(":")[2]) == {"push_token": 0.9}


@pytest.mark.parametrize("key", ["deviceToken", "apns_token", "pushId", "push.token"])
def test_apple_by_key(key: str) -> None:
    assert identified(key, APPLE) == identified(key, APPLE.upper()) == {"push_token": 0.8}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("sha256", APPLE),
        ("", APPLE),
        ("deviceToken", "0" * 64),
        ("deviceToken", APPLE[1:]),
        ("fcmToken", "x:APA91bshort"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}


def test_a_token_that_was_split_further_is_found_whole() -> None:
    assert identified("data", FIREBASE, leaf=False) == {"push_token": 0.8}
