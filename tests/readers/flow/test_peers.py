import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trafficaudit.hostnames import authority, ip_address
from trafficaudit.model import Handshake
from trafficaudit.readers.flow.peers import Server, client_of, hostport, located, place, server_of


@pytest.mark.parametrize(
    ("header", "sni", "expected"),
    [
        (b"Shop.example", None, ("shop.example", "Shop.example")),
        (b"Shop.example.", None, ("shop.example", "Shop.example.")),
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


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/a?b=1", "https://a.example/a?b=1"),
        ("?b=1", "https://a.example?b=1"),
        ("*", "https://a.example"),
        ("", "https://a.example"),
        (".evil.example/x", "https://a.example/.evil.example/x"),
        (":8443/x", "https://a.example/:8443/x"),
        ("@evil.example/", "https://a.example/@evil.example/"),
    ],
)
def test_no_path_names_another_host(path: str, url: str) -> None:
    assert located("https", "a.example", path) == url


def test_an_upstream_proxy_is_not_the_server() -> None:
    state: dict[str, object] = {"address": ["shop.example", 443], "peername": ["192.0.2.7", 443], "id": "a"}
    assert server_of(state) == Server("shop.example", 443, "192.0.2.7", None, "a")
    assert server_of(state | {"via": ["https", ["proxy.example", 8080]]}).address is None


@pytest.mark.parametrize(
    ("told", "reached"),
    [
        ({}, True),
        ({"tls": True, "timestamp_tls_setup": 2.5}, True),
        ({"tls": True, "timestamp_tls_setup": None}, False),
        ({"timestamp_start": None}, False),
        ({"error": "refused"}, False),
        ({"via": None}, False),
        ({"via": None, "peername": ["192.0.2.7", 443]}, True),
    ],
)
def test_what_leads_through_an_upstream_proxy_stands_without_a_peer(told: dict[str, object], reached: bool) -> None:
    state = {"address": ["shop.example", 443], "timestamp_start": 1.5, "via": ["http", ["proxy.example", 8080]]}
    assert server_of(state | told).reached is reached


def test_a_server_that_was_asked_for_by_its_address_has_it_without_a_peer() -> None:
    state: dict[str, object] = {"address": ["192.0.2.9", 443], "id": "a"}
    assert server_of(state).address == "192.0.2.9"
    assert server_of(state | {"peername": ["192.0.2.7", 443]}).address == "192.0.2.7"
    assert server_of(state | {"via": ["https", ["proxy.example", 8080]]}).address is None


def test_a_made_up_id_is_replaced_by_a_stable_one() -> None:
    state: dict[str, object] = {"sockname": ["10.0.0.2", 5000], "timestamp_start": 1.5, "id": "drawn at random"}
    assert server_of(state, made_up_id=True).id == "10.0.0.2:5000@1.5"
    never: dict[str, object] = {"sockname": ["", 0], "timestamp_start": None, "id": "drawn at random"}
    assert server_of(never, made_up_id=True).id is None, "two that never began are not one"


TIMES: dict[str, object] = {
    "address": ["shop.example", 443],
    "peername": ["192.0.2.7", 443],
    "timestamp_start": 1_790_000_000.0,
    "timestamp_tcp_setup": 1_790_000_000.01,
    "timestamp_tls_setup": 1_790_000_000.035,
}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Handshake(0.01, 0.025)),
        ({"timestamp_tls_setup": None}, Handshake(0.01, None)),
        ({"timestamp_tcp_setup": None}, None),
        ({"timestamp_tcp_setup": None, "transport_protocol": "udp"}, Handshake(None, 0.035)),  # QUIC
        ({"timestamp_tcp_setup": 1_789_999_999.0}, Handshake(None, 1.035)),  # the clock was set back
        ({"timestamp_start": True}, Handshake(None, 0.025)),
        ({"timestamp_start": float("nan")}, Handshake(None, 0.025)),
        ({"timestamp_start": 0.0}, Handshake(None, 0.025)),  # no handshake takes years
        ({"via": ["http", ["proxy.example", 8080]]}, None),
        ({"peername": None}, None),
    ],
)
def test_handshakes_are_measured_with_the_server_alone(change: dict[str, object], expected: Handshake | None) -> None:
    assert server_of(TIMES | change).handshake == expected


def test_the_servers_own_certificate_stands_first() -> None:
    state: dict[str, object] = {"certificate_list": [b"leaf", b"authority"]}
    assert server_of(state).certificate == b"leaf"
    for odd in (None, [], ["text"], 5):
        assert server_of({"certificate_list": odd}).certificate is None


def test_a_certificate_that_is_too_long_is_not_the_same_as_none() -> None:
    assert server_of({"certificate_list": [b"x" * 100_000]}).certificate == b""


@pytest.mark.parametrize("odd", [None, 5, "x", b"x", [], [1], ["a", "b"], [b"\xff", -1], ["a", 10**9], {}])
def test_states_of_any_shape(odd: object) -> None:
    keys = ("peername", "sni", "tls", "timestamp_start", "address", "id", "via", "sockname")
    client = client_of(dict.fromkeys(keys, odd))
    assert client.port is None
    server = server_of(dict.fromkeys(keys, odd))
    assert 0 <= server.port <= 65535
    assert server.address is None
