import doctest
import hashlib

import pandas as pd
import pytest

from trafficaudit.tables import refusals
from trafficaudit.tables.refusals import refused, said


def told(path: str, value: str) -> str:
    return said(path, hashlib.sha256(value.encode()).hexdigest())


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("query.gcs", "G101", "advertising denied (Google consent mode)"),
        ("consent.ad_storage", "denied", "advertising or analysis denied"),
        ("query.npa", "1", "no personalised advertising"),
        ("device.lmt", "1", "tracking limited on the phone"),
        ("events[0].limit_ad_tracking", "True", "tracking limited on the phone"),
        ("advertiser_tracking_enabled", "0", "tracking not allowed"),
        ("att_status[0]", "2", "tracking denied or restricted (App Tracking Transparency)"),
        ('query["opt.out"]', "", ""),
        ("regs.ext.us_privacy", "1YYN", "opted out of sale (US Privacy)"),
        ("국외이전동의", "N", "no consent to transfers abroad or to others"),
        ("body.overseasAgree", "false", "no consent to transfers abroad or to others"),
        ("userConsent", "DECLINED", "consent denied"),
    ],
)
def test_says_what_is_refused(path: str, value: str, says: str) -> None:
    assert told(path, value) == says


@pytest.mark.parametrize(
    ("path", "value"),
    [
        *(("query.gcs", "G111"), ("query.npa", "0"), ("device.lmt", "0"), ("att_status", "3"), ("att_status", "0")),
        *(("regs.us_privacy", "1YNN"), ("regs.us_privacy", "1---"), ("gdpr", "0"), ("coppa", "0")),
        *(("marketingAgree", "N"), ("smsRecvYn", "N"), ("pushAgreeYn", "N"), ("overseasAgree", "Y"), ("", "0")),
    ],
)
def test_what_is_granted_unknown_or_about_messages_refuses_nothing(path: str, value: str) -> None:
    assert told(path, value) == ""


def test_only_requests_count_and_each_once() -> None:
    no = hashlib.sha256(b"1").hexdigest()
    rows = [
        ("c", "0", "request", "consent_state", "query.npa", no),
        ("c", "0", "request", "consent_state", "query.npa", no),
        ("c", "1", "response", "consent_state", "query.npa", no),
        ("c", "2", "request", "user_id", "query.npa", no),
        ("c", "3", "request", "consent_state", "query.npa", hashlib.sha256(b"0").hexdigest()),
    ]
    columns = ["capture", "exchange", "direction", "category", "path", "value_sha256"]
    found = refused(pd.DataFrame(rows, columns=columns))
    assert found.to_numpy().tolist() == [["c", "0", "query.npa", "no personalised advertising"]]
    assert refused(pd.DataFrame([], columns=columns)).empty


def test_the_examples_hold() -> None:
    assert doctest.testmod(refusals).failed == 0


def test_no_name_and_value_says_two_things() -> None:
    listed = refusals._refusals()
    assert len({name for name, _ in listed}) >= 30
    assert all(name == "".join(filter(str.isalnum, name.casefold())) for name, _ in listed)
