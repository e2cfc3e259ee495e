"""Where one address answers for everybody: nobody in the list is at the place of that address."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from support import hars

from trafficaudit.destinations import Locator
from trafficaudit.destinations.addresses import Place
from trafficaudit.destinations.fronts import fronts, relayed
from trafficaudit.destinations.recipients import Recipients
from trafficaudit.model import Evidence, Exchange
from trafficaudit.network import Network
from trafficaudit.replay import Request, replay

PROXY = "3.34.0.1"  # AWS Seoul, established
SEVERAL = ("app.adjust.com", "graph.facebook.com", "kapi.kakao.com", "www.google.com")
FIND = Recipients().find


@pytest.mark.parametrize(
    ("hosts", "found"),
    [
        (SEVERAL, True),
        (SEVERAL[:3], True),
        (SEVERAL[:2], False),
        (("graph.facebook.com", "www.instagram.com", "www.google.com"), False),  # two groups
        (("a.shop.example", "b.other.example", "c.third.example"), False),  # nobody knows who these are
        (("kapi.kakao.com", "nlog.naver.com", "www.coupang.com"), False),  # of one country: related, for all we know
        (("a.cloudfront.net", "b.fastly.net", "c.run.app", "graph.facebook.com"), False),  # customers of theirs
    ],
)
def test_companies_that_have_nothing_to_do_with_each_other_share_no_server(hosts: tuple[str, ...], found: bool) -> None:
    assert (PROXY in fronts({PROXY: hosts}, FIND)) is found


def test_the_place_of_such_an_address_is_nobody_s(exchange: Callable[..., Exchange]) -> None:
    locator = Locator()
    asked = exchange("graph.facebook.com", PROXY)
    assert locator.locate(asked).country == "KR"
    locator.learn(Network(servers={PROXY: SEVERAL}))
    found = locator.locate(asked)
    assert (found.country, found.certainty, found.recipient) == ("", "unknown", "Meta Platforms, Inc.")
    assert found.ip == PROXY
    told = found.evidence[0].detail
    assert told.startswith("it answered for hosts of 4 companies (")
    assert "Meta Platforms, Inc." in told
    unknown = locator.locate(exchange("api.shop.example", PROXY))
    assert (unknown.recipient, unknown.asn) == ("", None), "the proxy's network is not the shop's"
    assert locator.locate(exchange("graph.facebook.com", "3.34.0.2")).country == "KR"


def test_the_network_of_a_proxy_without_a_country_is_no_host_s(exchange: Callable[..., Exchange]) -> None:
    proxy = "23.128.68.1"  # announced by a network, and in no database of countries
    locator = Locator()
    assert locator.locate(exchange("api.shop.example", proxy)).recipient.startswith("unknown customer of ")
    locator.learn(Network(servers={proxy: SEVERAL}))
    found = locator.locate(exchange("api.shop.example", proxy))
    assert (found.certainty, found.recipient, found.asn) == ("unknown", "", None)


def test_an_edge_and_an_address_without_a_place_stay_what_they_are(exchange: Callable[..., Exchange]) -> None:
    locator = Locator()
    locator.learn(Network(servers={"151.101.1.1": SEVERAL, "127.0.0.1": SEVERAL}))
    assert locator.locate(exchange("graph.facebook.com", "151.101.1.1")).certainty == "edge"
    here = locator.locate(exchange("graph.facebook.com", "127.0.0.1"))
    assert (here.certainty, here.evidence[0].answer) == ("unknown", "not routed")
    place = Place("", "edge", (Evidence("a", "b"),))
    assert relayed(place, SEVERAL) is place


@pytest.mark.parametrize(("sent", "expected"), [(True, "undetermined"), (False, "no")])
def test_a_har_that_was_recorded_behind_a_proxy(tmp_path: Path, sent: bool, expected: str) -> None:
    """What went nowhere shows nothing of an address."""
    cached = {} if sent else {"_fromCache": "disk"}
    entries = [hars.entry(f"https://{host}/?mail=a@shop.example", PROXY) | cached for host in SEVERAL[:2]]
    entries += [hars.entry(f"https://{host}/?mail=a@shop.example", PROXY) for host in SEVERAL[2:]]
    replay(Request((hars.write(tmp_path / "a.har", *entries),), tmp_path / "out"))
    table = pd.read_parquet(tmp_path / "out" / "transfers.parquet")
    assert set(table["leaves_korea"]) == {expected}
