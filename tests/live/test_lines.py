import json
from dataclasses import replace

import pytest
from support.samples import destination, exchange, finding

from trafficaudit.childlines import LONGEST
from trafficaudit.examine import Examined
from trafficaudit.live import lines
from trafficaudit.live.lines import Summary, dumps, where
from trafficaudit.model import Decoded, Destination, Finding, Span

EMAIL = "seoyun@hanbit.example"


def examined(*findings: Finding, to: Destination | None = None) -> Examined:
    return Examined(exchange(), Decoded((), ()), findings, to or destination())


def test_an_exchange_becomes_a_line_without_any_value() -> None:
    findings = [
        finding(),
        finding(detector="key", match="named"),  # the same field, known in a weaker way: it counts once
        finding(path=f'users["{EMAIL}"].mail'),
        finding("phone_number", direction="response", value="010-9183-2746", path="tel\x1b[31m"),
    ]
    summary = Summary()
    line = summary.add(examined(*findings))
    assert line == {
        "kind": "exchange",
        "exchange": "000000",
        "host": "api.shop.example",
        "place": "CN (likely)",
        "country": "CN",
        "certainty": "likely",
        "leaves_korea": "yes",
        "recipient": "Shop Ltd",
        "sent": {
            "email": {
                "count": 2,
                "seen": [
                    ["verbatim", "body", "user.email", "se…le (21)"],
                    ["verbatim", "body", 'users["se…le (21)"].mail', "se…le (21)"],
                ],
            }
        },
        "received": {"phone_number": {"count": 1, "seen": [["verbatim", "body", "tel\\x1b[31m", "01…46 (13)"]]}},
    }
    written = dumps(line)
    assert EMAIL.encode() not in written
    assert b"9183" not in written
    assert json.loads(written) == line


def test_a_name_that_is_telling_is_shown_redacted() -> None:
    line = Summary().add(
        Examined(exchange(), Decoded((), ()), (finding(path="u.QmFt"),), destination(), names=("QmFt",))
    )
    assert line is not None
    assert b"QmFt" not in dumps(line)


def test_a_host_named_after_somebody_is_shown_without_the_name() -> None:
    to = destination(host="quillvert7731.shop.example")
    line = Summary().add(Examined(exchange(), Decoded((), ()), (finding(),), to, ("quillvert7731",)))
    assert line is not None
    assert line["host"] == "qu…31 (13).shop.example"


def test_the_sum_counts_what_the_transfer_table_counts() -> None:
    summary = Summary()
    summary.add(examined())
    summary.add(examined(finding(), finding(detector="key", match="named")))
    summary.add(examined(finding(direction="response")))
    summary.add(examined(finding(), to=destination(country="", certainty="edge")))
    summary.gaps += 1
    line = summary.line()
    assert line == {
        "kind": "summary",
        "exchanges": 4,
        "with_findings": 3,
        "findings": 4,
        "gaps": 1,
        "unexamined": 0,
        "sent": {"email": 2},
        "received": {"email": 1},
        "countries": {"? (edge)": 1, "CN (likely)": 1},
        "apart": 0,
        "behind": 0,
        "ended": False,
    }


def test_what_reached_no_server_was_not_sent() -> None:
    summary = Summary()
    unsent = Examined(exchange(sent=False), Decoded((), ()), (finding(),), destination())
    line = summary.add(unsent)
    assert line is not None
    assert (line["sent"], summary.line()["sent"], summary.line()["countries"]) == ({}, {}, {})


def test_a_place_without_a_country_says_why() -> None:
    assert where(destination(country="", certainty="unknown")) == "? (unknown)"
    assert where(destination(country="KR or US", certainty="disputed")) == "KR or US (disputed)"


def test_lines_stay_short_whatever_was_found() -> None:
    many = [
        finding(f"c{number % 60}", path="x" * 5000 + str(number), value="\u2028" * 5000, span=Span(0, number))
        for number in range(2000)
    ]
    line = dumps(Summary().add(examined(*many, to=destination(host="h" * 5000, recipient="\n" * 5000))) or {})
    assert len(line) < LONGEST
    assert line.count(b"\n") == 1
    assert json.loads(line)["sent"]["c0"]["count"] == 34


def test_countries_are_bounded() -> None:
    summary = Summary()
    for number in range(2000):
        summary.add(examined(finding(), to=destination(country=f"{number}")))
    assert len(summary.countries) <= 301
    assert sum(summary.countries.values()) == 2000


def test_of_too_many_places_the_first_ones_keep_their_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_COUNTRIES", 2)
    summary = Summary()
    for country in ("CN", "US", "SG", "CN", "JP"):
        summary.add(examined(finding(), to=replace(destination(), country=country)))
    assert summary.countries == {"CN (likely)": 2, "US (likely)": 1, "elsewhere": 2}
