from ipaddress import IPv6Network
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trafficaudit.destinations import names as room
from trafficaudit.destinations.names import LONGEST, UNFOLLOWED, chain, operator
from trafficaudit.destinations.places import edges

NAMES = {
    "img.shop.example": ("shop.example.edgekey.net",),
    "shop.example.edgekey.net": ("e1.a.akamaiedge.net",),
    "e1.a.akamaiedge.net": ("192.0.2.1", "192.0.2.2"),
    "api.shop.example": ("192.0.2.9",),
}


def test_a_chain_through_a_delivery_network_is_an_edge() -> None:
    found = chain("img.shop.example", "192.0.2.1", NAMES)
    assert found.operator == "Akamai"
    assert [(line.source, line.answer, line.detail) for line in found.evidence] == [
        (
            "DNS answers in the capture",
            "img.shop.example -> shop.example.edgekey.net -> e1.a.akamaiedge.net -> 192.0.2.1",
            "",
        ),
        ("name of a delivery network", "edge of Akamai", "shop.example.edgekey.net"),
    ]


def test_an_address_that_came_from_elsewhere_is_no_edge_for_it() -> None:
    found = chain("img.shop.example", "198.51.100.1", NAMES)
    assert found.operator == ""
    assert found.evidence[0].detail == "the address is not among the answers"
    assert found.evidence[1].answer == "edge of Akamai"


@pytest.mark.parametrize(
    ("said", "address", "reached"),
    [
        ("64:ff9b::c000:201", "192.0.2.1", True),
        ("2001:db8:64::c000:201", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("2001:db8:65::c000:201", "192.0.2.1", False),  # another network's prefix
        ("64:ff9b::c000:202", "192.0.2.1", False),
        ("64:ff9b::c000:201", "", False),
        ("64:ff9b::c000:201", "2001:db8::1", False),
        ("a:b.example", "192.0.2.1", False),
    ],
)
def test_an_answer_that_a_network_made_of_the_address_leads_to_it(said: str, address: str, reached: bool) -> None:
    names = {"img.shop.example": ("x.edgekey.net",), "x.edgekey.net": (said,)}
    found = chain("img.shop.example", address, names, prefixes=[IPv6Network("2001:db8:64::/96")])
    assert found.operator == ("Akamai" if reached else "")
    assert found.behind == (("x.edgekey.net",) if reached else ())
    assert found.evidence[0].answer == f"img.shop.example -> x.edgekey.net -> {said}"


def test_a_plain_answer_is_evidence_and_no_more() -> None:
    found = chain("api.shop.example", "192.0.2.9", NAMES)
    assert (found.operator, len(found.evidence)) == ("", 1)


def test_a_host_that_is_a_delivery_networks_own_name_needs_no_answers() -> None:
    assert chain("d1.cloudfront.net", "192.0.2.1", {}).operator == "Amazon CloudFront"
    assert chain("api.shop.example", "192.0.2.1", {}).evidence == chain("", "", NAMES).evidence == ()


def test_the_shortest_way_and_the_first_of_two_is_shown() -> None:
    names = {"a.example": ("b.example", "c.example"), "b.example": ("192.0.2.1",), "c.example": ("192.0.2.1",)}
    assert chain("a.example", "192.0.2.1", names).evidence[0].answer == "a.example -> b.example -> 192.0.2.1"


def test_a_circle_and_a_long_way_end() -> None:
    circle = {"a.example": ("b.example",), "b.example": ("a.example",)}
    assert chain("a.example", "192.0.2.1", circle).evidence[0].answer == "a.example -> b.example"
    long = {f"n{number}": (f"n{number + 1}",) for number in range(100)}
    assert chain("n0", "192.0.2.1", long).evidence[0].answer.count(" -> ") == LONGEST


def test_an_end_of_the_search_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    long = {f"n{number}.example": (f"n{number + 1}.example",) for number in range(LONGEST + 3)}
    assert chain("n0.example", "192.0.2.1", long).evidence[0].detail == UNFOLLOWED
    wide = {"a.example": ("b.example", "c.example"), "b.example": ("192.0.2.2",), "c.example": ("192.0.2.3",)}
    assert chain("a.example", "192.0.2.1", wide).evidence[0].detail == "the address is not among the answers"
    monkeypatch.setattr(room, "WIDEST", 2)
    assert chain("a.example", "192.0.2.3", wide).evidence[0].detail == UNFOLLOWED


def test_a_hostile_name_is_escaped() -> None:
    names = {"a.example": ("\u202e\x1b[31m.example",)}
    assert "\\u202e\\x1b" in chain("a.example", "192.0.2.1", names).evidence[0].answer


def test_only_whole_labels_count() -> None:
    assert operator("notcloudfront.net") == operator("cloudfront.net.example") == operator("dnsv1.com") == ""
    assert operator("x.cdn.dnsv1.com") == "Tencent Cloud CDN"
    assert operator("abcd.edge.naverncp.com") == "NAVER Cloud CDN"
    assert operator("console.ntruss.com") == ""
    assert operator("www.shop.example.danuoyi.tbcache.com") == "Alibaba Cloud CDN"
    assert {"cloudfront.net", "alikunlun.com", "edgekey.net"} <= set(edges().suffixes)


_NODES = st.sampled_from([*"abcdefgh", "x.cloudfront.net", "192.0.2.1"])


@example({"a": ("b", "x.cloudfront.net"), "x.cloudfront.net": ("192.0.2.1", "c")})
@given(st.dictionaries(_NODES, st.lists(_NODES, min_size=1, max_size=4, unique=True).map(sorted).map(tuple)))
def test_any_answers_give_a_bounded_chain(names: dict[str, tuple[str, ...]]) -> None:
    found = chain("a", "192.0.2.1", names)
    if "a" in names:
        way = found.evidence[0].answer.split(" -> ")
        assert way[0] == "a"
        assert len(way) <= LONGEST + 2
        assert all(after in names[before] for before, after in pairwise(way))
    if found.operator:
        assert found.evidence[0].answer.endswith("192.0.2.1")


def test_the_names_behind_a_host_count_where_they_lead_to_the_address_and_dns_said_so() -> None:
    names = ("shop.example.edgekey.net", "e1.a.akamaiedge.net")
    assert chain("img.shop.example", "192.0.2.1", NAMES).behind == names
    assert chain("img.shop.example", "198.51.100.1", NAMES).behind == ()
    assert chain("api.shop.example", "192.0.2.9", NAMES).behind == ()
    forged = {("img.shop.example", "shop.example.edgekey.net"): "000003"}
    assert chain("img.shop.example", "192.0.2.1", NAMES, forged).behind == ()
