import doctest
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import START, exchange

from trafficaudit.model import UNDATED, Headers, Message
from trafficaudit.tables import dates
from trafficaudit.tables.dates import server_ahead

DATE = (START + timedelta(seconds=3)).strftime("%a, %d %b %Y %H:%M:%S GMT").encode()


def ahead(*headers: tuple[bytes, bytes], **changes: object) -> float | None:
    given: Headers = headers
    answered = exchange(response=Message(given, status=200), started_at=START, sent_until=None)
    return server_ahead(replace(answered, **changes))  # type: ignore[arg-type]


def test_the_examples_hold() -> None:
    assert doctest.testmod(dates).failed == 0


def test_what_an_answer_says_of_the_clocks() -> None:
    assert ahead((b"Date", DATE)) == 3.5
    assert ahead((b"date", DATE), sent_until=START + timedelta(seconds=2)) == 1.5
    assert ahead((b"date", DATE), (b"age", b"0")) == 3.5


@pytest.mark.parametrize(
    "headers",
    [
        [], [(b"date", b"today")], [(b"date", DATE), (b"date", DATE)], [(b"date", b"x" * 100)],
        [(b"date", DATE), (b"Age", b"86400")], [(b"date", b"Fri, 99 Nov 2026 99:00:31 GMT")],
    ],
)  # fmt: skip
def test_what_says_nothing(headers: list[tuple[bytes, bytes]]) -> None:
    assert ahead(*headers) is None


def test_whose_time_is_not_known_or_that_reached_nobody() -> None:
    assert ahead((b"date", DATE), started_at=UNDATED) is None
    assert ahead((b"date", DATE), sent=False) is None
    assert ahead((b"date", DATE), response=None) is None
    assert ahead((b"date", DATE), protocol="websocket") is None
    assert ahead((b"date", DATE), sent_until=START + timedelta(seconds=11)) is None


@given(st.binary(max_size=80))
def test_any_bytes_are_taken(value: bytes) -> None:
    found = dates.parsed(value)
    assert found is None or isinstance(found, float)
