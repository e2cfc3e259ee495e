"""One host, one name, however it is written."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.hostnames import authority, host_of, ip_address, is_in_dns, requested

ALIKE = (
    ("shop.example", "Shop.Example", "shop.example.", "ＳＨＯＰ。example", "sh\N{SOFT HYPHEN}op.example"),
    (
        "xn--3e0b707e.example",
        "한국.example",
        "XN--3E0B707E.example.",
        "한국\N{IDEOGRAPHIC FULL STOP}Example",
        "한국.example",
    ),
    ("xn--strae-oqa.example", "straße.example", "STRAẞE.example"),
    ("::1", "[::1]", "[0:0:0:0:0:0:0:1]", "::1%lo", "[::1%25lo]"),
    ("192.0.2.7", "[::ffff:192.0.2.7]", "::FFFF:C000:207", "192.0.2.7."),
    ("2001:db8::1", "2001:DB8::0:1", "[2001:db8::1]"),
)


@pytest.mark.parametrize("names", ALIKE, ids=lambda names: names[0])
def test_spellings_of_one_host_are_one_name(names: tuple[str, ...]) -> None:
    assert {host_of(name) for name in names} == {names[0]}


def test_other_hosts_stay_other_hosts() -> None:
    names = (
        "shop.example", "shops.example", "shop-example", "한국.example", "한국어.example", "strasse.example",
        "straße.example", "192.0.2.7", "192.0.2.70", "1.192.0.2.7", "::1", "::2", "fe80::1", "xn--a.example", "",
    )  # fmt: skip
    assert len({host_of(name) for name in names}) == len(names)


def test_a_port_is_one_that_can_be() -> None:
    given = ("shop.example:65535", "shop.example:65536", "shop.example:99999", "shop.example:")
    assert [authority(each) for each in given] == [("shop.example", 65535), *[("shop.example", None)] * 2, None]


def test_what_is_no_name_stays_as_it_is_but_for_what_does_not_print() -> None:
    assert host_of("a_b.example") == "a_b.example"
    assert host_of("가" * 64 + ".example") == "가" * 64 + ".example"
    assert host_of("a\x1b[31m\ud800.example") == "a\N{REPLACEMENT CHARACTER}[31m\N{REPLACEMENT CHARACTER}.example"


@given(st.lists(st.tuples(st.sampled_from((b"Host", b":authority", b"cookie")), st.binary(max_size=40))))
def test_any_headers_name_hosts_or_none(headers: list[tuple[bytes, bytes]]) -> None:
    found = requested(headers)
    assert len(set(found)) == len(found)
    assert all(host and host == host_of(host) for host in found)


def test_a_label_that_no_name_can_have_costs_no_time() -> None:
    long = "".join(chr(0xAC00 + number % 11_000) for number in range(20_000))
    start = time.process_time()
    assert host_of(long + ".Example") == long + ".example"
    assert time.process_time() - start < 2
    assert [len(host_of("가" * count)) for count in (56, 57)] == [63, 57]


@given(name=st.text(max_size=80))
def test_any_name_gives_one_that_is_its_own(name: str) -> None:
    found = host_of(name)
    assert host_of(found) == found
    assert found.isprintable()
    assert ip_address(found) in (None, found)


@pytest.mark.parametrize("name", ["m.shop.example", "WWW.Shop.co.kr.", "한빛.example", "a.b.xn--3e0b707e"])
def test_what_everybody_can_look_up(name: str) -> None:
    assert is_in_dns(name)


@pytest.mark.parametrize(
    "name",
    ["", "narae-phone", "localhost", "minas-iphone.local", "pc.lan", "a.home.arpa", "10.0.0.3", "::1", "a b.example", "a..example", "v1.2", "-a.example"],
)  # fmt: skip
def test_what_a_network_of_ones_own_names_or_is_no_name(name: str) -> None:
    assert not is_in_dns(name)
