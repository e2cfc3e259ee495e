import pytest

from trafficaudit.persona.weight import is_given, is_shared, is_typed_only, is_withheld, width


@pytest.mark.parametrize(("text", "expected"), [("abc", 3), ("표서림", 6), ("표a", 3), ("", 0)])
def test_a_wide_character_counts_as_two(text: str, expected: int) -> None:
    assert width(text) == expected


@pytest.mark.parametrize(
    ("category", "value", "expected"),
    [
        ("user_name", "dalbi", True),
        ("user_name", "dalbit", False),
        ("name", "표림", True),
        ("name", "표서림", False),
        ("gender", "unmistakable", True),
        ("postal_code", "64123", True),
        ("carrier", "SKTelecom", True),
        ("search_query", "노트북컴퓨터", True),
        ("search_query", "가온미르 달빛노을", False),
        ("device_model", "SM-S921N", False),
        ("user_name", "dalbitgaon", False),
        ("device_name", "iPhone", True),
        ("device_name", "서림의 iPhone", False),
        ("wifi_ssid", "iptime", True),
        ("wifi_ssid", "sunrise_bcdf_5G", False),
        ("health", "asthma", True),
        ("health", "땅콩 알레르기", False),
        ("occupation", "receptionist", True),
    ],
)
def test_short_values_and_plain_words_stay_out_of_blobs(category: str, value: str, expected: bool) -> None:
    assert is_typed_only(category, value) is expected


@pytest.mark.parametrize(
    ("category", "values"),
    [
        ("device_name", ["iPhone", "iPhone (2)", "Galaxy S24", "Galaxy S24 Ultra", "Galaxy Z Flip5", "Galaxy Note20", "Pixel 8", "Pixel 8 Pro", "localhost", "iPad"]),
        ("wifi_ssid", ["iptime", "iptime5G", "iptime_5G", "AndroidAP", "T wifi zone", "KT GiGA WiFi", "U+zone", "Free WiFi"]),
        ("carrier", ["Android", "Carrier"]),
        ("birth_date", ["1990-01-01", "19900101", "1990. 1. 1", "1970-01-01", "1990년 1월 1일"]),
        ("name", ["홍길동", "Hong Gil-dong", "Gildong Hong", "테스트"]),
        ("phone_number", ["010-1234-5678", "01012345678", "+82 10-0000-0000", "010 1111 1111"]),
        ("postal_address", ["서울", "서울특별시", "경기도 성남시 분당구", "서울특별시 강남구 역삼동", "제주특별자치도"]),
    ],
)  # fmt: skip
def test_what_makers_give_to_all(category: str, values: list[str]) -> None:
    assert [value for value in values if not is_given(category, value)] == []


@pytest.mark.parametrize(
    ("category", "value"),
    [
        ("device_name", "솔샘의 S24"),
        ("birth_date", "1990-11-01"),
        ("birth_date", "1990-01-11"),
        ("birth_date", "1991-04-17"),
        ("name", "홍길서"),
        ("phone_number", "010-1234-5679"),
        ("phone_number", "010-0000-0001"),
        ("postal_address", "서울특별시 마포구 월드컵북로 396"),
        ("postal_address", "서울특별시 중구 가온누리로 417, 1203동 805호"),
        ("device_name", "Kim's iPhone"),
        ("device_name", "Galaxy of Solsaem"),
        ("wifi_ssid", "KT_GiGA_5G_9A2F"),
        ("wifi_ssid", "U+Net9A2F"),
        ("wifi_ssid", "iptime_solsaem"),
        ("carrier", "SKTelecom"),
        ("user_name", "iphone"),
    ],
)
def test_what_somebody_chose_or_only_one_has(category: str, value: str) -> None:
    assert not is_given(category, value)


def test_an_address_within_a_home_is_shared() -> None:
    assert is_shared("ip_address", "192.168.0.10")
    assert is_shared("ip_address", "fd00::1")
    assert not is_shared("ip_address", "8.8.8.8")
    assert not is_shared("ip_address", "home")
    assert not is_shared("user_name", "192.168.0.10")


def test_identifiers_of_phones_are_not_withheld() -> None:
    assert not is_withheld("advertising_id", "38400000-8cf0-11bd-b23e-10b96e40000d")
    assert not is_withheld("mac_address", "02:00:5e:10:00:7f")
    assert not is_withheld("user_name", "00000000")
