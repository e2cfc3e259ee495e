"""Names that an exchange goes by beside its host: told, and in doubt where nothing shows that one server answers."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.tls import self_signed

from trafficaudit.destinations import Locator
from trafficaudit.destinations.called import APART, DIFFERS, apart, in_headers
from trafficaudit.model import Exchange, Message

type MakeExchange = Callable[..., Exchange]

SHARED = Locator()
SHOP, OTHER = "api.shop.example", "front.other.example"


def asked(exchange: Exchange, *names: tuple[bytes, bytes]) -> Exchange:
    return replace(exchange, request=Message(headers=names))


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        (((b"Host", OTHER.encode()),), (OTHER,)),
        (((b":authority", b"Front.Other.example:443"),), (OTHER,)),
        (((b"host", b"API.shop.example."), (b"host", OTHER.encode())), (OTHER,)),
        (((b"host", SHOP.encode()), (b"referer", OTHER.encode())), ()),
        (((b"host", b"a/b"), (b"host", b"")), ()),
        ((), ()),
    ],
)
def test_names_in_headers(exchange: MakeExchange, headers: tuple[tuple[bytes, bytes], ...], found: tuple[str]) -> None:
    assert in_headers(asked(exchange(SHOP), *headers)) == found
    assert in_headers(replace(exchange(SHOP), request=None)) == ()


@pytest.mark.parametrize("by", ["header", "sni", "dialled"])
def test_a_server_reached_by_one_name_and_asked_for_another(exchange: MakeExchange, by: str) -> None:
    """Who is behind either name may have received: domain fronting looks so, and so does a Host that lies."""
    made = {
        "header": asked(exchange(SHOP), (b"Host", OTHER.encode())),
        "sni": exchange(SHOP, sni=OTHER),
        "dialled": replace(exchange(SHOP), dialled=OTHER),
    }[by]
    found = SHARED.locate(made)
    assert [(line.answer, line.detail) for line in found.evidence if line.detail in (APART, DIFFERS)] == [
        (OTHER, APART)
    ]
    assert apart(found) == OTHER
    assert found.host == SHOP


def test_what_is_ordinary_is_no_doubt(exchange: MakeExchange, tmp_path: Path) -> None:
    """One domain, one company, a certificate for both (a connection used for several hosts), an address: told alone."""
    both = self_signed(tmp_path, "/CN=x", SHOP, OTHER)
    ordinary = {
        "www.shop.example": exchange(SHOP, sni="www.shop.example"),
        OTHER: exchange(SHOP, sni=OTHER, certificate=both),
        "fonts.gstatic.com": exchange("www.google.com", sni="fonts.gstatic.com"),
        "192.0.2.7": asked(exchange(SHOP), (b"Host", b"192.0.2.7")),
    }
    for name, each in ordinary.items():
        found = SHARED.locate(each)
        assert [line.detail for line in found.evidence if line.answer == name] == [DIFFERS]
        assert apart(found) == ""


def test_a_certificate_for_one_of_two_names_settles_nothing(exchange: MakeExchange, tmp_path: Path) -> None:
    one = self_signed(tmp_path, "/CN=x", OTHER)
    assert apart(SHARED.locate(exchange(SHOP, sni=OTHER, certificate=one))) == OTHER


def test_customers_of_one_cloud_are_not_one(exchange: MakeExchange) -> None:
    here, there = "a1.cloudfront.net", "b2.cloudfront.net"
    assert apart(SHARED.locate(exchange(here, sni=there))) == there


def test_an_address_with_a_name_is_not_in_doubt(exchange: MakeExchange) -> None:
    assert apart(SHARED.locate(exchange("192.0.2.7", sni=OTHER))) == ""
    assert apart(SHARED.locate(replace(exchange("192.0.2.7"), dialled=OTHER))) == ""


def test_a_name_that_several_sources_give_is_told_once(exchange: MakeExchange) -> None:
    made = replace(asked(exchange(SHOP, sni=OTHER), (b"Host", OTHER.encode())), dialled=OTHER)
    assert [line.answer for line in SHARED.locate(made).evidence if line.detail == APART] == [OTHER]
