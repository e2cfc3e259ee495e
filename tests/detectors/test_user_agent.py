"""What User-Agents say of the phone."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors import user_agent
from trafficaudit.detectors.user_agent import properties

CASES = {
    "MTOPSDK/3.1.1.7 (Android;14;samsung;SM-S921N) DeviceType(Phone)": ["Android", "14", "samsung", "SM-S921N"],
    "MTOPSDK/open_1.0.0 (Android;7.1.2;Xiaomi;Redmi 5A)": ["Android", "7.1.2", "Xiaomi", "Redmi 5A"],
    "SDK/3.1 (Android;14;samsung;SM-S921N)": [],
    "Mozilla/5.0 (Linux; Android 14; SM-S921N Build/UP1A; wv) AppleWebKit/537.36  phh_android_version/6.28.0 phh_android_build/0b22768b": [
        "Android",
        "14",
        "SM-S921N",
        "6.28.0",
    ],
    "phh_android_version/6.28.0_beta": [],
    "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A.231005.007)": ["Android", "14", "SM-S921N"],
    "Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A.230901.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0": [
        "Android",
        "13",
        "Pixel 7",
    ],
    "Mozilla/5.0 (Linux; Android 12; SM-G991N) AppleWebKit/537.36": ["Android", "12", "SM-G991N"],
    "Mozilla/5.0 (Linux; U; Android 4.4.2; ko-kr; SHV-E330S Build/KOT49H)": ["Android", "4.4.2", "ko-kr", "SHV-E330S"],
    "Shop/8.1 (Android 14; SM-F946N; ko_KR)": ["Android", "14", "SM-F946N", "ko_KR"],
    "Shop/8.1 (Linux; Android 14; SM-F946N Build/UP1A.231005.007; ko_KR)": ["Android", "14", "SM-F946N", "ko_KR"],
    "Dalvik/2.1.0 (Linux; U; Android 10; Redmi Note 8 MIUI/V12.0.1.0.QCOMIXM)": ["Android", "10", "Redmi Note 8"],
    "Instagram 7.1.1 Android (34/14; 450dpi; 1080x2340; samsung; SM-S921N; e1s; qcom; ko_KR; 553481234)": [
        "Android",
        "14",
        "450dpi",
        "1080x2340",
        "samsung",
        "SM-S921N",
        "qcom",
        "ko_KR",
    ],
    "Instagram 300.0 (iPhone15,4; iOS 17_4; ko_KR; ko; scale=3.00; 1179x2556; 553481234)": [
        "iPhone15,4",
        "iOS",
        "17_4",
        "ko_KR",
        "1179x2556",
    ],
    "Mozilla/5.0 (Linux; Android 14; SM-S921N Build/UP1A; wv) Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/450.0;]": [
        "Android",
        "14",
        "SM-S921N",
    ],
    "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A) [FBAN/FB4A;FBAV/450.0;FBDM/{density=2.8,width=1080,height=2340};FBLC/ko_KR;FBCR/KT;FBMF/samsung;FBDV/SM-S921N;FBSV/14;FBOP/1;FBCA/arm64-v8a:;]": [
        "Android",
        "14",
        "SM-S921N",
        "{density=2.8,width=1080,height=2340}",
        "ko_KR",
        "KT",
        "samsung",
        "arm64-v8a:",
    ],
    "Mozilla/5.0 (Linux; Android 10; K) Chrome/126.0 [FBAN/FB4A;FBAV/450.0;FBDV/SM-S921N;FBSV/14;]": ["SM-S921N", "14"],
    "Shop/8.1.0 (kr.example.shop; build:120; iOS 17.4.1) Alamofire/5.8.1": ["iOS", "17.4.1"],
    "Shop/120 CFNetwork/1494.0.7 Darwin/23.4.0": ["Darwin", "23.4.0"],
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36": [],
    "Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/109.0 Firefox/114.0": ["Android", "13"],
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15": ["iPhone", "iPhone OS", "17_4"],
    "Shop/8.1 (iPhone; iOS 17.4.1; Scale/3.00)": ["iPhone", "iOS", "17.4.1"],
    "Shop/8.1 (iPhone15,2; iOS 17.4)": ["iPhone15,2", "iOS", "17.4"],
    "okhttp/4.9.3": [],
    "Shop Android (34/14; 450dpi)": [],
    "curl/7.80.0 (FBDV/SM-S921N;FBSV/14)": [],
    "Biosensor iOSHelper/1.2": [],
    "Darwin/23.4.0": [],
    "Go-http-client/2.0": [],
    "": [],
}


def test_the_example_of_the_docstring_holds() -> None:
    assert doctest.testmod(user_agent) == (0, 2)


@pytest.mark.parametrize("agent", CASES)
def test_known_forms(agent: str) -> None:
    assert [agent[found.start : found.end] for found in properties(agent)] == CASES[agent]


@given(
    st.one_of(
        st.text(), st.from_regex(user_agent._ANDROID), st.from_regex(user_agent._APPLE), st.from_regex(user_agent._META)
    )
)
def test_any_text(agent: str) -> None:
    for found in properties(agent):
        assert agent[found.start : found.end]


@pytest.mark.parametrize("model", ["moto g(7) play", "moto e(6s)", "Nexus 7 (2013)"])
def test_a_model_may_have_brackets(model: str) -> None:
    for behind in (") AppleWebKit/537.36 (KHTML, like Gecko)", " Build/PPY29.105) AppleWebKit/537.36", "; wv)"):
        agent = f"Mozilla/5.0 (Linux; Android 9; {model}{behind}"
        assert [agent[found.start : found.end] for found in properties(agent)] == ["Android", "9", model]
