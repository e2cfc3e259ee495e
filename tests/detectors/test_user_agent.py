"""What User-Agents say of the phone."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors import user_agent
from trafficaudit.detectors.user_agent import properties

CASES = {
    "Dalvik/2.1.0 (Linux; U; Android 14; SM-S921N Build/UP1A.231005.007)": ["Android", "14", "SM-S921N"],
    "Mozilla/5.0 (Linux; Android 13; Pixel 7 Build/TQ3A.230901.001; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0": [
        "Android",
        "13",
        "Pixel 7",
    ],
    "Mozilla/5.0 (Linux; Android 12; SM-G991N) AppleWebKit/537.36": ["Android", "12", "SM-G991N"],
    "Mozilla/5.0 (Linux; U; Android 4.4.2; ko-kr; SHV-E330S Build/KOT49H)": ["Android", "4.4.2", "ko-kr", "SHV-E330S"],
    "Shop/8.1 (Android 14; SM-F946N; ko_KR)": ["Android", "14", "SM-F946N"],
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36": [],
    "Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/109.0 Firefox/114.0": ["Android", "13"],
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15": ["iPhone", "iPhone OS", "17_4"],
    "Shop/8.1 (iPhone; iOS 17.4.1; Scale/3.00)": ["iPhone", "iOS", "17.4.1"],
    "Shop/8.1 (iPhone15,2; iOS 17.4)": ["iPhone15,2", "iOS", "17.4"],
    "okhttp/4.9.3": [],
    "Go-http-client/2.0": [],
    "": [],
}


def test_the_example_of_the_docstring_holds() -> None:
    assert doctest.testmod(user_agent) == (0, 2)


@pytest.mark.parametrize("agent", CASES)
def test_known_forms(agent: str) -> None:
    assert [agent[found.start : found.end] for found in properties(agent)] == CASES[agent]


@given(st.one_of(st.text(), st.from_regex(user_agent._ANDROID), st.from_regex(user_agent._APPLE)))
def test_any_text(agent: str) -> None:
    for found in properties(agent):
        assert agent[found.start : found.end]
