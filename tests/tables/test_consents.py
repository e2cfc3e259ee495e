import doctest
import hashlib
import tomllib
from importlib import resources

import pytest

from trafficaudit.consents import ABOUT, STATES
from trafficaudit.tables import consents
from trafficaudit.tables.consents import Statement, lacking, said, statements


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def told(path: str, value: str) -> tuple[str, str] | None:
    found = said(path, digest(value))
    return (found.about, found.state) if found else None


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("consent.ad_storage", "denied", ("advertising", "not granted")),
        ("query.npa", "1", ("advertising", "not granted")),
        ("device.lmt", "1", ("tracking", "refused")),
        ("device.lmt", "0", ("tracking", "not opted out")),
        ("events[0].limit_ad_tracking", "True", ("tracking", "refused")),
        ("advertiser_tracking_enabled", "0", ("tracking", "refused")),
        ("advertiser_tracking_enabled", "true", ("tracking", "not opted out")),
        ("att_status[0]", "2", ("tracking", "refused")),
        ("device.ext.atts", "0", ("tracking", "unanswered")),
        ("device.ext.atts", "3", ("tracking", "granted")),
        ("trackingAuthorizeStatus", "notDetermined", ("tracking", "unanswered")),
        ("sec-gpc", "1", ("tracking", "refused")),
        ("data_processing_options[0]", "LDU", ("sale or sharing", "not granted")),
        ("tcf.ad_user_data_enabled", "false", ("advertising", "not granted")),
        ("국외이전동의", "N", ("transfer abroad", "not granted")),
        ("국외이전동의", "Y", ("transfer abroad", "granted")),
        ("body.overseasAgree", "false", ("transfer abroad", "not granted")),
        ("제3자제공동의", "Y", ("transfer to others", "granted")),
        ("userConsent", "DECLINED", ("all that was asked", "refused")),
        ("marketingAgree", "N", ("marketing messages", "not granted")),
        ("야간광고수신동의", "Y", ("marketing messages", "granted")),
        ("만14세이상", "Y", ("age", "granted")),
        ("cookielawinfo-checkbox-analytics", "no", ("analytics", "not granted")),
    ],
)
def test_what_flags_say(path: str, value: str, says: tuple[str, str]) -> None:
    assert told(path, value) == says


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(("query.npa", "0"), ("att", "1"), ("att", "0"), ("gdpr", "0"), ("gdpr", "1"), ("coppa", "0"), ("", "0")),
        *(("att_status", "4"), ('query["opt.out"]', ""), ("consent", "v2"), ("consent_version", "1"), ("lmt", "2")),
    ],
)
def test_what_is_not_sure_says_nothing(path: str, value: str) -> None:
    assert told(path, value) is None


def row(exchange: str, path: str, value: str, **changes: str) -> dict[str, object]:
    made: dict[str, object] = {
        "capture": "c", "exchange": exchange, "direction": "request", "category": "consent_state", "path": path,
        "value_sha256": digest(value), "reasoning": "obvious property name",
    }  # fmt: skip
    return made | changes


def test_only_requests_count_and_each_thing_once() -> None:
    rows = [
        row("0", "query.npa", "1"), row("0", "query.npa", "1"), row("1", "query.npa", "1", direction="response"),
        row("2", "query.npa", "1", category="user_id"), row("3", "query.npa", "0"),
    ]  # fmt: skip
    assert statements(rows) == [
        Statement("c", "0", "query.npa", "advertising", "not granted", "no personalised advertising (Google npa)")
    ]
    assert statements([]) == []


def test_strings_say_what_their_reasoning_says() -> None:
    why = "the cookie of Klaro; it says more; says of consent: advertising refused, analytics granted; the key names it"
    (ads, analysis) = statements([row("0", "klaro", "{}", reasoning=why)])
    assert (ads.about, ads.state, ads.says) == ("advertising", "refused", "the cookie of Klaro; it says more")
    assert (analysis.about, analysis.state) == ("analytics", "granted")


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ("consent_denied", ("all that was asked", "refused")), ("CONSENT_DENIED", ("all that was asked", "refused")),
        ("cookie_reject", ("all that was asked", "refused")), ("agree_terms", ("terms", "granted")),
        ("약관동의", ("terms", "granted")), ("att_denied", ("tracking", "refused")),
    ],
)  # fmt: skip
def test_events_say_what_they_are_called(event: str, says: tuple[str, str]) -> None:
    (one,) = statements([row("0", "event.name", event, category="behaviour")])
    assert (one.about, one.state) == says


@pytest.mark.parametrize("event", ["consent_screen_view", "consent", "page_view", "Consent Manager Pro"])
def test_other_events_say_nothing(event: str) -> None:
    assert statements([row("0", "event.name", event, category="behaviour")]) == []


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("refused", True), ("unanswered", True), ("not granted", True),
        ("granted", False), ("granted by default", False), ("partly", False), ("not opted out", False),
    ],
)  # fmt: skip
def test_whoever_refused_or_was_not_asked_has_not_said_yes(state: str, told: bool) -> None:
    one = Statement("c", "0", "body.consent", "advertising", state, "a word of the request")
    assert lacking([one], {}) == ([one] if told else [])


def test_messages_terms_and_age_are_no_lack_of_consent_to_what_is_done_with_data() -> None:
    rows = [row("0", "npa", "1"), row("0", "marketingAgree", "N"), row("0", "over14", "N"), row("0", "lmt", "0")]
    assert [one.field for one in lacking(statements(rows), {})] == ["npa"]


@pytest.mark.parametrize(("carried", "told"), [(["coordinates"], True), (["email"], False), ([], False)])
def test_no_consent_to_the_use_of_a_place_counts_where_one_is_sent(carried: list[str], told: bool) -> None:
    stated = statements([row("0", "locationAgree", "N")])
    assert lacking(stated, {("c", "0"): carried}) == (stated if told else [])


def test_the_examples_hold() -> None:
    assert doctest.testmod(consents).failed == 0


def test_no_name_and_value_says_two_things() -> None:
    flags, events = consents._listed()
    document = tomllib.loads(resources.files("trafficaudit.tables").joinpath("consents.toml").read_text("utf-8"))
    for one in (*document["signal"], *document["event"]):
        values = [value.lower() for listed in one["states"].values() for value in listed]
        assert len(values) == len(set(values)), one["says"]
        assert one["about"] in ABOUT
        assert one["states"].keys() <= set(STATES)
    names = [(name, one["about"]) for one in document["signal"] for name in one["names"]]
    assert len({name for name, _ in names}) == len(names)
    assert len({name for name, _ in flags}) >= 60
    assert all(name == "".join(filter(str.isalnum, name.casefold())) for name, _ in flags)
    assert len(events) >= 30


def test_a_signal_is_named_whatever_it_says() -> None:
    """``dnt=false`` stood in the report as "not opted out: tracking is limited", and a refusal as "tracking is allowed"."""
    for name in ("query.dnt", "device.lmt", "advertiser_tracking_enabled", "query.optout"):
        words = {one.says for value in ("true", "false") if (one := said(name, digest(value)))}
        assert len(words) == 1
        assert not words & {"opted out"}
        assert not any(verb in word.split() for word in words for verb in ("is", "was", "are"))
