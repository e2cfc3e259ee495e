from datetime import datetime, timedelta, timezone

import pytest

from trafficaudit.persona.form import Form
from trafficaudit.persona.person import address, birth_date, email, name


def texts(listed: object, typed: bool = False) -> set[str]:
    return {form.text for form in listed if isinstance(form, Form) and form.typed_only is typed}  # type: ignore[attr-defined]


def test_a_name_is_spaced_reordered_and_romanised() -> None:
    found = texts(name("이서연"))
    assert {"이서연", "이 서연", "서연 이", "Lee Seoyeon", "Yi, Seo-yeon", "Seoyeon Rhee", "SeoyeonLee"} <= found
    assert {"서연", "seoyeon"} <= texts(name("이서연"), typed=True)


def test_a_name_of_two_syllables_is_looked_for_in_latin_letters_only_in_a_field() -> None:
    assert texts(name("소순")) == {"소순", "소 순", "순 소"}
    assert "So Soon" in texts(name("소순"), typed=True)


@pytest.mark.parametrize("written", ["Lee Seo-yeon", "Seo-yeon Lee"])
def test_a_romanised_name_is_respelled_by_its_surname_wherever_that_stands(written: str) -> None:
    assert {"Rhee Seoyeon", "Seo-yeon Yi", "Lee, Seo Yeon"} <= texts(name(written))


@pytest.mark.parametrize("value", ["Cher", "a b c d", "표", "서울특별시청", "x1 y2"])
def test_what_is_no_korean_name_has_no_other_form(value: str) -> None:
    assert list(name(value)) == []


def test_a_domain_stands_in_unicode_and_in_punycode() -> None:
    # 한국 is delegated as xn--3e0b707e (IANA root zone database).
    assert texts(email("gaon@x.한국")) == {"gaon@x.xn--3e0b707e"}
    assert texts(email("gaon@x.xn--3e0b707e")) == {"gaon@x.한국"}
    assert list(email("gaon@example.com")) == []
    assert list(email("no address")) == []
    assert list(email("a@" + "x" * 80 + ".한국")) == []


def test_an_address_by_road_gives_its_parts() -> None:
    found = texts(address("서울특별시 강서구 미르달빛로 9112, 가온별빌라 407호"))
    assert {
        "서울 강서구 미르달빛로 9112, 가온별빌라 407호",
        "서울시 강서구 미르달빛로 9112, 가온별빌라 407호",
        "서울특별시강서구미르달빛로9112가온별빌라407호",
        "서울특별시 강서구 미르달빛로 9112",
        "미르달빛로 9112",
        "미르달빛로9112",
        "가온별빌라 407호",
    } <= found


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("경기 파주시 미르길 12-3 101동 1001호", "미르길 12-3"),
        ("경기도 파주시 가온동 산 9112-3 가온별빌라 407호", "가온동 산9112-3"),
        ("경기도 파주시 가온읍 미르리 9112번지", "미르리 9112"),
        ("서울 강서구 미르로 12번길 34 (가온동, 별빌라)", "미르로 12"),
    ],
)
def test_road_and_lot_are_found_with_their_number(value: str, part: str) -> None:
    assert part in texts(address(value))


def test_a_second_line_that_half_the_country_has_is_looked_for_only_in_a_field() -> None:
    value = "경기 파주시 미르길 12-3 101동 1001호"
    assert "101동 1001호" in texts(address(value), typed=True)
    assert "101동 1001호" not in texts(address(value))


@pytest.mark.parametrize("value", ["1990-03-07", "19900307", "1990.3.7", "1990/03/07", "1990년 3월 7일"])
def test_a_date_is_read_from_any_format_and_written_in_all(value: str) -> None:
    assert {"1990-03-07", "19900307", "1990.03.07", "1990/03/07", "1990년 3월 7일", "1990-3-7"} <= texts(
        birth_date(value)
    )
    assert {"07/03/1990", "03/07/1990", "03-07-1990"} <= texts(birth_date(value))
    assert {"900307", "3/7/1990", "03071990"} <= texts(birth_date(value), typed=True)


def test_a_date_is_known_as_epoch_time_in_utc_and_in_korea() -> None:
    for hours in (0, 9):
        seconds = int(datetime(1990, 3, 7, tzinfo=timezone(timedelta(hours=hours))).timestamp())
        assert {f"{seconds}", f"{seconds}000"} <= texts(birth_date("1990-03-07"), typed=True)


@pytest.mark.parametrize("value", ["1990-13-07", "yesterday", "", "1990-02-30"])
def test_what_is_no_date_has_no_other_form(value: str) -> None:
    assert list(birth_date(value)) == []
