"""Answers as TrustArc, Osano and Sourcepoint keep and send them."""

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.samples import exchange

from trafficaudit.consents import heard
from trafficaudit.decode import decode
from trafficaudit.detectors import Context
from trafficaudit.detectors.consent import search as consent
from trafficaudit.detectors.consent.platforms import READERS
from trafficaudit.model import Message

OSANO = {"ESSENTIAL": "ACCEPT", "ANALYTICS": "ACCEPT", "MARKETING": "DENY"}


@pytest.mark.parametrize(
    ("name", "value", "beside", "states"),
    [
        ("notice_preferences", "2:", {}, {"advertising": "granted"}),
        ("notice_preferences", "1:1a8b5228dd7ff0717196863a5d28ce6c", {}, {"advertising": "not granted"}),
        ("notice_preferences", "0:", {}, {"advertising": "not granted"}),
        ("notice_gdpr_prefs", "0,1,2:", {}, {"advertising": "granted"}),
        ("notice_gdpr_prefs", "0|2:", {}, {"advertising": "granted"}),
        ("notice_gdpr_prefs", "0::implied,eu", {}, {"advertising": "not granted"}),
        ("cmapi_cookie_privacy", "permit 1,2,3", {"notice_preferences": "2:"}, {"advertising": "granted"}),
        ("cmapi_cookie_privacy", "permit_1|2|3", {"notice_behavior": "implied,us"}, {"advertising": "granted by default"}),
        ("cmapi_cookie_privacy", "permit 1 required", {"notice_gdpr_prefs": "0:"}, {"advertising": "not granted"}),
        ("cmapi_cookie_privacy", "permit 1 required", {}, {"advertising": "unanswered"}),
        ("ANALYTICS", "ACCEPT", OSANO, {"analytics": "granted"}),
        ("MARKETING", "DENY", OSANO, {"advertising": "not granted"}),
        ("osano_consentmanager", "t5e_8v4Oum" * 12 + "==", {}, {}),
        ("consentedAll", "true", {"rejectedAny": "false"}, {"all that was asked": "granted"}),
        ("consentedAll", "false", {"rejectedAny": "true", "consentedToAny": "false"}, {"all that was asked": "refused"}),
        ("consentedAll", "false", {"rejectedAny": "true", "consentedToAny": "true"}, {"all that was asked": "partly"}),
        ("consentedAll", "false", {"rejectedAny": "false", "hasConsentData": "false"}, {"all that was asked": "unanswered"}),
        ("consentedAll", "false", {"rejectedAny": "false"}, {"all that was asked": "not granted"}),
        ("purposeConsent", "SOME", {"vendorConsent": "ALL"}, {"all that was asked": "partly"}),
    ],
)  # fmt: skip
def test_what_is_said(name: str, value: str, beside: Mapping[str, str], states: Mapping[str, str]) -> None:
    told = READERS[name](value, beside)
    assert told is not None
    assert told.states == states


@pytest.mark.parametrize(
    ("name", "value", "beside"),
    [
        ("notice_preferences", "2", {}), ("notice_preferences", "en:2", {}), ("notice_preferences", "9:", {}), ("notice_preferences", "", {}),
        ("notice_gdpr_prefs", "0,1,2", {}), ("notice_gdpr_prefs", "0,7:", {}), ("cmapi_cookie_privacy", "permit", {}),
        ("cmapi_cookie_privacy", "1,2,3", {}), ("ANALYTICS", "ACCEPT", {}), ("ANALYTICS", "true", OSANO), ("MARKETING", "camping", OSANO),
        ("osano_consentmanager", "true", {}), ("consentedAll", "true", {}), ("consentedAll", "yes", {"rejectedAny": "false"}),
        ("purposeConsent", "NONE", {}), ("purposeConsent", "none", {"vendorConsent": "ALL"}),
    ],
)  # fmt: skip
def test_near_misses_say_nothing(name: str, value: str, beside: Mapping[str, str]) -> None:
    assert READERS[name](value, beside) is None


def told(cookie: str = "", body: object = None) -> dict[str, Mapping[str, str]]:
    sent = json.dumps(body).encode() if body else b""
    headers = ((b"cookie", cookie.encode()), (b"content-type", b"application/json"))
    made = exchange(request=Message(headers, sent, body_size=len(sent)))
    return {one.field.path: heard(one.reasoning) for one in consent.build(Context())(made, decode(made))}


def test_cookies_are_read_whole_beside_each_other() -> None:
    cookie = (
        "notice_behavior=implied,eu; notice_preferences=2:; notice_gdpr_prefs=0,1,2:; cmapi_cookie_privacy=permit 1,2,3"
    )
    on = {"advertising": "granted"}
    assert told(cookie) == {"notice_preferences": on, "notice_gdpr_prefs": on, "cmapi_cookie_privacy": on}
    assert told("notice_behavior=implied,us; cmapi_cookie_privacy=permit 1,2,3") == {
        "cmapi_cookie_privacy": {"advertising": "granted by default"}
    }


def test_each_campaign_is_asked_for_its_own_members() -> None:
    status = {"rejectedAny": True, "consentedToAny": False, "consentedAll": False}
    campaigns = {
        "gdpr": {"consentStatus": status},
        "usnat": {"consentStatus": {"rejectedAny": False, "consentedAll": True}},
    }
    assert told(body={"campaigns": campaigns}) == {
        "campaigns.gdpr.consentStatus.consentedAll": {"all that was asked": "refused"},
        "campaigns.usnat.consentStatus.consentedAll": {"all that was asked": "granted"},
    }


@given(
    st.sampled_from(sorted(READERS)),
    st.text(max_size=80),
    st.dictionaries(st.sampled_from(["rejectedAny", "ESSENTIAL"]), st.text()),
)
def test_any_text_is_read_or_not(name: str, text: str, beside: dict[str, str]) -> None:
    READERS[name](text, beside)
