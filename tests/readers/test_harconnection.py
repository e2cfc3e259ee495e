"""What an entry says of its connection (``test_harentry`` has what becomes of it in an exchange)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.model import Handshake
from trafficaudit.readers.harconnection import address, client_port, connection_id, handshake, protocol
from trafficaudit.readers.harheaders import EntryGaps

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
