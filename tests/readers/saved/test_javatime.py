"""Times of Java: what is one moment alone is read, all others are none."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.saved.javatime import date_of


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("Tue Mar 05 12:34:56 KST 2024", 3),
        ("Tue Mar 05 12:34:56 UTC 2024", 12),
        (" Tue Mar 05 12:34:56 GMT+09:00 2024\n", 3),
        ("Tue Mar 05 12:34:56 GMT-05:00 2024", 17),
        ("Tue Mar 05 12:34:56 CEST 2024", 10),
    ],
)
def test_a_zone_that_is_one_alone(text: str, hour: int) -> None:
    assert date_of(text) == datetime(2024, 3, 5, hour, 34, 56, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tue Mar 05 12:34:56 CST 2024",
        "Tue Mar 05 12:34:56 IST 2024",
        "Tue Mar 05 12:34:56 BST 2024",
        "Tue Mar 05 12:34:56 2024",
        "Tue Mar 05 12:34:56 KST+09:00 2024",
        "Tue Foo 05 12:34:56 KST 2024",
        "Tue Feb 31 12:34:56 KST 2024",
        "Tue Mar 05 25:34:56 KST 2024",
        "Thu Jan 01 09:00:00 KST 1970",
        "Mon Jan 01 00:00:00 KST 0001",
        "2024-03-05T12:34:56+09:00",
        "Tue Mar 05 12:34:5\u0666 KST 2024",
    ],
)
def test_what_is_no_one_moment(text: str) -> None:
    assert date_of(text) is None


@given(st.from_regex(r"(Mon|Tue) (Jan|Feb|Dec) \d\d \d\d:\d\d:\d\d (KST|GMT[+-]\d\d:\d\d|CST) \d{4}") | st.text())
def test_any_text_is_a_time_in_utc_or_none(text: str) -> None:
    found = date_of(text)
    assert found is None or (found.tzinfo is UTC and found.year >= 1971)
