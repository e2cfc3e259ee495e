"""What an entry says of its connection (``test_harentry`` has what becomes of it in an exchange)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import UNDATED, Handshake
from trafficaudit.readers.har.connection import address, client_port, connection_id, handshake, protocol, sent_until
from trafficaudit.readers.har.headers import EntryGaps

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)


def context() -> EntryGaps:
    return EntryGaps("c", 7, 99, 1000)


def test_the_answer_says_by_which_protocol_where_it_says_so() -> None:
    assert protocol({"httpVersion": "h2"}, {"httpVersion": "HTTP/1.1"}) == "http/1.1"
    assert protocol({"httpVersion": "h2"}, {"httpVersion": "unknown"}) == "http/2"
    assert protocol({"httpVersion": "h3"}, None) == "http/3"
    assert protocol(None, None) == "http"


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"_connectionId": 12, "connection": "34"}, "12"),
        ({"connection": "34"}, "34"),
        ({"connection": "443"}, None),
        ({"connection": "0"}, None),
        ({"_connectionId": True}, None),
    ],
)
def test_a_port_or_nothing_names_no_connection(entry: dict[str, object], name: str | None) -> None:
    assert connection_id(entry, 443) == name


def test_an_address_that_is_none_is_told_once() -> None:
    told = context()
    assert address("shop.example", told) is None
    assert [gap.exchanges for gap in told.gaps] == [0]


def test_whole_milliseconds_may_have_been_cut_off() -> None:
    assert handshake({"connect": 30, "ssl": 20.25}) == Handshake(0.031, 0.02025)


@given(ANY)
def test_any_value_is_answered(value: object) -> None:
    assert address(value, context()) is None or isinstance(value, str)
    assert client_port(value) is None or isinstance(value, str)
    assert connection_id({"connection": value}, 443) != "443"
    made = handshake({"connect": value, "ssl": value})
    assert made is None or 0 < (made.tcp or 0) <= 601
    assert protocol({"httpVersion": value}) in {"http", "http/0.9", "http/1.0", "http/1.1", "http/2", "http/3"}


AT = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("timings", "seconds"),
    [
        ({"blocked": 1000, "dns": 500, "connect": 2000, "ssl": 1500, "send": 4000, "wait": 9000, "receive": 9}, 7.5),
        ({"blocked": -1, "dns": -1, "connect": -1, "send": 6000}, 6.0),
        ({"send": None, "connect": "5", "blocked": float("nan"), "dns": 1e12}, 0.0),
        ({}, 0.0),
    ],
)
def test_a_request_was_sent_when_the_waiting_begins(timings: object, seconds: float) -> None:
    assert sent_until(timings, AT) == AT + timedelta(seconds=seconds)


def test_when_a_request_was_sent_is_not_known_without_its_beginning() -> None:
    assert sent_until({"send": 1}, UNDATED) is None
    assert sent_until(None, AT) is None
    assert sent_until({"send": 5000}, datetime.max.replace(tzinfo=UTC)) is None


@given(ANY)
def test_any_timings_are_read(timings: object) -> None:
    sent_until({"send": timings, "dns": timings}, AT)
