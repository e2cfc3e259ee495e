import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.readers.flowpeers import Server, authority, client_of, hostport, ip_address, place, server_of


@pytest.mark.parametrize(
    ("header", "sni", "expected"),
    [
        (b"Shop.example", None, ("shop.example", "Shop.example")),
        (b"shop.example:443", None, ("shop.example", "shop.example")),
        (b"shop.example:8443", None, ("shop.example", "shop.example:8443")),
        (b"", None, ("192.0.2.7", "192.0.2.7")),
        (b"", "shop.example", ("shop.example", "shop.example")),
        (b"192.0.2.7", "shop.example", ("shop.example", "192.0.2.7")),
        (b"[2001:db8::1]", None, ("2001:db8::1", "[2001:db8::1]")),
        (b"other.example", "shop.example", ("other.example", "other.example")),
        (b"a/b?c#d", None, ("192.0.2.7", "192.0.2.7")),
        (b"user@shop.example", None, ("192.0.2.7", "192.0.2.7")),
        (b"bad host", "shop.example", ("shop.example", "shop.example")),
    ],
)
def test_the_host_a_request_is_for(header: bytes, sni: str | None, expected: tuple[str, str]) -> None:
    assert place(header, "192.0.2.7", 443, "https", sni) == expected


@given(st.ip_addresses())
def test_ip_addresses_are_canonical(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    mapped = getattr(address, "ipv4_mapped", None)
    assert ip_address(str(address)) == ip_address(f"[{address}]") == str(mapped or address)


@given(st.text())
def test_authority_of_any_text(text: str) -> None:
    found = authority(text)
    if found is not None:
        host, port = found
        assert not set(host) & set("/?#@ \\")
        assert hostport("x", host, port).lower().startswith(("[", host.lower()[:1]))


def test_an_upstream_proxy_is_not_the_server() -> None:
    state: dict[str, object] = {"address": ["shop.example", 443], "peername": ["192.0.2.7", 443], "id": "a"}
    assert server_of(state) == Server("shop.example", 443, "192.0.2.7", None, "a")
    assert server_of(state | {"via": ["https", ["proxy.example", 8080]]}).address is None


def test_a_made_up_id_is_replaced_by_a_stable_one() -> None:
    state: dict[str, object] = {"sockname": ["10.0.0.2", 5000], "timestamp_start": 1.5, "id": "drawn at random"}
    assert server_of(state, made_up_id=True).id == "10.0.0.2:5000@1.5"


@pytest.mark.parametrize("odd", [None, 5, "x", b"x", [], [1], ["a", "b"], [b"\xff", -1], ["a", 10**9], {}])
def test_states_of_any_shape(odd: object) -> None:
    keys = ("peername", "sni", "tls", "timestamp_start", "address", "id", "via", "sockname")
    client = client_of(dict.fromkeys(keys, odd))
    assert client.port is None
    server = server_of(dict.fromkeys(keys, odd))
    assert 0 <= server.port <= 65535
    assert server.address is None
