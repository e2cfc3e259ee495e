from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from support import resultfolders as made

from trafficaudit.model import Finding, Part, Span
from trafficaudit.report.flows import proven
from trafficaudit.report.links import Linked, link
from trafficaudit.report.results import Results, read_results
from trafficaudit.tables.strength import proves


def test_each_row_of_the_demo_stands_on_as_many_exchanges_as_it_counted(linked: Linked) -> None:
    assert [len(each.exchanges) for _, each in linked] == [row["exchanges"] for row, _ in linked]


def test_what_is_shown_is_of_the_row(demo: Results, linked: Linked) -> None:
    for row, each in linked:
        assert 1 <= len(each.findings) <= 5
        assert each.total >= len(each.findings)
        for place in each.findings:
            finding = demo.findings[place]
            assert {name: finding[name] for name in ("app", "phase", "host", "category")} == {
                name: row[name] for name in ("app", "phase", "host", "category")
            }
            assert finding["match"] == row["match"] or (finding["match"], row["match"]) == ("named", "pattern")
            assert finding["direction"] == "request"
        assert each.destination is not None
        assert demo.destinations[each.destination]["country"] == row["country"]


def test_different_paths_come_first(tmp_path: Path) -> None:
    items = [
        (
            made.exchange(number),
            made.destination(),
            [made.finding(path="a"), made.finding(path="b" if number > 4 else "a.c")],
        )
        for number in range(8)
    ]
    results = read_results(made.write(tmp_path / "out", items))
    ((row, each),) = link(results)
    assert row["exchanges"] == 8
    assert each.total == 16
    assert {results.findings[place]["path"] for place in each.findings} == {"a", "a.c", "b"}


def test_what_proves_a_row_is_shown_and_first(tmp_path: Path) -> None:
    """A row is marked as proven by its best finding, which may be a later one, on a path that was seen before."""
    items = [
        (
            made.exchange(number),
            made.destination(),
            [replace(made.finding(path=path), confidence=0.9 if (number, path) == (6, "a") else 0.5) for path in "abc"],
        )
        for number in range(8)
    ]
    results = read_results(made.write(tmp_path / "out", items))
    ((row, each),) = link(results)
    assert proven(row)
    assert each.proven == (6,)
    shown = [results.findings[place] for place in each.findings]
    assert [(one["exchange"], one["path"], one["confidence"]) for one in shown] == [
        ("000006", "a", 0.9), ("000000", "a", 0.5), ("000000", "b", 0.5), ("000000", "c", 0.5), ("000001", "a", 0.5)
    ]  # fmt: skip


def test_what_reached_no_server_is_not_linked(tmp_path: Path) -> None:
    lost, cached = made.exchange(1, error="connection refused"), made.exchange(2)
    items = [
        (made.exchange(0), made.destination(), [made.finding()]),
        (made.unsent(lost), made.destination(), [made.finding()]),
        (made.unsent(cached), made.destination(), [made.finding()]),
        (made.exchange(3, error="server closed connection"), made.destination(), [made.finding()]),
    ]
    ((row, each),) = link(read_results(made.write(tmp_path / "out", items)))
    assert row["exchanges"] == 2
    assert each.exchanges == (0, 3)


def test_a_row_tells_by_what_its_recipient_is_known_and_that_nothing_left_the_network(tmp_path: Path) -> None:
    """On the spot is what went to addresses of it alone, and only where no country was found for them."""
    sent = (
        ("a.example", "192.168.0.7", "unknown"),
        ("b.example", "192.168.0.7", "likely"),
        ("c.example", "192.168.0.7", "unknown"),
        ("c.example", "203.0.113.9", "unknown"),
        ("d.example", "203.0.113.9", "unknown"),
    )
    items = []
    for number, (host, ip, certainty) in enumerate(sent):
        where = made.destination(host, "" if certainty == "unknown" else "KR", certainty)
        known = "asn" if host == "d.example" else "curated"
        where = replace(where, ip=ip, recipient_basis=known)
        items.append((replace(made.exchange(number, host), server_address=ip), where, [made.finding()]))
    rows = [row for row, _ in link(read_results(made.write(tmp_path / "out", items)))]
    assert {row["host"] for row in rows if row.get("onsite")} == {"a.example"}
    assert {row["host"]: row["basis"] for row in rows} == {
        "a.example": "curated", "b.example": "curated", "c.example": "curated", "d.example": "asn"
    }  # fmt: skip


def test_a_weaker_way_of_knowing_is_no_evidence(tmp_path: Path) -> None:
    findings = [made.finding(), made.finding(detector="key", match="named")]
    results = read_results(made.write(tmp_path / "out", [(made.exchange(0), made.destination(), findings)]))
    assert [results.findings[place]["detector"] for _, each in link(results) for place in each.findings] == ["persona"]


def test_what_is_documented_of_a_number_stands_beside_its_form(tmp_path: Path) -> None:
    form = made.finding("ip_address", detector="identifier:ip_address", match="pattern")
    said = made.finding("ip_address", detector="tracker:branch", match="named")
    other = made.finding("locale", detector="tracker:branch", match="named")
    results = read_results(made.write(tmp_path / "out", [(made.exchange(0), made.destination(), [form, said, other])]))
    shown = {
        row["category"]: [results.findings[place]["detector"] for place in each.findings] for row, each in link(results)
    }
    assert shown == {"ip_address": ["identifier:ip_address", "tracker:branch"], "locale": ["tracker:branch"]}


KINDS: tuple[tuple[str, str, Part], ...] = (
    ("email", "persona", "body"),
    ("email", "key", "body"),
    ("user_id", "key", "url"),
    ("advertising_cookie", "tracker:pubmatic", "cookie"),
    ("advertising_cookie", "crosssite", "url"),
    ("advertising_id", "identifier:advertising_id", "url"),
    ("device_id", "key", "url"),
    ("ip_address", "identifier:ip_address", "body"),
    ("ip_address", "tracker:pubmatic", "body"),
    ("behaviour", "tracker:pubmatic", "body"),
)
VALUES = ("81f0c1", "6b2277", "seoyun@hanbit.example", "01012345678", "가나다")
PATHS = ("a", "user.mail", "seoyun@hanbit.example", "q[0].01012345678")


@pytest.mark.parametrize("seed", range(12))
def test_each_row_of_any_findings_stands_on_as_many_exchanges_as_it_counted(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)

    def finding() -> Finding:
        category, detector, part = chance.choice(KINDS)
        match = chance.choice(("verbatim", "normalised") if detector == "persona" else ("named", "pattern"))
        one = made.finding(category, chance.choice(VALUES), chance.choice(PATHS), detector, match)
        confidence, span = chance.choice((0.3, 0.6, 0.9)), Span(3, 7 + chance.randrange(2))
        return replace(one, field=replace(one.field, part=part), confidence=confidence, span=span)

    items = [
        (made.exchange(number, host), made.destination(host), [finding() for _ in range(chance.randint(0, 12))])
        for number, host in enumerate(chance.choices(("a.shop.example", "b.shop.example"), k=8))
    ]
    results = read_results(made.write(tmp_path / "out", items))
    for row, each in link(results):
        assert row["exchanges"] == len(each.exchanges)
        assert set(each.proven) <= set(each.exchanges)
        assert bool(each.proven) == proven(row)
        first = results.findings[each.findings[0]]
        assert proves(first["detector"], first["confidence"]) == proven(row)
