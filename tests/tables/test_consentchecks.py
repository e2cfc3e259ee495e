import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest

from trafficaudit.consents import naming
from trafficaudit.tables.consentchecks import Sent, contrary, early, first, sent, unconsented
from trafficaudit.tables.consents import Statement

START = datetime(2026, 11, 24, tzinfo=UTC)


def request(seconds: float | None, domain: str = "ads.example", phase: str = "browse", recipient: str = "") -> Sent:
    at = None if seconds is None else START + timedelta(seconds=seconds)
    return Sent(at, "app", phase, domain, domain, recipient or domain)


def statement(exchange: str, state: str, about: str = "advertising", says: str = "x") -> Statement:
    return Statement("c", exchange, "query.x", about, state, says)


def placed(**requests: Sent) -> Mapping[tuple[str, str], Sent]:
    return {("c", name): each for name, each in requests.items()}


def test_requests_that_reached_a_server_have_a_recipient_or_a_domain() -> None:
    exchanges = [
        {"capture": "c", "exchange": str(number), "at": at, "app": "app", "phase": "p", "host": f"h{number}.example", "sent": sent, "destination": number}
        for number, (sent, at) in enumerate([("yes", START), ("yes", pd.NaT), ("no", START), ("yes", None)])
    ]  # fmt: skip
    destinations = [
        {"destination": 0, "domain": "h.example", "recipient": "Ads Ltd"},
        {"destination": 1, "domain": "h.example", "recipient": ""},
    ]
    found = sent(exchanges, destinations)
    assert found["c", "0"] == Sent(START, "app", "p", "h0.example", "h.example", "Ads Ltd")
    assert found["c", "1"] == Sent(None, "app", "p", "h1.example", "h.example", "h.example")
    assert found["c", "3"].recipient == "h3.example"
    assert ("c", "2") not in found


@pytest.mark.parametrize(
    ("phase", "state", "told"),
    [
        ("before_consent", "granted", True), ("install", "granted by default", True), ("consent", "granted", False),
        ("before_consent", "not opted out", False), ("before_consent", "refused", False), ("browse", "granted", False),
    ],
)  # fmt: skip
def test_granted_before_anybody_was_asked(phase: str, state: str, told: bool) -> None:
    stated = [statement("a", state), statement("gone", state), statement("a", state, "age")]
    assert early(stated, placed(a=request(0, phase=phase))) == (stated[:1] if told else [])


def test_granted_in_the_first_thing_that_is_said() -> None:
    stated = [
        statement("late", "refused"), statement("soon", "granted"), statement("soon", "not granted", "analytics"),
        statement("late", "granted", "analytics"), statement("undated", "granted"),
    ]  # fmt: skip
    requests = placed(soon=request(1), late=request(9), undated=request(None))
    assert first(stated, requests) == [stated[1]]
    ticked = [
        statement("soon", "granted", about) for about in ("terms", "age", "transfer abroad", "transfer to others")
    ]
    assert first(ticked, requests) == []
    assert first([statement("late", "granted"), statement("soon", "refused")], requests) == []


@pytest.mark.parametrize(
    ("seconds", "other", "about", "found"),
    [
        (30, "b.example", "advertising", 1), (60, "b.example", "advertising", 1), (-59, "b.example", "advertising", 0),
        (0, "b.example", "advertising", 1),
        (61, "b.example", "advertising", 0), (30, "ads.example", "advertising", 0), (30, "b.example", "analytics", 0),
    ],
)  # fmt: skip
def test_granted_to_one_and_not_to_another_in_the_same_minute(
    seconds: float, other: str, about: str, found: int
) -> None:
    stated = [statement("a", "granted", says="yes"), statement("b", "not granted", about, says="no")]
    told = contrary(stated, placed(a=request(100), b=request(100 + seconds, other)))
    assert len(told) == found
    if told:
        assert told[0][:6] == ("app", "advertising", "ads.example", "yes", "b.example", "no")
        assert told[0].examples == (("c", "a"), ("c", "b"))


def test_each_pair_stands_once_and_messages_are_no_contradiction() -> None:
    stated = [statement(name, state) for name, state in zip("abcd", ["granted", "refused"] * 2, strict=True)]
    requests = placed(**{
        name: request(number, domain)
        for number, (name, domain) in enumerate(zip("abcd", ["x.example", "y.example"] * 2, strict=True))
    })  # fmt: skip
    assert len(contrary(stated, requests)) == 1
    phases = {place: one._replace(phase=one.domain) for place, one in requests.items()}
    assert contrary(stated, phases) == [], "somebody may have answered in between"
    worded = [one._replace(says=one.exchange) for one in stated]
    assert len(contrary(worded, requests)) == 1
    aside = [one._replace(about="marketing messages") for one in stated]
    assert contrary(aside, requests) == []
    unsure = [one._replace(state="not opted out") for one in stated]
    assert contrary(unsure, requests) == []


def test_of_each_pair_the_first_is_the_example_and_nobody_contradicts_itself() -> None:
    requests = placed(
        a=request(1, "a.example"), itself=request(2, "a.example"), b=request(3, "b.example"), c=request(4, "c.example"),
        again=request(5, "a.example"), later=request(6, "b.example"),
    )  # fmt: skip
    stated = [
        statement("a", "granted", says="yes"), statement("itself", "refused"), statement("b", "refused"),
        statement("c", "refused"), statement("again", "granted", says="Y"), statement("later", "refused", says="N"),
    ]  # fmt: skip
    assert [(one.granted_to, one.not_to, one.examples) for one in contrary(stated, requests)] == [
        ("a.example", "b.example", (("c", "a"), ("c", "b"))), ("a.example", "c.example", (("c", "a"), ("c", "c"))),
    ]  # fmt: skip


def test_what_is_said_stands_in_the_order_of_time_whatever_the_order_of_findings() -> None:
    requests = placed(no=request(130, "b.example"), yes=request(100, "a.example"), early=request(10, "b.example"))
    stated = [
        statement("no", "refused"), statement("yes", "granted", "analytics"), statement("yes", "granted"),
        statement("early", "refused"), statement("no", "refused", "analytics"),
    ]  # fmt: skip
    told = contrary(stated, requests)
    assert {one.about: one.examples for one in told} == dict.fromkeys(
        ("advertising", "analytics"), (("c", "yes"), ("c", "no"))
    )
    assert first(stated, requests) == [stated[1]], "of advertising, somebody had refused before"


def row(
    exchange: str, category: str = "advertising_id", reasoning: str = "", direction: str = "request"
) -> dict[str, object]:
    return {
        "capture": "c", "exchange": exchange, "direction": direction, "category": category, "reasoning": reasoning,
        "path": "p", "value_sha256": hashlib.sha256(b"v").hexdigest(),
    }  # fmt: skip


def string(exchange: str, *consented: int) -> dict[str, object]:
    why = "; ".join(["TC string", "vendors with consent: 1", *naming(sum(1 << each for each in consented))])
    return row(exchange, "consent_state", why)


def test_what_is_sent_to_a_vendor_without_consent() -> None:
    requests = placed(
        before=request(0, "criteo.com"), string=request(5, "cmp.example"), itself=request(6, "criteo.com"),
        other=request(7, "3lift.com"), empty=request(8, "criteo.com"), again=request(9, "criteo.com"),
        yes=request(10, "cmp.example"), after=request(11, "criteo.com"),
    )  # fmt: skip
    rows = [
        row("before"), string("string", 28), string("itself", 28), row("itself"), row("other"), row("again"),
        row("again", "email"), row("empty", direction="response"), string("yes", 91), row("after"),
    ]  # fmt: skip
    (found,) = unconsented(rows, requests)
    assert (found.app, found.vendor.number, found.domain, found.told, found.exchanges) == (
        "app",
        91,
        "criteo.com",
        True,
        2,
    )
    assert found.example == ("c", "itself")


def test_without_a_string_or_a_known_vendor_nothing_is_said() -> None:
    requests = placed(a=request(0, "criteo.com"), b=request(1, "unknown.example"), c=request(None, "criteo.com"))
    assert unconsented([row("a"), row("b"), row("c")], requests) == []
    assert unconsented([string("a"), row("b"), row("c")], requests) == []


def test_of_strings_at_the_same_instant_a_request_goes_by_its_own() -> None:
    requests = placed(
        mine=request(5, "criteo.com"), other=request(5, "cmp.example"), both=request(6, "criteo.com"),
        later=request(7, "criteo.com"),
    )  # fmt: skip
    agreed = [string("mine", 91), row("mine"), string("other", 28)]
    assert unconsented(agreed, requests) == [], "its own string says yes, another one that was sent with it says no"
    (found,) = unconsented([string("mine", 28), row("mine"), string("other", 91)], requests)
    assert (found.told, found.exchanges) == (True, 1)
    assert unconsented([string("both", 28), string("both", 91), row("both")], requests) == []
    assert unconsented([*agreed, row("later")], requests) == [], "nobody can tell which of the two was the latest"
    (found,) = unconsented([string("mine", 28), string("other", 28), row("later")], requests)
    assert (found.told, found.exchanges) == (False, 1)


def test_the_latest_string_is_one_of_the_same_app_and_recording() -> None:
    requests = {
        ("c", "yes"): request(9, "cmp.example"), ("c", "mine"): request(10, "criteo.com"),
        ("c", "theirs"): request(9.5, "cmp.example")._replace(app="other"), ("d", "no"): request(9.7, "cmp.example"),
    }  # fmt: skip
    rows = [string("yes", 91), string("theirs", 28), string("no", 28) | {"capture": "d"}, row("mine")]
    assert unconsented(rows, requests) == []
    (found,) = unconsented([string("yes", 28), *rows[1:]], requests)
    assert (found.exchanges, found.example) == (1, ("c", "mine"))


def test_what_reached_no_server_or_has_no_time_tells_of_no_string_and_hides_none() -> None:
    requests = placed(
        late=request(20, "criteo.com"), yes=request(15, "cmp.example"), no=request(10, "cmp.example"),
        undated=request(None, "cmp.example"), early=request(12, "criteo.com"), first=request(1, "criteo.com"),
    )  # fmt: skip
    rows = [
        string("never sent", 28), row("never sent"), string("undated", 28), string("yes", 91), string("no", 28),
        row("first"), row("late"), row("early"),
    ]  # fmt: skip
    (found,) = unconsented(rows, requests)
    assert (found.exchanges, found.example) == (1, ("c", "early"))
