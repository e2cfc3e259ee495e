from dataclasses import replace
from pathlib import Path
from typing import Any

from support import resultfolders as made

from trafficaudit.report.consent import consent_section
from trafficaudit.report.flows import SIDES, by_side, flows, place_of, proven, recipient_of, tally, unknown_hosts
from trafficaudit.report.links import Linked, link
from trafficaudit.report.page import page
from trafficaudit.report.results import read_results
from trafficaudit.report.statute import entries
from trafficaudit.report.texts import Texts


def test_the_flows_of_the_demo_add_up_to_its_exchanges(linked: Linked) -> None:
    listed = flows(linked)
    assert sum(flow.exchanges for flow in listed) == tally(linked).exchanges
    assert [flow.side for flow in listed] == sorted((flow.side for flow in listed), key=SIDES.index)


def test_the_three_sides_are_there_and_do_not_overlap(linked: Linked) -> None:
    sides = by_side(linked)
    assert list(sides) == ["yes", "undetermined", "no"]
    assert sum(side.exchanges for side in sides.values()) == tally(linked).exchanges
    assert by_side([])["yes"].exchanges == 0


def test_undetermined_places_and_unknown_recipients_are_named() -> None:
    row: dict[str, Any] = {
        "confidence": 0.9,
        "recipient": "",
        "host": "h.example",
        "country": "",
        "certainty": "edge",
        "detectors": "key, tracker:x",
    }
    assert recipient_of(row) == "h.example"
    assert place_of(row) == "edge"
    assert place_of(row | {"certainty": "disputed"}) == "unknown"
    assert place_of(row | {"country": "KR or SG"}) == "KR or SG"
    assert not proven(row)
    assert not proven(row | {"detectors": "key, persona", "confidence": 0.6}), "many have such a value"
    assert proven(row | {"detectors": "key, persona"})
    assert proven(row | {"detectors": "provenance:ciphertext"})


def test_unknown_customers_of_one_operator_are_not_one_recipient(tmp_path: Path) -> None:
    items = [
        (made.exchange(number, host), made.destination(host, recipient="unknown customer of Cloud"), [made.finding()])
        for number, host in enumerate(("a.pay.example", "b.pay.example", "log.ads.example"))
    ]
    by_network = [(one, replace(place, recipient_basis="asn"), found) for one, place, found in items]
    linked = link(read_results(made.write(tmp_path / "out", by_network)))
    assert {recipient_of(row) for row, _ in linked} == {
        "unknown customer of Cloud (pay.example)",
        "unknown customer of Cloud (ads.example)",
    }
    assert (tally(linked).recipients, tally(linked).unknown) == (1, 3), "they may be one: at least"
    by_map = link(read_results(made.write(tmp_path / "by_map", items)))
    assert len({recipient_of(row) for row, _ in by_map}) == 3, "the domain is the operator's, as a user lists it"


def test_hosts_of_nobody_known_stand_beside_nobody(tmp_path: Path) -> None:
    """Of one host the page said that there is one recipient, and one more host beside it."""
    items = [(made.exchange(0, "a.example"), made.destination("a.example", recipient=""), [made.finding()])]
    results = read_results(made.write(tmp_path / "out", items))
    seen = tally(link(results))
    assert (seen.recipients, seen.unknown, seen.named) == (1, 1, False)
    assert unknown_hosts(seen, Texts("en")) == "Of 1 host nobody knows whose it is."
    assert unknown_hosts(tally([]), Texts("en")) == ""
    shown = page(results, link(results), "en")
    assert "at least 1 recipient," in shown
    assert "Beside these" not in shown


def test_a_seeded_value_that_is_only_context_is_counted_apart(tmp_path: Path) -> None:
    """A phone's model in a user agent proves that it was sent, and tells nobody apart."""
    found = [made.finding("device_model")], [made.finding("email")]
    items = [(made.exchange(number), made.destination(), each) for number, each in enumerate(found)]
    seen = tally(link(read_results(made.write(tmp_path / "out", items))))
    assert (seen.proven, seen.telling) == (2, 1)


def test_whom_nobody_knows_may_be_one_of_those_that_are_known(tmp_path: Path) -> None:
    """Two hosts of one domain are no two recipients, and no two domains are; an unknown host may be a known company's."""
    named = {"a.ads.example": "", "b.ads.example": "", "log.example": "unknown customer of Cloud", "x.example": "Lion"}
    items = [
        (made.exchange(number, host, "before_consent"), made.destination(host, recipient=name), [made.finding()])
        for number, (host, name) in enumerate(named.items())
    ]
    results = read_results(made.write(tmp_path / "out", items))
    linked = link(results)
    assert (tally(linked).recipients, tally(linked).unknown) == (1, 3)
    assert (tally(linked[:1]).recipients, tally([]).recipients) == (1, 0)
    shown = page(results, linked, "en")
    assert (
        shown.count("Beside these 3 hosts belong to recipients whom nobody knows") == 3
    )  # abroad, and what left before consent twice
    assert "at least 1 recipient," in shown
    assert "· recipients: at least 1" in shown
    told = consent_section(results, linked, entries(linked), Texts("ko"))
    assert "수신자 최소 1곳에 항목이 나갔습니다. 이 밖에 수신자를 알 수 없는 호스트가 3개 있습니다" in told


def test_an_exchange_is_not_proven_by_another_one_of_its_row(tmp_path: Path) -> None:
    near, exact = (replace(made.finding("location", match="normalised"), confidence=sure) for sure in (0.3, 0.9))
    items = [(made.exchange(number), made.destination(), [one]) for number, one in enumerate((near, exact, near))]
    linked = link(read_results(made.write(tmp_path / "out", items)))
    assert [proven(row) for row, _ in linked] == [True], "the item is proven"
    assert [(one.exchanges, one.proven) for _, one in linked] == [((0, 1, 2), (1,))]
    assert (tally(linked).exchanges, tally(linked).proven) == (3, 1)
