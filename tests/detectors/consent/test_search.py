import json
from collections.abc import Mapping
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import consentstrings as written
from support.samples import exchange

from trafficaudit.consents import heard, without
from trafficaudit.decode import decode
from trafficaudit.detectors import Context
from trafficaudit.detectors.consent import search as consent
from trafficaudit.model import Exchange, Message


def asked(query: str = "", body: object = None, cookie: str = "") -> Exchange:
    sent = b"" if body is None else json.dumps(body).encode()
    headers = ((b"content-type", b"application/json"), *(((b"cookie", cookie.encode()),) if cookie else ()))
    return exchange(
        url=f"https://a.example/x?{query}",
        host="a.example",
        request=Message(headers, sent, body_size=len(sent)),
        response=None,
    )


def found(made: Exchange) -> dict[str, str]:
    findings = list(consent.build(Context())(made, decode(made)))
    assert {each.category for each in findings} <= {"consent_state"}
    return {each.field.path: each.reasoning for each in findings}


def states(made: Exchange) -> dict[str, Mapping[str, str]]:
    return {path: heard(why) for path, why in found(made).items() if heard(why)}


def test_a_tc_string_says_what_was_consented_under_any_name() -> None:
    text = written.tc([1, 2, 3, 4], [91, 755], interests=[7], features=[1])
    told = found(asked(body={"v9": text}))
    assert heard(told["v9.purposes_consent"]) == {
        "storage on the device": "granted", "advertising": "partly", "analytics": "not granted",
    }  # fmt: skip
    assert told["v9.purposes_consent"].startswith(
        "TC string of TCF 2, CMP 31, changed on 2026-03-02; purposes with consent: 1-4; "
    )
    assert heard(told["v9.special_feature_opt_ins"]) == {"location": "granted"}
    assert "purposes with legitimate interest, which is no consent: 7" in told["v9.purposes_li_transparency"]
    named = told["v9.vendor_consents"]
    assert "vendors with consent: 2; with consent of those known here: Criteo (91), Google" in named
    assert {91, 755}.isdisjoint(each.number for each in without(named))
    assert 76 in {each.number for each in without(named)}


def test_a_string_without_consent_is_not_called_refused() -> None:
    told = states(asked(f"gdpr_consent={written.tc()}"))["query.gdpr_consent.purposes_consent"]
    assert set(told.values()) == {"not granted"}


def test_the_first_version_is_told_as_old() -> None:
    told = found(asked(f"c={written.first_version([1, 3, 5], 9, [], default=True)}"))
    assert "a version that counts no more" in told["query.c.purposes_consent"]
    assert set(heard(told["query.c.purposes_consent"]).values()) == {"granted"}
    assert "vendors with consent: 9" in told["query.c.vendor_consents"]


def test_sections_of_a_gpp_string() -> None:
    text = written.gpp({2: written.tc([2, 3, 4, 7]), 6: "1YYN", 8: written.states(3, (1, 2), control=True)})
    told = states(asked(body={"regs": {"gpp": text}}))
    assert told["regs.gpp.tcfeuv2.purposes_consent"]["advertising"] == "granted"
    assert told["regs.gpp.uspv1"] == {"sale or sharing": "refused"}
    assert told["regs.gpp.usca.sale_opt_out"] == {"sale or sharing": "refused"}
    assert told["regs.gpp.usca.sharing_opt_out"] == {"sale or sharing": "not opted out"}
    assert told["regs.gpp.usca.gpc"] == {"sale or sharing": "refused"}


def test_the_canadian_section() -> None:
    ones = written.head(1) + written.number(2, 6) + "0" + "0" * 12 + written.flags([1, 2, 3, 4, 7], 24) + "0" * 24
    told = states(asked(f"gpp={written.gpp({5: written.letters(ones)})}"))
    assert told["query.gpp.tcfcav1"]["advertising"] == "granted"


def test_only_what_was_sent_counts() -> None:
    body = json.dumps({"tc": written.tc([1]), "gcs": "G100"}).encode()
    answer = Message(((b"content-type", b"application/json"),), body, body_size=len(body), status=200)
    assert found(exchange(request=Message(), response=answer)) == {}


def test_names_are_heard_in_queries_bodies_and_cookies() -> None:
    told = states(asked("gcs=G101&gcd=11p1q1p1p5", {"addtl_consent": "1~2.3.4"}, "usprivacy=1YNN"))
    assert told == {
        "query.gcs": {"advertising": "not granted", "analytics": "granted"},
        "query.gcd": {"advertising": "unanswered", "analytics": "refused"},
        "addtl_consent": {"advertising": "partly"},
        "usprivacy": {"sale or sharing": "not opted out"},
    }


def test_cookies_of_banners_are_heard() -> None:
    shop = quote(json.dumps({"con": {"CMP": {"a": "1", "m": "0", "p": "", "s": ""}}, "v": "2.1"}))
    groups = quote("C0001:1,C0002:1,C0004:0")
    cookie = f"_tracking_consent={shop}; OptanonConsent=interactionCount=0&groups={groups}"
    told = states(asked(cookie=cookie))
    assert told["_tracking_consent"] == {
        "analytics": "granted",
        "advertising": "refused",
        "sale or sharing": "unanswered",
    }
    assert told["OptanonConsent.groups"] == {"analytics": "granted by default", "advertising": "unanswered"}


@pytest.mark.parametrize(
    "body",
    [
        {"tc": "CAESEGVuLUtSLXdlYi1hbmRyb2lkLXNlc3Npb24tMTIzNDU2Nzg5MA"},
        {"product": "Consent Manager Pro", "gcs": "my-bucket", "gcd": "greatest common divisor", "groups": "a:1,b:0"},
        {"schema": [{"name": "gdpr_consent", "type": "string"}, {"name": "us_privacy", "type": "string"}]},
        {"ccpa": "california", "klaro": "clear", "CookieConsent": "-1"},
    ],
)
def test_words_names_and_other_base64_say_nothing(body: object) -> None:
    assert found(asked(body=body)) == {}


@given(st.recursive(st.text(max_size=20), lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(
    ["gcs", "gcd", "groups", "klaro", "didomi_token", "CookieConsent", "CONSENTMGR", "datestamp", "x"]), inner)))  # fmt: skip
def test_any_document_is_read(body: object) -> None:
    found(asked(body=body))


def test_many_groups_beside_each_other_are_read_in_time() -> None:
    pairs = [{"groups": "C0002:1", "datestamp": "x", "n": number} for number in range(4_000)]
    assert len(found(asked(body=pairs))) == 4_000
