import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import hookevents

from trafficaudit.categories import taxonomy
from trafficaudit.detectors.provenance import apivalues
from trafficaudit.detectors.provenance.apivalues import LONGEST, MOST_CALLS, MOST_VALUES, Values, caller, telling

GOOD = [
    ("android_id", "9774d56d682e549c"),
    ("advertising_id", "38400000-8cf0-11bd-b23e-10b96e40000d"),
    ("device_model", "SM-S921N"),
    ("imei", "356938035643809"),
    ("phone_number", "01002345678"),
    ("mac_address", "02:00:5e:10:00:7f"),
    ("wifi_ssid", "한빛댁 와이파이"),
    ("user_agent", "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N)"),
    ("name", "표서림"),
]
TRIVIAL = [
    ("advertising_id", "00000000-0000-0000-0000-000000000000"),
    ("mac_address", "02:00:00:00:00:00"),
    ("imei", "000000000000000"),
    ("imei", "1234567"),
    ("serial_number", "unknown"),
    ("serial_number", "UNKNOWN"),
    ("wifi_ssid", "<unknown ssid>"),
    ("root_state", "false"),
    ("locale", "ko-KR"),
    ("locale", "zh_Hant_TW"),
    ("carrier", "kr"),
    ("battery", "0.8312345"),
    ("screen", "1080"),
    ("ip_address", "127.0.0.1"),
    ("clipboard", ""),
    ("clipboard", "   "),
    ("clipboard", "aaaaaaaaaaaa"),
    ("clipboard", "x" * 50 + "yzab" * LONGEST),
    ("clipboard", "bell\aand more"),
]


@pytest.mark.parametrize(("category", "value"), GOOD)
def test_a_value_that_tells_is_looked_for(category: str, value: str) -> None:
    assert list(telling(category, f"  {value} ")) == [value]


@pytest.mark.parametrize(("category", "value"), TRIVIAL)
def test_a_trivial_value_is_not(category: str, value: str) -> None:
    assert list(telling(category, value)) == []


def test_the_app_s_own_package_is_no_finding() -> None:
    assert list(telling("app_id", "kr.example.shop", "kr.example.shop")) == []
    assert list(telling("installed_apps", "kr.example.bank", "kr.example.shop")) == ["kr.example.bank"]


def test_a_place_is_looked_for_as_a_pair() -> None:
    assert list(telling("coordinates", "Location[gps 37.566535,126.977969 hAcc=12 et=0]")) == ["37.566535,126.977969"]
    assert list(telling("coordinates", "37.566535")) == ["37.566535"]


def test_a_list_gives_its_members_once() -> None:
    value = json.dumps(["kr.example.bank", "kr.example.bank", "x", 5, "com.example.chat"])
    assert list(telling("installed_apps", value)) == ["kr.example.bank", "com.example.chat"]
    assert list(telling("clipboard", "[broken and long")) == ["[broken and long"]
    assert list(telling("clipboard", "first line of it\nx\nsecond line of it")) == [
        "first line of it",
        "second line of it",
    ]


def test_what_java_writes_of_a_list_gives_what_is_looked_for_in_it() -> None:
    listed = "[PackageInfo{1a2b3c kr.example.bank}, PackageInfo{4d5e6f com.android.vending}, ApplicationInfo{7 com.chat.app}]"
    assert list(telling("installed_apps", listed)) == ["kr.example.bank", "com.chat.app"]
    accounts = "[Account {name=seorim.pyo@example.kr, type=com.google}]"
    assert list(telling("email", accounts)) == ["seorim.pyo@example.kr"]


@given(category=st.sampled_from(sorted(taxonomy())), value=st.text(max_size=80) | st.binary(max_size=60).map(bytes.hex))
def test_any_value_gives_text_of_bounded_size(category: str, value: str) -> None:
    for text in telling(category, value):
        assert 3 <= len(text) <= LONGEST
        assert text.isprintable()


def add(values: Values, value: str, category: str = "android_id", **changes: Any) -> None:
    values.add(hookevents.api(value, category, **changes))


def test_calls_of_one_value_are_kept_together_and_bounded() -> None:
    values = Values()
    for number in range(MOST_CALLS + 9):
        add(values, "9774d56d682e549c", at=number)
    ((key, value),) = values.chosen().items()
    assert key == ("android_id", "9774d56d682e549c")
    assert len(value.calls) == MOST_CALLS
    assert value.strong


def test_an_unknown_category_and_a_call_without_a_value_give_nothing() -> None:
    values = Values()
    add(values, "9774d56d682e549c", "identifiers")
    values.add(hookevents.api(None, "android_id"))  # type: ignore[arg-type]
    assert values.chosen() == {}


def test_the_more_telling_categories_come_first_where_there_is_no_room() -> None:
    values = Values()
    for number in range(MOST_VALUES):
        add(values, f"Model-{number:05}x", "device_model")
    add(values, "9774d56d682e549c")
    chosen = values.chosen()
    assert len(chosen) == MOST_VALUES
    assert ("android_id", "9774d56d682e549c") in chosen
    assert values.left_out == 1


def test_who_called_is_the_sdk_or_the_first_frame_that_is_no_system_s() -> None:
    frames = [
        "android.provider.Settings$Secure.getString(Settings.java:1)",
        "at com.y.ads.Ids.read(Ids.java:7)",
        "kr.example.Shop.on(S.java:1)",
    ]
    assert caller(hookevents.api("x", stack=frames)) == "com.x.sdk"
    assert caller(hookevents.api("x", sdk="", stack=frames)) == "com.y.ads.Ids"
    assert caller(hookevents.api("x", sdk="", stack=["java.lang.Thread.run(T.java)"])) == ""


def test_few_bits_are_weak() -> None:
    assert not apivalues.Value("carrier", "SKT 5GX").strong
    assert apivalues.Value("imei", "356938035643809").strong
