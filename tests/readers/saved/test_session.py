"""Fiddler's notes on a session."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support.saved import notes

from trafficaudit.readers.saved.session import BY_FIDDLER, HTTPS, NOTHING, session_of


def test_flags_are_hexadecimal_and_names_of_any_case() -> None:
    found = session_of(notes(HTTPS | BY_FIDDLER, {"TCPConnectTime": "37"}, X_HostIP="8.8.8.8", note='a "b" &amp; <c>'))
    assert found.has(HTTPS)
    assert found.has(BY_FIDDLER)
    assert not found.has(0x2)
    assert found.named == {"x-hostip": "8.8.8.8", "note": 'a "b" &amp; <c>'}
    assert found.milliseconds("TCPConnectTime") == 37
    assert found.milliseconds("DNSTime") is None


def test_a_time_that_was_never_set_is_none() -> None:
    found = session_of(notes(0, {"ClientBeginRequest": "0001-01-01T00:00:00"}))
    assert found.at("ClientBeginRequest") is None
    assert found.at("ClientBeginRequest", "ClientDoneRequest") == datetime(2026, 11, 24, tzinfo=UTC)


def test_what_holds_no_session_tells_nothing() -> None:
    for data in (b"", b"<html/>", b"<SessionTimers A='1'/>", notes()[:30]):
        assert session_of(data) is NOTHING
    assert session_of(b'<Session BitFlags="zz">').flags == 0


@given(st.binary(max_size=300) | st.binary(max_size=60).map(lambda more: notes() + more))
def test_any_bytes_are_read(data: bytes) -> None:
    found = session_of(data)
    at = found.at("ClientBeginRequest")
    assert found.flags >= 0
    assert at is None or at.utcoffset() == timedelta()
    assert data.startswith(notes()) <= (at is not None)
