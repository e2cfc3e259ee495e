import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from support.samples import exchange

from trafficaudit.destinations import Locator, resolvers
from trafficaudit.destinations.names import UNFOLLOWED
from trafficaudit.destinations.resolvers import MEANT, MORE, Resolvers
from trafficaudit.network import Network, Resolved

AT = datetime(2026, 11, 24, tzinfo=UTC)
HOST, EDGE, IP = "img.shop.example", "shop.example.edgekey.net", "23.0.0.1"
NETWORK = Network(
    names={"other.example": (HOST,)},
    resolved=(Resolved(AT, "000003", EDGE, IP), Resolved(AT, "000003", HOST, EDGE)),
)


def test_what_was_said_counts_from_when_it_was_said() -> None:
    resolvers = Resolvers(NETWORK)
    before, after = AT - timedelta(seconds=1), AT
    assert resolvers.told(HOST, before) == (NETWORK.names, {}, False)
    names, exchanges, more = resolvers.told(HOST, after)
    assert not more
    assert names == {HOST: (EDGE,), EDGE: (IP,)}
    assert exchanges == {(HOST, EDGE): "000003", (EDGE, IP): "000003"}
    assert resolvers.told("other.example", after).names["other.example"] == (HOST,)
    assert resolvers.told("none.example", after) == (NETWORK.names, {}, False)
    assert resolvers.known(exchange(host=HOST, sni=None, started_at=before)) == (0, 0, 0)
    assert resolvers.known(exchange(host=HOST, sni=HOST, started_at=after)) == (2, 2, 0)
    assert Resolvers(Network()).known(exchange()) == ()


def test_what_dns_said_as_well_names_no_exchange() -> None:
    network = Network(names={HOST: (EDGE,)}, resolved=NETWORK.resolved)
    assert Resolvers(network).told(HOST, AT).exchanges == {(EDGE, IP): "000003"}


def test_names_that_stand_for_each_other_end() -> None:
    circle = (Resolved(AT, "000001", "a.example", "b.example"), Resolved(AT, "000001", "b.example", "a.example"))
    assert set(Resolvers(Network(resolved=circle)).told("a.example", AT).names) == {"a.example", "b.example"}


def test_a_way_that_was_not_followed_to_its_end_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [HOST, *(f"n{number}.shop.example" for number in range(5))]
    answers = tuple(Resolved(AT, "000001", *link) for link in pairwise([*names, "192.0.2.7"]))
    locator = Locator()
    said = []
    for widest in (8, 3):
        monkeypatch.setattr("trafficaudit.destinations.resolvers.WIDEST", widest)
        locator.learn(Network(resolved=answers))
        told = locator.locate(exchange(host=HOST, server_address="192.0.2.7", started_at=AT)).evidence
        said += [line.detail for line in told if line.source == "DNS answers in the capture"]
    assert UNFOLLOWED not in said[0]
    assert UNFOLLOWED in said[1]


def test_an_edge_is_known_by_a_resolver_s_answer_before_it_was_contacted() -> None:
    locator = Locator()
    locator.learn(NETWORK)
    places = [
        locator.locate(exchange(host=HOST, server_address=IP, started_at=AT + timedelta(seconds=seconds)))
        for seconds in (-1, 1, -1)
    ]
    (told,) = [line for line in places[1].evidence if line.source == "DNS answers in the capture"]
    assert (told.answer, told.detail) == (f"{HOST} -> {EDGE} -> {IP}", "answered over HTTPS or TLS in exchange 000003")
    assert "name of a delivery network" in {line.source for line in places[1].evidence}
    assert (places[1].certainty, places[1].country) == ("edge", "")
    assert places[0] is places[2]
    assert "DNS answers in the capture" not in {line.source for line in places[0].evidence}


def meant(network: Network, seconds: float = 0, host: str = IP, sni: str | None = None) -> list[tuple[str, str]]:
    locator = Locator()
    locator.learn(network)
    at = AT + timedelta(seconds=seconds)
    told = locator.locate(exchange(host=host, sni=sni, server_address=IP, started_at=at)).evidence
    return [(line.answer, line.detail) for line in told if line.source == "DNS answers in the capture"]


def test_an_address_without_a_name_tells_which_domains_led_to_it() -> None:
    named = Network(names={"a.shop.example": (EDGE,), "b.other.example": (EDGE, "192.0.2.1"), EDGE: (IP,)})
    assert meant(named) == [("other.example, shop.example", MEANT)]
    assert meant(named, host="c.shop.example") == []
    assert meant(named, sni="c.shop.example") == []
    assert meant(Network(names={"a.shop.example": ("192.0.2.1",)})) == []


def test_no_label_that_may_be_a_person_s_is_told() -> None:
    assert meant(Network(names={"haram-namgung.push.example": (IP,)})) == [("push.example", MEANT)]


def test_what_a_resolver_said_of_an_address_counts_from_then_on() -> None:
    assert meant(NETWORK, -1) == []
    assert meant(NETWORK, 1) == [("other.example", MEANT)]


def test_of_several_ways_to_an_address_the_one_that_was_known_first_counts() -> None:
    later = Resolved(AT + timedelta(seconds=100), "000009", "shop.example", IP)
    ways = Network(resolved=(Resolved(AT, "000003", EDGE, IP), Resolved(AT, "000003", "shop.example", EDGE), later))
    assert meant(ways, 1) == [("shop.example", MEANT)]
    assert meant(Network(resolved=(later,)), 1) == []


def test_of_many_domains_some_are_told() -> None:
    many = Network(names={f"a.shop{number}.example": (IP,) for number in range(8)})
    ((answer, detail),) = meant(many)
    assert answer.count(",") == 5
    assert detail == f"{MEANT}; 2 further ones are not listed"


def test_of_very_many_names_some_are_looked_at_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    names: dict[str, tuple[str, ...]] = {f"a.shop{number}.example": ("hub.example",) for number in range(4)}
    names["hub.example"] = (IP,)
    assert meant(Network(names=names)) == [
        ("shop0.example, shop1.example, shop2.example, shop3.example", MEANT),
    ]
    monkeypatch.setattr(resolvers, "MOST_BACK", 3)
    assert meant(Network(names=names)) == [("shop0.example, shop1.example", f"{MEANT}; {MORE}")]


def test_many_addresses_behind_many_names_cost_little() -> None:
    addresses = [f"8.8.{number // 250}.{number % 250}" for number in range(2500)]
    names: dict[str, tuple[str, ...]] = {f"a.shop{number}.example": ("hub.example",) for number in range(4000)}
    names["hub.example"] = tuple(addresses)
    known, start = Resolvers(Network(names=names)), time.process_time()
    for address in addresses:
        assert known.known(exchange(host=address, sni=None, server_address=address)) == ()
        known._leading(exchange(host=address, sni=None, server_address=address))
    assert time.process_time() - start < 6
    assert len(known._leads) <= resolvers.REMEMBERED


def test_many_hosts_before_many_names_hold_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resolvers, "HELD", 1000)
    hosts = [f"h{number}.shop.example" for number in range(50)]
    behind = [Resolved(AT, "000003", "hub.example", f"n{number}.example") for number in range(200)]
    known = Resolvers(Network(resolved=(*(Resolved(AT, "000003", host, "hub.example") for host in hosts), *behind)))
    for host in hosts * 2:
        assert known.known(exchange(host=host, sni=None, started_at=AT))[0] == 201
        assert sum(len(found.answers) + len(found.reached) for found in known._found.values()) <= 1000


def test_names_that_lead_to_each_other_end() -> None:
    circle = {"a.example": ("b.example",), "b.example": ("a.example", IP), "c.example": (IP,)}
    assert meant(Network(names=circle)) == [("c.example", MEANT)]
