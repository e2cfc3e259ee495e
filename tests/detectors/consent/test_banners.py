import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.detectors.consent.banners import READERS

SHOP = {"con": {"CMP": {"a": "", "m": "1", "p": "", "s": "0"}}, "v": "2.1", "region": "KR11"}


@pytest.mark.parametrize(
    ("name", "value", "states"),
    [
        ("CookieConsent", "{stamp:'x==',necessary:true,preferences:false,statistics:false,marketing:true,method:'explicit',ver:1}", {"analytics": "refused", "advertising": "granted"}),
        ("CookieConsent", "{stamp:'x',necessary:true,preferences:true,statistics:true,marketing:false,method:'implied'}", {"analytics": "granted by default", "advertising": "unanswered"}),
        ("cookieyes-consent", "consentid:Zm9v,consent:no,action:yes,necessary:yes,functional:no,analytics:no,advertisement:yes", {"analytics": "refused", "advertising": "granted"}),
        ("cookieyes-consent", "consentid:Zm9v,consent:,action:,necessary:,functional:,analytics:no,advertisement:no", {"analytics": "unanswered", "advertising": "unanswered"}),
        ("_tracking_consent", json.dumps(SHOP), {"analytics": "unanswered", "advertising": "granted", "sale or sharing": "refused"}),
        ("didomi_token", '{"user_id":"1","purposes":{"enabled":["cookies"],"disabled":["ads"]}}', {"all that was asked": "partly"}),
        ("didomi_token", '{"purposes":{"enabled":[],"disabled":["ads"]}}', {"all that was asked": "refused"}),
        ("didomi_token", '{"purposes":{"enabled":[],"disabled":[]}}', {"all that was asked": "unanswered"}),
        ("klaro", '{"ga":false,"hotjar":false}', {"all that was asked": "refused"}),
        ("klaro", '{"ga":true,"hotjar":false}', {"all that was asked": "partly"}),
        ("CONSENTMGR", "consent:true|ts:1678332400820|c1:1|c3:0", {"all that was asked": "granted"}),
        ("CONSENTMGR", "ts:1678332400820|consent:false", {"all that was asked": "refused"}),
    ],
)  # fmt: skip
def test_what_is_said(name: str, value: str, states: Mapping[str, str]) -> None:
    told = READERS[name](value, {})
    assert told is not None
    assert told.states == states


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CookieConsent", "-1"), ("CookieConsent", "0"), ("CookieConsent", "true"), ("CookieConsent", "{necessary:maybe}"),
        ("cookieyes-consent", "consent:no,analytics:no"), ("_tracking_consent", "{}"), ("_tracking_consent", '{"con":[1]}'),
        ("_tracking_consent", '{"con":{"CMP":{"a":"x"}}}'), ("didomi_token", '{"purposes":{"enabled":1}}'), ("klaro", "{}"),
        ("klaro", '{"a":"yes"}'), ("klaro", "["), ("klaro", "{" * 9_000), ("klaro", '{"a":' * 5_000), ("CONSENTMGR", "1"),
        ("CONSENTMGR", "ts:1|c1:1"), ("klaro", json.dumps({str(one): True for one in range(300)})),
    ],
)  # fmt: skip
def test_near_misses_say_nothing(name: str, value: str) -> None:
    assert READERS[name](value, {}) is None


@given(st.sampled_from(sorted(READERS)), st.text(max_size=64) | st.recursive(
    st.none() | st.booleans() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["con", "CMP", "a", "m", "purposes", "enabled", "disabled"]), inner)).map(json.dumps))  # fmt: skip
def test_any_text_is_read_or_not(name: str, text: str) -> None:
    READERS[name](text, {})
