from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from support import resultfolders as made

from trafficaudit.destinations.called import APART, DIFFERS
from trafficaudit.model import TWICE, Evidence
from trafficaudit.phases import CROSSED
from trafficaudit.report.doubts import doubts
from trafficaudit.report.links import link
from trafficaudit.report.results import read_results
from trafficaudit.report.texts import Texts


def said(folder: Path, items: Iterable[made.Item]) -> list[str]:
    results = read_results(made.write(folder / "out", items))
    return doubts(results, link(results), Texts("en"))


def test_nothing_is_said_where_there_is_nothing_to_object(tmp_path: Path) -> None:
    assert said(tmp_path, [(made.exchange(0), made.destination(), [made.finding()])]) == []
    home = made.destination(country="KR")
    (tmp_path / "home").mkdir()
    assert said(tmp_path / "home", [(made.exchange(0), home, [made.finding()])]) == []


def test_a_server_in_korea_of_somebody_established_abroad(tmp_path: Path) -> None:
    where = replace(made.destination(country="KR"), recipient_country="IE")
    (told,) = said(tmp_path, [(made.exchange(number), where, [made.finding()]) for number in range(3)])
    assert "at least 3 exchanges went to recipients established abroad (A Shop)" in told


def test_a_name_that_stands_for_another_company_s_server(tmp_path: Path) -> None:
    led = Evidence("server behind the host's name in DNS", "B Analytics", "shop.b.example")
    where = replace(made.destination("metrics.shop.example"), evidence=(led,))
    items = [(made.exchange(number, "metrics.shop.example"), where, [made.finding()]) for number in range(2)]
    (told,) = said(tmp_path, [*items, (made.exchange(2), made.destination(), [made.finding()])])
    assert "At least 2 exchanges went to hosts" in told
    assert "(metrics.shop.example → B Analytics)" in told
    (tmp_path / "named").mkdir()
    named = replace(where, recipient="B Analytics")
    assert said(tmp_path / "named", [(made.exchange(0, "metrics.shop.example"), named, [made.finding()])]) == []


def test_a_server_that_went_by_names_of_two_domains(tmp_path: Path) -> None:
    other = Evidence("TLS server name", "front.example", APART)
    where = replace(made.destination(), evidence=(other,))
    items = [(made.exchange(0), where, [made.finding(), made.finding("name")])]
    (told,) = said(tmp_path, items)
    assert told.startswith("At least 1 exchange went by names of two domains")
    assert "(a.shop.example / front.example)" in told
    (tmp_path / "one").mkdir()
    same = replace(where, evidence=(replace(other, detail=DIFFERS),))
    assert said(tmp_path / "one", [(made.exchange(0), same, [made.finding()])]) == []


def test_an_address_that_answered_for_everybody(tmp_path: Path) -> None:
    front = Evidence("server address", "of none of them", "it answered for hosts of 4 companies (A, B, C, D): made up")
    where = replace(made.destination(country="", certainty="unknown"), ip="3.34.0.1", evidence=(front,))
    sent = [replace(made.exchange(number), server_address="3.34.0.1") for number in range(2)]
    items = [(each, where, [made.finding(), made.finding("name")]) for each in sent]
    (told,) = said(tmp_path, items)
    assert told.startswith("At least 2 exchanges have an address that answered for hosts of companies")
    assert "(3.34.0.1)" in told


def test_a_private_address_that_answered_in_the_name_of_a_host(tmp_path: Path) -> None:
    where = replace(made.destination(country="", certainty="unknown"), ip="172.30.1.254")
    each = replace(made.exchange(0), server_address="172.30.1.254")
    (told,) = said(tmp_path, [(each, where, [made.finding(), made.finding("name")])])
    assert "At least 1 exchange was taken by a loopback or private address (a.shop.example)" in told


def test_hosts_that_the_operating_system_asks_by_itself(tmp_path: Path) -> None:
    asked = Evidence("asked by the operating system itself", "a maker's system", "made up")
    where = replace(made.destination("check.maker.example"), evidence=(asked,))
    clear = replace(made.exchange(0, "check.maker.example"), url="http://check.maker.example/", tls=False)
    items = [(clear, where, [made.finding()]), (made.exchange(1, "check.maker.example"), where, [made.finding()])]
    (told,) = said(tmp_path, [*items, (made.exchange(2), made.destination(), [made.finding()])])
    assert "At least 2 exchanges went to hosts that the operating system asks by itself (check.maker.example)" in told
    assert "1 of them unencrypted" in told


def test_hosts_that_are_reached_while_nobody_uses_the_app(tmp_path: Path) -> None:
    os, app = made.destination("time.maker.example"), made.destination()
    (told,) = said(
        tmp_path,
        [
            (made.exchange(0, "time.maker.example", "idle_baseline"), os, []),
            (made.exchange(1, "time.maker.example"), os, [made.finding()]),
            (made.exchange(2), app, [made.finding()]),
        ],
    )
    assert "At least 1 exchange went to hosts that were reached during the idle baseline" in told
    assert "(A Shop)" not in told
    assert "time.maker.example" in told


def test_an_app_s_own_servers_are_not_the_systems(tmp_path: Path) -> None:
    own = replace(made.destination(), party="first")
    items = [
        (made.exchange(number, phase=phase), own, [made.finding()])
        for number, phase in enumerate(("idle_baseline", "browse"))
    ]
    assert said(tmp_path, items) == []


def test_a_request_without_an_answer_need_not_have_arrived(tmp_path: Path) -> None:
    silent = replace(made.exchange(0), response=None, error="Connection reset")
    message = replace(made.exchange(1), response=None, protocol="websocket")
    (told,) = said(tmp_path, [(each, made.destination(), [made.finding()]) for each in (silent, message)])
    assert told.startswith("1 of the exchanges that count as having sent an item has no recorded answer")


def test_what_reached_no_server_is_told(tmp_path: Path) -> None:
    where = made.destination()
    (told,) = said(tmp_path, [(made.exchange(0), where, []), (made.unsent(made.exchange(1)), where, [made.finding()])])
    assert told.startswith("1 of the recorded exchanges reached no server")


def test_only_some_names_are_listed(tmp_path: Path) -> None:
    items = [
        (
            made.exchange(number, f"h{number}.example"),
            replace(made.destination(f"h{number}.example", "KR", recipient=f"R{number}"), recipient_country="US"),
            [made.finding()],
        )
        for number in range(8)
    ]
    (told,) = said(tmp_path, items)
    assert "(R0, R1, R2, R3, R4, R5 and 2 more)" in told


def test_what_stands_twice_is_not_called_blocked(tmp_path: Path) -> None:
    """Of a page's request and its service worker's one went out: the other one reached no server by itself."""
    page = replace(made.exchange(0), sent=False, error=TWICE)
    blocked = replace(made.exchange(1), sent=False)
    items = [(page, made.destination(), [made.finding()]), (made.exchange(2), made.destination(), [made.finding()])]
    (told,) = said(tmp_path, items)
    assert told.startswith("1 of the recorded exchanges stands for a request that is recorded twice")
    (tmp_path / "both").mkdir()
    both = said(tmp_path / "both", [*items, (blocked, made.destination(), [])])
    assert [each.partition(" of the recorded exchanges ")[2][:9] for each in both] == ["reached n", "stands fo"]


def test_what_lasted_over_a_mark_is_said(tmp_path: Path) -> None:
    results = read_results(made.write(tmp_path / "out", [(made.exchange(0), made.destination(), [made.finding()])]))
    results.recipe["gaps"][:] = [
        {
            "reason": f"exchange 000000: not sent in full before 'consent' was marked, 5.0 s after its beginning: {CROSSED}"
        }
    ]
    (told,) = doubts(results, link(results), Texts("en"))
    assert told.startswith("1 of the exchanges that carried an item began before a mark")
