from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.consent.forms import READERS, of_purposes

ONETRUST = {"interactionCount": "1", "datestamp": "Tue"}


@pytest.mark.parametrize(
    ("name", "value", "states"),
    [
        ("gcs", "G111", {"advertising": "granted", "analytics": "granted"}),
        ("gcs", "G100", {"advertising": "not granted", "analytics": "not granted"}),
        ("gcs", "G110", {"advertising": "granted", "analytics": "not granted"}),
        ("gcs", "G1--", {}),
        ("gcd", "11t1t1t1t5", {"advertising": "granted by default", "analytics": "granted by default"}),
        ("gcd", "13r3r3r2r5", {"advertising": "granted", "analytics": "granted"}),
        ("gcd", "11p1p1p1p5", {"advertising": "unanswered", "analytics": "unanswered"}),
        ("gcd", "11u1v1q1m5", {"advertising": "refused", "analytics": "granted"}),
        ("gcd", "11v1l1v1q5", {"advertising": "partly"}),
        ("gcd", "13l3l3l3l1l1", {}),
        ("gcd", "13R3Z3l3l1", {}),
        ("addtl_consent", "1~", {"advertising": "not granted"}),
        ("addtl_consent", "2~1.35.41~dv.9.21", {"advertising": "partly"}),
        ("addtl_consent", "2~~dv.9.21.81", {"advertising": "not granted"}),
        ("us_privacy", "1YYN", {"sale or sharing": "refused"}),
        ("us_privacy", "1ynn", {"sale or sharing": "not opted out"}),
        ("us_privacy", "1---", {}),
        ("IABTCF_PurposeConsents", "11110010000", {"storage on the device": "granted", "advertising": "granted", "analytics": "not granted"}),
    ],
)  # fmt: skip
def test_what_is_said(name: str, value: str, states: Mapping[str, str]) -> None:
    told = READERS[name](value, {})
    assert told is not None
    assert told.states == states


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gcs", "G1"), ("gcs", "G2111"), ("gcs", "bucket"), ("gcd", "12"), ("gcd", "11t1t1t1"), ("gcd", "1t1t1t1t1!"),
        ("addtl_consent", "3~1"), ("addtl_consent", "1~a.b"), ("us_privacy", "2YNN"), ("us_privacy", "1YN"),
        ("IABTCF_PurposeConsents", "101"), ("groups", "C0001:1"), ("groups", "a"),
    ],
)  # fmt: skip
def test_near_misses_say_nothing(name: str, value: str) -> None:
    assert READERS[name](value, {}) is None


def test_the_letters_of_gcd_are_told_one_by_one_and_as_undocumented() -> None:
    told = READERS["gcd"]("11p1q1u1Z5", {})
    assert told is not None
    assert told.sentences[0] == (
        "Google consent mode (gcd): ad_storage denied by default, analytics_storage denied by default and again, "
        "ad_user_data granted by default and then denied, ad_personalization of unknown meaning"
    )
    assert "documents no meaning" in told.sentences[1]


@pytest.mark.parametrize(
    ("beside", "states"),
    [
        ({"interactionCount": "2"}, {"analytics": "granted", "advertising": "partly"}),
        ({"datestamp": "Tue"}, {"analytics": "granted", "advertising": "partly"}),
        ({"interactionCount": "0"}, {"analytics": "granted by default", "advertising": "partly"}),
    ],
)
def test_groups_of_onetrust(beside: Mapping[str, str], states: Mapping[str, str]) -> None:
    told = READERS["groups"]("C0001:1,C0002:1,C0004:0,C0005:1,BG7:0", beside)
    assert told is not None
    assert told.states == states
    assert "OneTrust, off: C0004, BG7" in told.sentences


@pytest.mark.parametrize("value", ["kim-seoyun:1,C0002:0", "01091832746:1", "seoyun:1", "C0002:1;x:0"])
def test_what_is_no_code_of_a_group_is_not_told(value: str) -> None:
    assert READERS["groups"](value, ONETRUST) is None


def test_purposes_of_the_first_version() -> None:
    assert of_purposes(0b101000, (3,), (5,)) == {
        "storage on the device": "not granted", "advertising": "granted", "analytics": "granted",
    }  # fmt: skip


@given(st.sampled_from(sorted(READERS)), st.text(max_size=64), st.booleans())
def test_any_text_is_read_or_not(name: str, text: str, beside: bool) -> None:
    READERS[name](text, ONETRUST if beside else {})
