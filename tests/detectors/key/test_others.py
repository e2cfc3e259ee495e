"""What is told apart from personal data of the same form; kinds of value ask it (``test_key_values``)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.key.others import (
    is_midnight,
    is_no_maker,
    is_no_one,
    is_no_ones_phone,
    is_no_secret,
    is_no_station,
    is_numbered,
    is_organisation,
    is_telecom,
)


@pytest.mark.parametrize("text", ["item-33", "deal_12", "menu-item-3", "sort_price", "S_MENU", "d01", "img12"])
def test_parts_of_a_page(text: str) -> None:
    assert is_numbered(text)


@pytest.mark.parametrize("text", ["user-33", "u_12", "83920174", "abc", "aB3dE5gH-9", "item-83920174", "u8392", "83d"])
def test_ids(text: str) -> None:
    assert not is_numbered(text)


@pytest.mark.parametrize(
    "text", ["iptime", "KT_GiGA_5G_Wave2_92F1", "U+Net7A3C", "SK_WiFiGIGA1A2B", "우리집와이파이5G", "AndroidShare4821"]
)
def test_names_of_networks(text: str) -> None:
    assert not is_no_station(text)


@pytest.mark.parametrize("text", ["k3Jd82hQp0Zx7Lm4Vt9B", "a1b2c3d4e5f60718293a", "우리집와이파이오지이층", "x" * 33])
def test_what_no_network_is_called(text: str) -> None:
    assert is_no_station(text)


def test_secrets_makers_and_numbers() -> None:
    assert [is_no_secret(text) for text in ("/srv/app", "48px", "toggle", "암호", "s3cret/x!", "12345")] == [
        True
    ] * 4 + [False] * 2
    assert [is_no_maker(text) for text in ("(주)노을", "오뚜기", "삼성전자", "华为", "samsung")] == [True] * 2 + [
        False
    ] * 3
    numbers = ("1588-1234", "+82 1577 1234", "080-123-4567", "010-0000-0000", "010-1588-1234", "02-345-6789")
    assert [is_no_ones_phone(text) for text in numbers] == [True] * 4 + [False] * 2


def test_a_day_of_birth_as_a_number_is_a_midnight_of_long_ago() -> None:
    seoul = 604_335_600  # 1989-02-25 00:00 in Seoul
    assert [is_midnight(str(each)) for each in (seoul, seoul * 1000, seoul + 1800, -seoul)] == [True] * 4
    assert [is_midnight(str(each)) for each in (seoul + 1, (seoul + 1) * 1000, seoul * 1000 + 1800)] == [False] * 3
    # Children are born until 2017 here, and nobody before 1909.
    bounds = (1_499_999_400, 1_500_000_000 + 1200, -1_899_999_000, -1_900_000_800)
    assert [is_midnight(str(each)) for each in bounds] == [True, False, True, False]


@pytest.mark.parametrize("text", ["SKT", "kt", "LG U+", "에스케이텔레콤", "Vodafone", "cj hello"])
def test_carriers_of_telephones(text: str) -> None:
    assert is_telecom(text)


@pytest.mark.parametrize("text", ["CJ대한통운택배", "Lotte Logistics", "baby carrier", "우체국", "17", "and"])
def test_carriers_of_something_else(text: str) -> None:
    assert not is_telecom(text)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert all(
        tell(text) in {True, False} for tell in (is_numbered, is_no_secret, is_no_maker, is_no_ones_phone, is_telecom)
    )


@pytest.mark.parametrize(
    "text",
    ["올리브영 강남점", "김밥천국강남점", "삼성카드", "KB국민 톡톡 카드", "주식회사 한빛", "(주)한빛", "한빛약국", "서울아산병원", "Hanbit Inc.",
     "Hanbit Co., Ltd.", "Hanbit Co.", "토스페이", "Blue Hotel", "杭州某某有限公司", "Hanbit Support", "Hanbit Orders Team", "Hanbit Customer Care",
     "Hanbit B.V."],
)  # fmt: skip
def test_a_name_that_says_that_it_is_a_companys(text: str) -> None:
    assert is_organisation(text)


@pytest.mark.parametrize(
    "text",
    [
        "홍길동",
        "이순점",
        "김병원",
        "왕페이",
        "Robert Co",
        "남궁 민",
        "John Card",
        "Mary Banks",
        "Marco",
        "Inc",
        "王小明",
        "김의원",
        "Scott Mallory",
        "Teamore Kim",
        "Support",
    ],
)
def test_a_persons_name_is_none(text: str) -> None:
    assert not is_organisation(text)


@pytest.mark.parametrize(
    "text",
    ["무료배송", "CJ대한통운 택배", "방문수령", "매장 픽업", "일반배송 (3일)", "Express Shipping", "Standard", "Default Browser", "Work Profile", "올리브영 강남점",
     "한가을 축제", "봄맞이 할인", "신년감사 이벤트", "겨울쿠폰대증정", "Spring Collection"],
)  # fmt: skip
def test_the_name_of_a_way_or_an_account_is_no_ones(text: str) -> None:
    assert is_no_one(text)


@pytest.mark.parametrize(
    "text",
    [
        "김세일",
        "이행사",
        "남궁 축제희",
        "Chris Sale",
        "Kim Deal",
        "이수령",
        "김배달이",
        "Grace Lee",
        "Mina Standard",
        "Freeman Kim",
        "Expresso Bianchi",
    ],
)
def test_the_name_of_a_person_is(text: str) -> None:
    assert not is_no_one(text)
