"""What an address alone tells; what is weighed beside it is held in ``test_locate.py``."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.destinations import addresses
from trafficaudit.destinations.addresses import UNLISTED, Addresses, address_of
from trafficaudit.destinations.databases import open_all
from trafficaudit.destinations.places import operators

SHARED = Addresses(open_all())


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("1.2.3.4", "1.2.3.4"),
        (" [2001:db8::1%eth0] ", "2001:db8::1"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("64:ff9b::1.2.3.4", "1.2.3.4"),
        ("api.shop.example", "None"),
        ("1.2.3", "None"),
        ("", "None"),
    ],
)
def test_an_address_is_read_as_recordings_write_it(text: str, address: str) -> None:
    assert str(address_of(text)) == address


@given(st.text(max_size=40) | st.ip_addresses().map(str))
def test_any_text_has_a_place(text: str) -> None:
    place = SHARED.place(address_of(text), text)
    assert place.evidence
    assert (place.country == "") == (place.certainty in ("edge", "unknown"))


def test_a_place_is_remembered_within_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "MEMORY", 2)
    looked_up = Addresses(open_all())
    first = looked_up.place(address_of("13.124.1.1"), None)
    assert (first.country, first.certainty, first.provider) == ("KR", "established", "aws")
    assert looked_up.place(address_of("::ffff:13.124.1.1"), None) is first
    for last in range(3):
        looked_up.place(address_of(f"10.0.0.{last}"), None)
    assert looked_up.place(address_of("13.124.1.1"), None) == first


def test_what_is_no_address_is_shown_safely() -> None:
    [line] = SHARED.place(None, "a\x1b" * 99).evidence
    assert line.detail.startswith("not an IP address: a\\x1ba")
    assert len(line.detail) < 100
    assert [line.detail for line in SHARED.place(None, None).evidence] == ["the recording names none"]


@pytest.mark.parametrize(
    ("address", "certainty"),
    [
        ("76.76.21.21", "disputed"),  # Vercel's, announced by Amazon from many places
        ("67.199.248.10", "disputed"),  # Bitly's, announced by Google
        ("34.104.35.123", "disputed"),  # Google's downloads: no part of its cloud's ranges
        ("63.140.35.1", "disputed"),  # Adobe's, announced by Amazon
        ("3.91.20.4", "established"),  # in Amazon's own list
    ],
)
def test_where_a_block_is_registered_is_no_place_if_its_operator_does_not_list_it(address: str, certainty: str) -> None:
    place = SHARED.place(address_of(address), None)
    assert (place.country, place.certainty) == ("US", certainty)
    assert (UNLISTED in [line.detail for line in place.evidence]) == (certainty == "disputed")


@pytest.mark.parametrize(
    "address",
    [
        *("8.215.164.1", "8.216.76.1", "43.175.224.1", "203.205.160.1", "157.240.7.35", "163.70.158.35"),
        *("76.73.0.1", "8.23.192.1", "103.193.126.1", "13.116.64.1"),
    ],
)
def test_every_network_of_an_operator_that_publishes_no_list_is_doubted(address: str) -> None:
    """Alibaba's and Tencent's further networks, Meta's, Apple's in Asia, NAVER's of Singapore, Zenlayer's, IBM's."""
    place = SHARED.place(address_of(address), None)
    assert len(place.country) == 2
    assert place.certainty == "disputed"


@pytest.mark.parametrize(
    ("address", "country", "certainty"),
    [
        ("4.2.2.2", "US", "disputed"),  # Lumen's own block
        ("45.32.10.1", "JP", "likely"),  # Vultr's, registered in the US: all name Japan
        ("168.126.63.1", "KR", "likely"),  # Korea Telecom's own
    ],
)
def test_a_registration_is_worth_what_it_was_measured_to_be(address: str, country: str, certainty: str) -> None:
    place = SHARED.place(address_of(address), None)
    assert (place.country, place.certainty) == (country, certainty)
    measured = [line for line in place.evidence if line.source.startswith("registrations in this network")]
    assert len(measured) == (0 if country == "KR" else 1)


@pytest.mark.parametrize("address", ["27.96.128.1", "110.234.64.1", "129.227.0.1"])
def test_what_repeats_no_doubted_registration_counts(address: str) -> None:
    """NAVER's blocks that are registered in Korea, and blocks that are registered in Singapore and stand in Korea."""
    place = SHARED.place(address_of(address), None)
    assert (place.country, place.certainty) == ("KR", "likely")


def test_addresses_that_an_operator_s_list_never_has_are_doubted() -> None:
    """Oracle publishes ranges of IPv4 alone."""
    place = SHARED.place(address_of("2602:80f:9003::"), None)
    assert (place.country, place.certainty) == ("US", "disputed")
    assert UNLISTED in [line.detail for line in place.evidence]


def test_what_is_published_without_a_region_is_not_said_to_be_everywhere() -> None:
    place = SHARED.place(address_of("40.100.60.64"), None)  # a mail server of Microsoft's
    assert (place.country, place.certainty) == ("", "edge")
    assert place.evidence[0].answer == "no region"
    assert place.evidence[0].detail == "no region: announced from many places, or from some that are not told"
    accelerated = SHARED.place(address_of("15.197.0.1"), None)  # Amazon's Global Accelerator
    assert (accelerated.certainty, accelerated.evidence[0].answer) == ("edge", "GLOBAL")


def test_a_region_that_nobody_has_placed_leaves_no_more_than_the_registration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(operators()["aws"].regions, "us-east-1")
    place = Addresses(open_all()).place(address_of("3.91.20.4"), None)
    assert (place.country, place.certainty, place.provider) == ("US", "disputed", "aws")
    assert place.evidence[0].answer == "us-east-1"


def test_a_block_that_is_not_listed_keeps_an_answer_that_repeats_no_registration() -> None:
    place = SHARED.place(address_of("52.98.1.1"), None)  # Microsoft's mail; two databases name Australia
    assert (place.country, place.certainty) == ("AU or US", "disputed")


@pytest.mark.parametrize(
    "address",
    ["9.9.9.9", "149.112.112.112", "2620:fe::fe", "208.67.222.222", "45.90.28.0", "94.140.14.14", "76.76.2.0",
     "156.154.70.1", "66.241.124.1", "45.57.40.1", "192.124.249.1", "205.234.175.175"],
)  # fmt: skip
def test_what_is_announced_from_many_places_is_in_none(address: str) -> None:
    place = SHARED.place(address_of(address), None)
    assert (place.country, place.certainty) == ("", "edge")


@pytest.mark.parametrize(
    ("address", "country"),
    [("103.43.90.20", "AU"), ("182.161.73.1", "SG"), ("17.57.145.1", "US"), ("104.244.42.1", "US"), ("71.18.1.1", "US"),
     ("162.125.1.1", "US"), ("108.174.10.10", "US"),
     ("143.244.38.136", "GB"), ("192.0.78.12", "US"), ("198.185.159.144", "US")],
)  # fmt: skip
def test_databases_that_repeat_a_worldwide_services_registration_are_no_finding(address: str, country: str) -> None:
    place = SHARED.place(address_of(address), None)
    assert (place.country, place.certainty) == (country, "disputed")
    elsewhere = SHARED.place(address_of("17.253.85.204"), None)  # all name Hong Kong, where nothing is registered
    assert (elsewhere.country, elsewhere.certainty) == ("HK", "likely")


@pytest.mark.parametrize("address", ["10.1.2.3", "ff0e::1", "224.0.1.129", "100.64.0.1", "2001:0:4136:e378::1"])
def test_what_no_router_of_the_internet_forwards_to_one_server_is_not_looked_up(address: str) -> None:
    place = SHARED.place(address_of(address), None)
    assert (place.country, place.certainty, place.asn) == ("", "unknown", None)
    assert place.evidence[0].answer == "not routed"


def test_the_network_is_evidence_where_one_announces_the_address() -> None:
    def told(address: str) -> list[str]:
        return [line.answer for line in SHARED.place(address_of(address), None).evidence]

    assert "AS4766" in told("168.126.63.1")
    assert not [answer for answer in told("192.52.193.1") if answer.startswith("AS")]


def test_a_zone_in_another_country_is_no_sure_place() -> None:
    """Amazon publishes what stands in Taipei with its region in Tokyo."""
    place = SHARED.place(address_of("15.220.80.1"), None)
    assert (place.country, place.certainty) == ("JP or TW", "disputed")


def test_names_of_private_addresses_are_answered_for_everywhere() -> None:
    for address in ("192.175.48.1", "192.31.196.1", "2620:4f:8000::1"):
        place = SHARED.place(address_of(address), None)
        assert (place.country, place.certainty, place.asn) == ("", "edge", 112)


def told(address: str, looked_up: Addresses = SHARED) -> list[tuple[str, str, str]]:
    """Give what says why there is no country, or which one: the databases' answers stand behind it."""
    lines = looked_up.place(address_of(address), None).evidence
    return [
        (re.sub(r" \(?\d{4}-\d\d-\d\d\)?$", "", line.source), line.answer, line.detail)
        for line in lines[: next(at for at, line in enumerate(lines) if line.source.startswith("GeoFeed"))]
    ]


MANY = ("anycast", "anycast", "announced from several places at once")


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("13.32.0.1", [("ranges published by aws", "GLOBAL", "edge service CLOUDFRONT"), MANY]),
        ("8.8.8.8", [
            ("ranges published by gcp", "no answer", UNLISTED), MANY, ("networks of edges", "Google front end", "AS15169"),
        ]),
        ("151.101.1.1", [("networks of edges", "Fastly", "AS54113")]),
        ("13.124.1.1", [("ranges published by aws", "ap-northeast-2", "region in KR")]),
    ],
)  # fmt: skip
def test_every_reason_is_told_with_its_source(address: str, lines: list[tuple[str, str, str]]) -> None:
    assert told(address) == lines


def test_a_published_region_stands_though_a_measurement_saw_the_address_in_several_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The operator knows; the measurement is told beside it. Where only databases answer it makes an edge."""
    looked_up = Addresses(open_all())
    monkeypatch.setattr(type(looked_up._data), "anycast", lambda data, address: True)
    seoul = looked_up.place(address_of("13.124.1.1"), None)
    assert (seoul.country, seoul.certainty, seoul.provider) == ("KR", "established", "aws")
    assert told("13.124.1.1", looked_up) == [("ranges published by aws", "ap-northeast-2", "region in KR"), MANY]
    voted = looked_up.place(address_of("211.249.220.24"), None)
    assert (voted.country, voted.certainty) == ("", "edge")
    assert told("211.249.220.24", looked_up) == [MANY]
