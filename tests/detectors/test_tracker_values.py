"""What apps write into documented places that is no value of their category, and what may stand there for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.tracker_values import _HAVE_FORM, _NEVER_SEALED, is_unfilled, says_nothing

SHA256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
MADE_UP = "8f3c1e0a-7b2d-4c55-9a10-3de4f5a6b7c8"
BASE64 = "LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564="
PLAIN = [
    ("advertising_id", "8f3c1e0a-7b2d-4c55-9a10-3de4f5a6b7c8"),
    ("device_id", "Aabcdef"),  # made up of letters alone, as some ids are
    ("user_id", "hanbyul77"),
    ("user_id", "4"),
    ("email", "hanbyul@shop.example"),
    ("email", "hanbyul%40shop.example"),
    ("phone_number", "010-2345-6789"),
    ("phone_number", "+82 (10) 2345 6789"),
    ("phone_number", "010-****-6789"),
    ("phone_number", "82"),  # a country's code that has a place of its own
    ("name", "No"),
    ("name", "홍길동"),
    ("mac_address", "a4:5e:60:c1:2d:3f"),
    ("mac_address", "A45E60C12D3F"),
    ("wifi_bssid", "f0:18:98:11:22:33,-54"),
    ("ip_address", "211.249.220.24"),
    ("ip_address", "211.249.220.24, 10.0.0.1"),
    ("ip_address", "2001:2d8::1"),
    ("ip_address", "3556367384"),
    ("coordinates", "37.566535"),
    ("coordinates", "wydm9qyc8"),
    ("coordinates", '{"lat":37.5,"lon":127.0}'),
    ("imei", "356938035643809"),
    ("imei", "35-693803-564380-9"),
    ("imsi", "450081234567890"),
    ("iccid", "8982301234567890123F"),
    ("birth_date", "1992-03-14"),
    ("birth_date", "34"),
    ("birth_date", "30대"),
    ("mcc_mnc", "450,05"),
    ("postal_code", "04524"),
    ("postal_code", "SW1A 1AA"),
    ("gender", "여성"),
    ("gender", "F"),
    ("gender", "0"),
    ("email", "not an address, and too long to be looked at " * 100),
    ("email", "h***l@shop.example"),
    ("email", '["hanbyul@shop.example"]'),
    ("phone_number", "tel:+82-10-2345-6789"),
    ("phone_number", "%2B821023456789"),
    ("phone_number", "KR821023456789"),
    ("phone_number", "010.2345.6789"),
    ("phone_number", "01023456789, 0212345678"),
    ("phone_number", '{"country":"82","number":"1023456789"}'),
    ("phone_number", BASE64.replace("+", " ")),  # as a form that was not escaped has it
    ("phone_number", BASE64[:40] + "\n" + BASE64[40:] + "\n"),  # as Android writes it
    ("name", "김*윤"),
    ("mac_address", "a4%3A5e%3A60%3Ac1%3A2d%3A3f"),
    ("mac_address", "a4-5e-60-ff-fe-c1-2d-3f"),
    ("mac_address", "a45e.60c1.2d3f"),
    ("mac_address", "a4:5e:60:**:**:**"),
    ("mac_address", "android_id=9f3c2b1a0d8e7f65##mac=A4:5E:60:C1:2D:3F"),
    ("wifi_bssid", "f01898112233,-54,olleh|f01898112244,-60,"),
    ("ip_address", "211.249.220.24:443"),
    ("ip_address", "211.249.*.*"),
    ("ip_address", "211.249.220.xxx"),
    ("ip_address", "211.249.220.024"),
    ("ip_address", "2001:2d8:0:1:a:b:c:d"),
    ("ip_address", "fe80::a65e:60ff:fec1:2d3f%wlan0"),
    ("ip_address", "::ffff:211.249.220.24"),
    ("ip_address", '["10.0.0.2","fe80::1"]'),
    ("ip_address", "-738599912"),
    ("coordinates", "37.5665N"),
    ("coordinates", "POINT(126.978 37.5665)"),
    ("coordinates", "375665350"),
    ("coordinates", "1.2E-5"),
    ("coordinates", "8Q98HX8F+2C"),
    ("imei", "35693803564380"),
    ("imei", "A1000049C1D2E3"),
    ("imei", "356938035643809,356938035643817"),
    ("imei", "3569380*****809"),
    ("imsi", "45008*********0"),
    ("iccid", "8982 3012 3456 7890 123"),
    ("birth_date", "Mar 14, 1992"),
    ("birth_date", "1992년 3월 14일"),
    ("birth_date", "AGE_25_34"),
    ("birth_date", '["19920314"]'),
    ("install_time", "1764000000123"),
    ("transmission_time", "Tue Nov 24 2026 10:00:00 GMT+0900 (Korean Standard Time)"),
    ("transmission_time", "2026-11-24T10:00:00.000+09:00[Asia/Seoul]"),
    ("mcc_mnc", "450"),
    ("mcc_mnc", "05"),
    ("mcc_mnc", "00"),  # China Mobile's, as text
    ("mcc_mnc", "45005"),
    ("mcc_mnc", "450_05"),
    ("mcc_mnc", '{"mcc":450,"mnc":5}'),
    ("mcc_mnc", "45005,45008"),
    ("postal_code", "〒100-0001"),
    ("postal_code", "D02 AF30"),
    ("postal_code", "ilNL:1091"),
    ("postal_code", "ZIPCODE.1091 AA"),
    ("postal_code", '["04524"]'),
    ("gender", '["f"]'),
    ("card_number", "**** **** **** 1234"),
    ("cell_id", "21345"),
    ("advertising_cookie", "a%3Ab12cd34"),
    ("device_model", "Redmi Note 13 Pro"),
    ("cpu_architecture", "0"),  # a number that stands for a name
    ("os_name", "0"),
    ("root_state", "false"),
    ("screen", "0"),
    ("consent_state", "denied"),
    ("transmission_time", "Tue, 24 Nov 2026 10:00:00 GMT"),
    ("search_query", "test"),
]
NOTHING = [
    *[(category, word) for category in ("advertising_id", "user_id", "email", "session_id") for word in (
        "true", "FALSE", "denied", "disabled", "not_set", "[object Object]", "guest", "?", "-", "...", "__IDFA__", "null"
    )],
    ("advertising_id", "127.0.0.1"),
    ("ip_address", "127.0.0.1"),
    ("email", "Seoul"),
    ("email", "https://www.shop.example/a"),
    ("phone_number", "Seoul"),
    ("phone_number", "hanbyul@shop.example"),
    ("phone_number", "https://www.shop.example/1234567"),
    *[(category, MADE_UP) for category in sorted(_HAVE_FORM)],
    *[(category, f"{{{MADE_UP.upper()}}}") for category in sorted(_HAVE_FORM)],
    *[(category, "Abcdefghij" * 20) for category in sorted({*_HAVE_FORM} - {"name"})],
    *[(category, "abcdefghij " * 40) for category in sorted({*_HAVE_FORM} - {"name"})],
    *[(category, SHA256) for category in sorted(_NEVER_SEALED)],
    ("name", "1023456789"),
    ("name", "unknown"),
    ("name", "denied"),
    ("search_query", "undefined"),
    ("viewed_page", "null"),
    ("email", "@hanbyul"),
    ("phone_number", "211.249.220.24"),
    ("phone_number", "2026-11-24T10:00:00.000+09:00"),
    ("phone_number", "abz1234567890xyw"),
    ("phone_number", "xxxxxxxxxxx"),
    ("mac_address", "**:**:**:**:**:**"),
    ("mac_address", "10:12:33"),
    ("ip_address", "13.1.2"),
    ("ip_address", "a4:5e:60:c1:2d:3f"),
    ("ip_address", "10:12:33"),
    ("ip_address", "999.249.220.24"),
    ("ip_address", "211.249.220.24.7"),
    ("ip_address", "std::string"),
    ("ip_address", "450"),
    ("coordinates", "seoul"),
    ("coordinates", "build7of9"),
    ("imei", "1234-5678-9012"),
    ("imei", "***************"),
    ("iccid", "1234567890123456789"),
    ("imsi", "hanbyul450081234567890"),
    ("birth_date", "ABCDEFGHIJKLMNOPQ7"),
    ("mcc_mnc", "0"),
    ("mcc_mnc", "-1"),
    ("mcc_mnc", "000000"),
    ("mcc_mnc", "127.0.0.1"),
    ("mcc_mnc", "211.249.220.24"),
    ("mcc_mnc", "1764000000"),
    ("postal_code", "2026-11-24T10:00"),
    ("card_number", "visa"),
    ("cell_id", "lte"),
    ("mac_address", "Seoul"),
    ("mac_address", "2026-11-24"),
    ("wifi_bssid", "olleh_GiGA"),
    ("ip_address", "Seoul"),
    ("coordinates", "granted"),
    ("coordinates", "hanbyul77@shop.example"),
    ("imei", "356938"),
    ("imei", "hanbyul77@shop.example"),
    ("imsi", "45005"),
    ("iccid", "8982"),
    ("birth_date", "unset"),
    ("birth_date", "Seoul"),
    ("install_time", "first"),
    ("transmission_time", "true"),
    ("mcc_mnc", "SKTelecom"),
    ("postal_code", "Seoul"),
    ("postal_code", "CITY.Seoul"),
    ("postal_code", "https://a.example/04524"),
    ("gender", "the quick brown fox jumps over it"),
    ("gender", "x" * 200),
    ("gender", "true"),
    ("gender", "unknown"),
    ("gender", "2026-11-24"),
    ("advertising_cookie", "%5Bobject%20Object%5D"),
    ("advertising_cookie", "%7B%7Buser_id%7D%7D"),
    ("advertising_cookie", "%20"),
    ("device_model", "unknown"),
    ("device_model", "false"),
    ("carrier", "-"),
    ("carrier", "n/a"),
    ("android_id", "9774d56d682e549c"),  # the one that phones with Android 2.2 shared
    ("email", "d41d8cd98f00b204e9800998ecf8427e"),  # the digest of nothing
]  # fmt: skip


@pytest.mark.parametrize(("category", "value"), PLAIN)
def test_what_may_be_a_value_counts(category: str, value: str) -> None:
    assert not says_nothing(category, value)


@pytest.mark.parametrize(("category", "value"), NOTHING)
def test_what_is_plainly_no_value_says_nothing(category: str, value: str) -> None:
    assert says_nothing(category, value)


@pytest.mark.parametrize("category", sorted({*_HAVE_FORM} - _NEVER_SEALED))
@pytest.mark.parametrize(
    "value", [SHA256, SHA256.upper(), SHA256[:16], BASE64, "enc:" + BASE64, SHA256 * 8, f'["{SHA256}"]', "k3j4h5k" * 4]
)
def test_a_digest_or_ciphertext_stands_for_a_value_of_any_form(category: str, value: str) -> None:
    assert not says_nothing(category, value)


def test_forms_are_of_categories() -> None:
    assert set(_HAVE_FORM) <= set(taxonomy())


def test_a_macro_is_unfilled_and_a_value_is_not() -> None:
    assert is_unfilled("%%ADVERTISING_ID_PLAIN%%")
    assert not is_unfilled("8f3c1e0a-7b2d-4c55-9a10-3de4f5a6b7c8")
    assert not is_unfilled(b"%%ADVERTISING_ID_PLAIN%%")


@given(st.sampled_from(sorted(taxonomy())), st.text(max_size=300))
def test_any_text_gets_an_answer(category: str, value: str) -> None:
    assert says_nothing(category, value) in (True, False)
