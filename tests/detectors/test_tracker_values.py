"""What apps write into documented places that is no value of their category, and what may stand there for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.tracker_values import _HAVE_FORM, is_unfilled, says_nothing

SHA256 = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"
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
    ("email", "not an address, and too long to be looked at " * 6),
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


@pytest.mark.parametrize("category", sorted(_HAVE_FORM))
@pytest.mark.parametrize("value", [SHA256, SHA256.upper(), BASE64, "enc:" + BASE64, SHA256 * 8])
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
