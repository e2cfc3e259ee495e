import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.times import moment, parse_time, unix

offsets = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(
    lambda delta: timezone(timedelta(minutes=int(delta.total_seconds() // 60)))
)


@given(st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1), timezones=offsets))  # noqa: DTZ001
def test_reads_iso_times_of_any_offset(time: datetime) -> None:
    assert parse_time(time.isoformat()) == time
    found = parse_time(time.isoformat(" "))
    assert found is not None
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24T09:00:00Z", datetime(2026, 11, 24, 9, tzinfo=UTC)),
        ("2026-11-24T09:00:00.1234567+09:00", datetime(2026, 11, 24, 0, 0, 0, 123456, tzinfo=UTC)),
        ("2026-11-24T09:00+0900", datetime(2026, 11, 24, tzinfo=UTC)),
        ("2026-11-24T09:00:00,5-09", datetime(2026, 11, 24, 18, 0, 0, 500000, tzinfo=UTC)),
        ("2026-11-24T09:00:00", None),
        ("2026-11-24", None),
        ("2026-13-24T09:00:00Z", None),
        ("2026-02-30T09:00:00Z", None),
        ("2026-11-24T09:00:60Z", None),
        ("2016-12-31T23:59:60.25Z", datetime(2017, 1, 1, 0, 0, 0, 250000, tzinfo=UTC)),
        ("2017-01-01T08:59:60+09:00", datetime(2017, 1, 1, tzinfo=UTC)),
        ("2017-01-01T23:59:60+09:00", None),
        ("2016-12-31T23:59:61Z", None),
        ("2026-11-23T24:00:00+09:00", datetime(2026, 11, 23, 15, tzinfo=UTC)),
        ("2026-11-23T24:00:01+09:00", None),
        ("9999-12-31T24:00Z", None),
        ("9999-12-31T23:59:59Z", None),
        ("9998-12-31T23:59:59Z", datetime(9998, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("0999-12-31T23:59:59Z", None),
        ("2026-11-24T09:00:00+99:00", None),
        ("0001-01-01T00:00:00+09:00", None),
        ("", None),
    ],
)
def test_times(text: str, expected: datetime | None) -> None:
    assert parse_time(text) == expected


@given(st.text() | st.text("0123456789-:.TZ+ ", max_size=40))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = parse_time(text)
    assert found is None or found.tzinfo is UTC


def test_unix_seconds() -> None:
    assert moment(0.5) == datetime(1970, 1, 1, 0, 0, 0, 500000, tzinfo=UTC)
    assert [moment(odd) for odd in (None, True, "1", float("nan"), 1e20, -1e20, 10**400)] == [None] * 7


def test_blanks_without_end_cost_no_time() -> None:
    start = time.process_time()
    assert parse_time("2026-11-24T09:00" + " " * 1_000_000 + "x") is None
    assert time.process_time() - start < 2


@given(st.datetimes(timezones=offsets) | st.floats(-1e12, 1e12))
def test_a_time_may_be_moved_and_is_written_with_four_digits_of_its_year(given_time: datetime | float) -> None:
    found = parse_time(given_time.isoformat()) if isinstance(given_time, datetime) else moment(given_time)
    if found is not None:
        moved = [found + sign * timedelta(days=300) for sign in (1, -1)]
        assert all(each.astimezone(timezone(timedelta(hours=9))) for each in moved)
        assert f"{found:%Y}" == f"{found.year:04}"


@pytest.mark.parametrize(
    "value", [None, 1_795_741_231, True, b"2026-11-27T01:00:31Z", ["2026-11-27T01:00:31Z"], "today"]
)
def test_what_is_no_text_or_no_time_is_none(value: object) -> None:
    assert parse_time(value) is None
    assert unix(value) is None


def test_seconds_of_a_written_time() -> None:
    assert unix("2026-11-27T10:00:31.25+09:00") == 1_795_741_231.25
