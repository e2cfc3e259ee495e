"""Handshakes that failed, as HTTP Toolkit lists them."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hars

from trafficaudit.model import Unread
from trafficaudit.readers.har import file as har
from trafficaudit.readers.har import unread as harunread
from trafficaudit.readers.times import parse_time

AT = "2026-11-24T09:00:05.000+09:00"
FAILED = {"startedDateTime": AT, "time": 12.5, "cause": "cert-rejected", "hostname": "acs.shop.example"}


def members(*listed: object) -> dict[str, object]:
    return {harunread.FAILURES: list(listed)}


def test_a_rejected_certificate_is_a_refused_connection() -> None:
    assert harunread.unread(members(FAILED), "kr.app") == (Unread("tls refused", "kr.app", "", parse_time(AT), 1, 0),)


@pytest.mark.parametrize(
    ("cause", "state"),
    [
        ("closed", "tls refused"),
        ("reset", "tls refused"),
        ("unknown", "tls refused"),
        ("no-shared-cipher", "lost"),
        ("handshake-timeout", "lost"),
        (["x"], "tls refused"),
    ],
)
def test_what_is_no_refusal_is_lost(cause: object, state: str) -> None:
    (told,) = harunread.unread(members(FAILED | {"cause": cause}), "")
    assert told.state == state


def test_an_empty_list_says_that_there_were_none() -> None:
    assert harunread.states(members()) == {"tls refused"}
    assert harunread.states({}) == frozenset()


def test_the_capture_counts_them(tmp_path: Path) -> None:
    path = hars.write(tmp_path / "one.har", hars.entry("https://a.example/", "192.0.2.7"), _tlsErrors=[FAILED, FAILED])
    capture = har.open_source(path).capture
    assert capture.lost == {("tls refused", "", "unmarked"): (2, 0)}
    assert capture.counted == {"tls refused"}


@given(
    st.recursive(st.none() | st.text() | st.floats(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_anything_in_its_place_is_no_error(anything: Any) -> None:
    for listed in (anything, [anything], [{"cause": anything, "startedDateTime": anything}]):
        assert isinstance(harunread.unread({harunread.FAILURES: listed}, ""), tuple)
