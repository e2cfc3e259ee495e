"""Session ids: by key."""

import pytest
from support.fields import identified


@pytest.mark.parametrize(
    "key",
    ["sessionId", "JSESSIONID", "PHPSESSID", "session_key", "x-sid", "_x_sessn_id", "connect.sid", "user.session.id"],
)
def test_by_key(key: str) -> None:
    assert identified(key, "A1B2C3D4E5F60718") == {"session_id": 0.7}


def test_a_number_counts_less() -> None:
    assert identified("ga_session_id", "1718000000") == {"session_id": 0.5}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("data", "A1B2C3D4E5F60718"),
        ("session_id", "true"),
        ("session_id", "00000000"),
        ("session_id", "undefined"),
        ("session_id", "a b c d 1 2 3"),
        ("session_number", "1718000000"),
        ("session", "https://a.example/1"),
        ("session_id", "A1B2"),
        ("sid", "1146312058199983930"),
        ("session", "Session@1a2b3c4d"),
        ("session", "Session%401a2b3c4d"),
        ("session", "variant_1"),
        ("MessagingServiceSid", "MG9752274e9e519418a7406176694466fa"),
    ],
)
def test_near_misses(key: str, value: str) -> None:
    assert identified(key, value) == {}


def test_a_sellers_number_in_a_chain_of_advertising_is_no_session() -> None:
    assert identified("sid", "8318825064", path="source.schain.nodes[0].sid") == {}
    assert identified("sid", "8318825064", path="source.nodes[0].sid") == {"session_id": 0.5}


def test_the_number_of_a_site_is_no_session() -> None:
    assert identified("site_sid", "A1029384") == {}
    assert identified("site_session_id", "A1029384") == {"session_id": 0.7}
