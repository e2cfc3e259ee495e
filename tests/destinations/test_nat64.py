from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trafficaudit.destinations import Locator
from trafficaudit.destinations.nat64 import embedded, prefixes
from trafficaudit.model import Exchange
from trafficaudit.network import Network

# RFC 6052, 2.4: 192.0.2.33 behind prefixes of each length.
TABLE = [
    ("2001:db8::/32", "2001:db8:c000:221::"),
    ("2001:db8:100::/40", "2001:db8:1c0:2:21::"),
    ("2001:db8:122::/48", "2001:db8:122:c000:2:2100::"),
    ("2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"),
    ("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100::"),
    ("2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33"),
]
# RFC 7050: 192.0.0.170 behind the same ones.
ANSWERS = [
    ("2001:db8::/32", "2001:db8:c000:aa::"),
    ("2001:db8:100::/40", "2001:db8:1c0:0:aa::"),
    ("2001:db8:122::/48", "2001:db8:122:c000:0:aa00::"),
    ("2001:db8:122:300::/56", "2001:db8:122:3c0:0:aa::"),
    ("2001:db8:122:344::/64", "2001:db8:122:344:c0:0:aa00::"),
    ("2001:db8:122:344::/96", "2001:db8:122:344::192.0.0.171"),
]


@pytest.mark.parametrize(("prefix", "address"), TABLE)
def test_the_standards_own_examples(prefix: str, address: str) -> None:
    assert embedded(IPv6Address(address), [IPv6Network(prefix)]) == IPv4Address("192.0.2.33")
    assert embedded(IPv6Address(address)) is None


@pytest.mark.parametrize(("prefix", "answer"), ANSWERS)
def test_a_prefix_is_told_by_an_answer(prefix: str, answer: str) -> None:
    assert prefixes([answer]) == (IPv6Network(prefix),)


@pytest.mark.parametrize(
    "answer",
    [
        "192.0.0.170",
        "2001:db8:64::c000:a9",
        "2001:db8:64::",
        "2001:db8:122:c000:0:aa00:0:1",  # something behind it
        "no address",
        "",
    ],
)
def test_what_tells_no_prefix(answer: str) -> None:
    assert prefixes([answer]) == ()


@example("2001:db8:64::c000:aa")
@example("2001:db8:64::c000:ab%wlan0")
@given(st.text() | st.ip_addresses().map(str))
def test_any_answer_is_read(answer: str) -> None:
    for prefix in prefixes([answer]):
        assert embedded(IPv6Address(answer.partition("%")[0]), [prefix]) in {
            IPv4Address("192.0.0.170"),
            IPv4Address("192.0.0.171"),
        }


def test_a_provider_s_own_prefix_is_no_place(exchange: Callable[..., Exchange]) -> None:
    """A server in the United States behind a Korean provider's translator: its block is the provider's, in Korea."""
    locator, asked = Locator(), exchange(ip="2001:2d8:64:ff9b::3401:101")
    assert locator.locate(asked).country == "KR"
    locator.learn(Network(names={"ipv4only.arpa": ("2001:2d8:64:ff9b::c000:aa", "2001:2d8:64:ff9b::c000:ab")}))
    found = locator.locate(asked)
    assert (found.country, found.certainty, found.ip) == ("US", "established", "52.1.1.1")
    (told,) = [line for line in found.evidence if line.source == "NAT64"]
    assert told.answer == "2001:2d8:64:ff9b::3401:101"
    assert locator.locate(exchange(ip="2001:2d8::1")).country == "KR", "not behind the prefix"


def test_the_well_known_prefix_is_told_too(exchange: Callable[..., Exchange]) -> None:
    found = Locator().locate(exchange(ip="64:ff9b::d3f9:dc18"))
    assert ("NAT64", "64:ff9b::d3f9:dc18") in {(line.source, line.answer) for line in found.evidence}
    mapped = Locator().locate(exchange(ip="::ffff:211.249.220.24"))
    assert "NAT64" not in {line.source for line in mapped.evidence}


@pytest.mark.parametrize("prefix", ["64:ff9b::", "2001:2d8:64::"])
def test_behind_a_translator_dns_leads_to_the_server_all_the_same(
    exchange: Callable[..., Exchange], prefix: str
) -> None:
    ip = f"{prefix}322:101"  # 3.34.1.1, in Amazon's region in Korea
    asked, locator = exchange(host="img.nobody.example", ip=ip), Locator()

    def learn(name: str) -> None:
        locator.learn(Network(names={"ipv4only.arpa": (f"{prefix}c000:aa",), asked.host: (name,), name: (ip,)}))

    learn("x.edgekey.net")
    found = locator.locate(asked)
    assert (found.ip, found.country, found.certainty) == ("3.34.1.1", "", "edge")
    learn("shop.data.adobedc.net")
    found = locator.locate(asked)
    assert (found.country, found.recipient) == ("KR", "Adobe")
    bare = locator.locate(exchange(host=ip, ip=ip))
    assert "nobody.example" in [line.answer for line in bare.evidence if line.source == "DNS answers in the capture"]
