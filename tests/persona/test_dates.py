import zoneinfo
from datetime import date, datetime, timedelta, timezone

import pytest
from support.forms import texts

from trafficaudit.persona.dates import _beginnings, birth_date, day_of


@pytest.mark.parametrize("value", ["1990-03-07", "19900307", "1990.3.7", "1990/03/07", "1990년 3월 7일"])
def test_a_date_is_read_from_any_format_and_written_in_all(value: str) -> None:
    assert {"1990-03-07", "19900307", "1990.03.07", "1990/03/07", "1990년 3월 7일", "1990-3-7"} <= texts(
        birth_date(value)
    )
    assert {"07/03/1990", "03/07/1990", "03-07-1990", "1990. 03. 07", "19900307000000"} <= texts(birth_date(value))
    assert {"900307", "90/03/07", "3/7/1990", "03071990"} <= texts(birth_date(value), typed=True)


@pytest.mark.parametrize(
    "text",
    [
        "Mar 7, 1990",
        "March 7, 1990",
        "Mar 07 1990",
        "7 March 1990",
        "07 March 1990",
        "07-Mar-1990",
        "07MAR90",
        "07MAR1990",
    ],
)
def test_a_date_is_spelled_out_in_english(text: str) -> None:
    assert text in texts(birth_date("1990-03-07"))


def test_a_date_is_known_as_epoch_time_in_utc_and_in_korea() -> None:
    for hours in (0, 9):
        seconds = int(datetime(1990, 3, 7, tzinfo=timezone(timedelta(hours=hours))).timestamp())
        assert {f"{seconds}", f"{seconds}000", f"/Date({seconds}000)/"} <= texts(birth_date("1990-03-07"), typed=True)


@pytest.mark.parametrize(
    ("value", "began"),
    [
        ("1990-03-07", "1990-03-06T15:00:00"),
        ("1988-07-01", "1988-06-30T14:00:00"),
        ("1988-07-01", "1988-06-30T15:00:00"),  # by programs that add nine hours whatever the day
        ("1987-05-10", "1987-05-09T15:00:00"),  # clocks were put forward two hours later
        ("1987-05-11", "1987-05-10T14:00:00"),
        ("1988-10-09", "1988-10-08T14:00:00"),  # and back three hours later
        ("1988-10-10", "1988-10-09T15:00:00"),
        ("1958-01-15", "1958-01-14T15:30:00"),
        ("1958-07-15", "1958-07-14T14:30:00"),
        ("1958-07-15", "1958-07-14T15:00:00"),
    ],
)
def test_a_day_begins_in_the_afternoon_before_in_utc(value: str, began: str) -> None:
    assert {began, began.replace("T", " ")} <= texts(birth_date(value))


def test_clocks_in_korea_are_those_of_the_time_zone_database() -> None:
    seoul = zoneinfo.ZoneInfo("Asia/Seoul")
    for number in range(40 * 366):
        day = date(1970, 1, 1) + timedelta(days=number)
        _, began, *_ = _beginnings(day)
        assert began == datetime(day.year, day.month, day.day, tzinfo=seoul), day


@pytest.mark.parametrize(
    "text",
    [
        "Thu Sep 27 00:00:00 KST 1973",
        "Thu Sep 27 00:00:00 UTC 1973",
        "Thu Sep 27 00:00:00 1973",
        "Wed Sep 26 15:00:00 GMT 1973",
    ],
)
def test_a_date_is_known_as_java_and_c_write_it(text: str) -> None:
    assert text in texts(birth_date("1973-09-27"))
    assert text not in texts(birth_date("1973-09-28"))


@pytest.mark.parametrize(
    "text", ["117936000.0", "117936000000.0", "1.17936E8", "1.17936E11", "-860371200.0", "-860371200", "$D_117936000"]
)
def test_a_date_is_known_as_seconds_in_a_double_and_since_2001(text: str) -> None:
    assert text in texts(birth_date("1973-09-27"), typed=True)
    assert text not in texts(birth_date("1973-09-27"))


def test_a_date_is_known_as_a_message_of_three_numbers() -> None:
    assert bytes.fromhex("08b50f1009181b") in [form.raw for form in birth_date("1973-09-27")]


def test_pieces_count_only_in_a_field() -> None:
    pieces = {"1990", "0307", "03-07", "199003", "7370", "9003071", "900307-2"}
    assert pieces <= texts(birth_date("1990-03-07"), typed=True)
    assert pieces.isdisjoint(texts(birth_date("1990-03-07")))
    assert {"900307-2******", "9003071******", "900307-1XXXXXX"} <= texts(birth_date("1990-03-07"))
    assert {"900307-*******", "900307*******"} <= texts(birth_date("1990-03-07"), typed=True)
    assert "0003073" in texts(birth_date("2000-03-07"), typed=True)
    assert "0003071" not in texts(birth_date("2000-03-07"), typed=True)


@pytest.mark.parametrize("value", ["1990-13-07", "yesterday", "", "1990-02-30"])
def test_what_is_no_date_has_no_other_form(value: str) -> None:
    assert list(birth_date(value)) == []


def test_the_first_day_of_all_and_what_stands_for_no_time() -> None:
    assert "Jan 1, 1" in {form.text for form in birth_date("0001-01-01")}
    for value in ("1970-01-01", "2001-01-01"):
        assert {"0", "0.0", "0.0E0"}.isdisjoint(form.text for form in birth_date(value))


def test_a_date_as_a_list_and_of_a_card_that_keeps_the_year_back() -> None:
    found = texts(birth_date("1990-03-07"), typed=True)
    assert {"1990,3,7", "1990, 3, 7", "--0307", "--03-07", "90년 3월 7일", "90년 03월 07일"} <= found


@pytest.mark.parametrize("value", ["901231", "90123", "9012311", "199012310"])
def test_digits_of_which_nobody_knows_where_the_year_ends_are_no_date(value: str) -> None:
    assert day_of(value) is None
    assert list(birth_date(value)) == []
