import re
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from importlib import resources
from pathlib import Path

import pytest
from support import resultfolders as made

from trafficaudit.consents import ABOUT, STATES, naming
from trafficaudit.model import Finding
from trafficaudit.report import signals
from trafficaudit.report.links import link
from trafficaudit.report.results import read_results
from trafficaudit.report.signals import signals_part
from trafficaudit.report.texts import Texts
from trafficaudit.report.wording import reasoning, stated

GCS = "Google consent mode (gcs): ad_storage granted, analytics_storage denied"
NPA = made.finding("consent_state", "1", "query.npa", "key", "named")
STRING = "; ".join(["TC string of TCF 2, CMP 31, changed on 2026-03-02", "vendors with consent: 1", *naming(1 << 28)])


def said(states: str, words: str = GCS) -> Finding:
    found = made.finding("consent_state", "G101", "query.gcs", "consent", "named")
    return replace(found, reasoning=f"{words}; says of consent: {states}")


def shown(tmp_path: Path, exchanges: Sequence[tuple[str, str, Sequence[Finding]]], lang: str = "en") -> str:
    """Write the part of requests, each to a host in a phase with findings."""
    items = [
        (made.exchange(number, host, phase), made.destination(host, recipient=host.partition(".")[0].title()), [*found])
        for number, (host, phase, found) in enumerate(exchanges)
    ]
    results = read_results(made.write(tmp_path / "out", items))
    text = signals_part(results, link(results), Texts(lang))
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def test_without_a_signal_nothing_is_told_of_consent(tmp_path: Path) -> None:
    text = shown(tmp_path, [("ads.example", "browse", [made.finding()])])
    assert "That tells nothing of whether consent was asked." in text


def test_what_goes_along_with_a_refusal_is_listed_by_recipient(tmp_path: Path) -> None:
    text = shown(
        tmp_path,
        [
            ("ads.example", "browse", [NPA, made.finding(), made.finding("advertising_id")]),
            ("ads.example", "browse", [NPA, made.finding()]),
            ("bare.example", "browse", [NPA]),
            ("yes.example", "browse", [said("advertising granted"), made.finding()]),
        ],
    )
    assert (
        "4 requests say something of consent, 3 of them that nobody had said yes. At least 2 of these carried" in text
    )
    assert "no consent under the law of Korea" in text
    words = "advertising: not granted no personalised advertising (Google npa)"
    assert f"Ads Singapore SG {words} 2 e-mail address, advertising id" in text
    assert f"Bare – {words} 1 –" in text
    assert "Yes Singapore SG advertising" not in text


def test_nothing_is_said_of_what_went_along_where_nobody_refused(tmp_path: Path) -> None:
    asked = [("yes.example", "browse", [said("advertising granted"), made.finding()])]
    assert "1 request says something of consent, 0 of them that nobody had said yes. Signals are" in shown(
        tmp_path, asked
    )


def test_contradictions_are_listed(tmp_path: Path) -> None:
    string = replace(said(""), reasoning=STRING)
    text = shown(
        tmp_path,
        [
            ("early.example", "before_consent", [said("advertising granted by default")]),
            (
                "other.example",
                "before_consent",
                [said("advertising refused", "the cookie of Klaro, services on: 0, off: 2")],
            ),
            ("cmp.example", "consent", [string]),
            ("criteo.com", "browse", [made.finding("advertising_id")]),
            ("3lift.com", "browse", [made.finding("advertising_id")]),
        ],
    )
    assert "Requests before consent that say that it was given already: 1 (exchange 000000" in text
    assert "Granted in the first request that says something of it, which may be a default: exchange 000000" in text
    assert f"within a minute (advertising): granted to Early ({GCS}), then not to Other (the cookie of Klaro" in text
    assert "1 request with an item went to criteo.com of vendor Criteo (number 91), which has no consent" in text
    assert "3lift.com" not in text


def test_the_same_in_korean(tmp_path: Path) -> None:
    found = [
        ("ads.example", "before_consent", [NPA, said("advertising granted, analytics not granted"), made.finding()])
    ]
    text = shown(tmp_path, found, "ko")
    assert "개인정보 보호법의 동의가 아니며" in text
    assert "광고: 동의 없음(거부인지 미응답인지 알 수 없음) 맞춤형 광고 안 함(Google npa)" in text
    assert "Google 동의 모드(gcs): ad_storage 허용, analytics_storage 거부" in text
    assert "[영어 원문]" not in text


def test_too_many_lines_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signals, "_MOST", 1)
    text = shown(tmp_path, [("a.example", "browse", [NPA]), ("b.example", "install", [NPA, said("analytics granted")])])
    assert text.count("analysis/11_refused.py") == 2


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_thing_and_state_has_words(lang: str) -> None:
    texts = Texts(lang)
    for about in ABOUT:
        for state in STATES:
            text = stated(about, state, texts)
            assert ": " in text
            assert lang == "en" or not re.search("[a-z]{3}", text), text
        assert ":" not in stated(about, "", texts)


def test_whatever_a_flag_says_has_words_in_korean() -> None:
    text = resources.files("trafficaudit.tables").joinpath("consents.toml").read_text("utf-8")
    document = tomllib.loads(text)
    for one in (*document["signal"], *document["event"]):
        assert re.search("[가-힣]", reasoning(one["says"], Texts("ko"))), one["says"]
