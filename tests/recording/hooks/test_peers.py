"""What is noted of connections and of TLS."""

from pathlib import Path
from typing import Any

import pytest
from mitmproxy import certs
from mitmproxy.proxy.mode_specs import ProxyMode
from mitmproxy.proxy.server_hooks import ServerConnectionHookData
from mitmproxy.test import tflow
from support import tls
from support.hooked import Hooked

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.unread import UNAGREED, UNREADABLE


class Data:
    """What mitmproxy gives to a TLS hook."""

    def __init__(self, flow: Any) -> None:
        self.context = type("Context", (), {"client": flow.client_conn, "server": flow.server_conn})
        self.conn = flow.client_conn
        self.ignore_connection = False
        self.client_hello = type(
            "Hello", (), {"sni": "pay.example", "raw_bytes": lambda *_, **__: bytes(2) + bytes(range(32)) + bytes(57)}
        )()


def line(hooked: Hooked, flow: Any) -> dict[str, Any]:
    hooked.client_disconnected(flow.client_conn)
    found: dict[str, Any] = hooked.of(frames.Closed)[-1].line
    return found


def test_a_connection_that_carried_exchanges() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    hooked.client_connected(flow.client_conn)
    hooked.http_connect(flow)
    hooked.server_connected(ServerConnectionHookData(flow.server_conn, flow.client_conn))
    hooked.requestheaders(flow)
    hooked.server_disconnected(ServerConnectionHookData(flow.server_conn, flow.client_conn))
    noted = line(hooked, flow)
    assert (noted["state"], noted["exchanges"], noted["server_address"]) == ("decrypted", 1, "192.168.0.1")
    assert noted["mode"] == "regular"
    assert not hooked._connections
    assert not hooked._known


def test_a_refused_certificate() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    flow.client_conn.error = "The client does not trust the proxy's certificate"
    hooked.client_connected(flow.client_conn)
    hooked.tls_clienthello(Data(flow))  # type: ignore[arg-type]
    hooked.tls_failed_client(Data(flow))  # type: ignore[arg-type]
    (refusal,) = hooked.of(frames.Line)
    assert (refusal.file, refusal.fields["host"], refusal.fields["bytes"]) == ("tls_failures.jsonl", "pay.example", 100)
    assert refusal.fields["client_random"] == bytes(range(32)).hex()
    assert line(hooked, flow)["state"] == "tls refused"


@pytest.mark.parametrize(
    "error",
    [
        "Cannot parse ClientHello: 00",
        f"Cannot parse QUIC header: Malformed head ({'50' * 999})",
        "Invalid handshake received, roaming not supported. (40)",
    ],
)
def test_what_is_no_hello_refuses_no_certificate(error: str) -> None:
    hooked, flow = Hooked(), tflow.tflow()
    flow.client_conn.error = error
    hooked.client_connected(flow.client_conn)
    for _ in range(2):
        hooked.tls_failed_client(Data(flow))  # type: ignore[arg-type]
    noted = line(hooked, flow)
    assert (noted["state"], noted["error"]) == ("lost", error[:200])
    (told,) = hooked.of(frames.Line)
    assert (told.file, told.fields["reason"], told.fields["connections"]) == ("gaps.jsonl", UNREADABLE, 1)


@pytest.mark.parametrize(
    "error",
    [
        "Client and mitmproxy cannot agree on a TLS version to use. You may need to adjust an option.",
        "The client may not trust the proxy's certificate for a (OpenSSL Error([('SSL routines', '', 'no shared cipher')]))",
        "The client may not trust the proxy's certificate for a (OpenSSL Error([('SSL routines', '', 'no suitable key share')]))",
    ],
)
def test_who_speaks_other_tls_refuses_no_certificate(error: str) -> None:
    hooked, flow = Hooked(), tflow.tflow()
    flow.client_conn.error = error
    hooked.client_connected(flow.client_conn)
    hooked.tls_clienthello(Data(flow))  # type: ignore[arg-type]
    hooked.tls_failed_client(Data(flow))  # type: ignore[arg-type]
    assert line(hooked, flow)["state"] == "lost"
    (told,) = hooked.of(frames.Line)
    assert (told.fields["reason"], told.fields["host"]) == (UNAGREED, "pay.example")


@pytest.mark.parametrize(
    "error",
    [
        "connection closed",
        "connection closed early",
        "The client disconnected during the handshake. If this happens consistently for a, this may indicate that",
    ],
)
def test_who_leaves_without_a_word_refuses_nothing(error: str) -> None:
    hooked, flow = Hooked(), tflow.tflow()
    flow.client_conn.error = error
    hooked.client_connected(flow.client_conn)
    hooked.tls_failed_client(Data(flow))  # type: ignore[arg-type]
    assert line(hooked, flow)["state"] == "empty"
    assert hooked.of(frames.Line) == []


def test_a_connection_on_which_nothing_was_asked() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    hooked.client_connected(flow.client_conn)
    hooked.tls_clienthello(Data(flow))  # type: ignore[arg-type]
    hooked.tls_established_client(Data(flow))  # type: ignore[arg-type]
    assert line(hooked, flow)["state"] == "no request"


def test_tls_inside_of_tls_has_both_randoms() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    hooked.client_connected(flow.client_conn)
    hooked.tls_clienthello(Data(flow))  # type: ignore[arg-type]
    inner = Data(flow)
    inner.client_hello.raw_bytes = lambda *_, **__: bytes(2) + bytes(range(1, 33)) + bytes(57)
    for _ in range(2):  # a server that asks for another key share gets the same random again
        hooked.tls_clienthello(inner)  # type: ignore[arg-type]
    noted = line(hooked, flow)
    assert noted["client_random"] == bytes(range(1, 33)).hex()
    assert noted["outer_randoms"] == [bytes(range(32)).hex()]


def test_errors_towards_the_server_are_noted() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    flow.server_conn.error = "no route"
    hooked.client_connected(flow.client_conn)
    hooked.server_connect_error(ServerConnectionHookData(flow.server_conn, flow.client_conn))
    assert line(hooked, flow)["error"] == "no route"
    hooked.client_connected(flow.client_conn)
    flow.client_conn.error = "handshake"
    hooked.tls_failed_server(Data(flow))  # type: ignore[arg-type]
    assert line(hooked, flow)["error"] == "handshake"


@pytest.mark.parametrize(("mode", "host"), [("socks5", "address"), ("upstream:http://192.0.2.1:8080", "")])
def test_whom_an_app_asked_for_in_socks_and_did_not_reach_is_noted(mode: str, host: str) -> None:
    """An upstream proxy that is not there is nobody the app asked for."""
    hooked, flow = Hooked(), tflow.tflow()
    flow.client_conn.proxy_mode, flow.client_conn.sni = ProxyMode.parse(mode), None
    hooked.client_connected(flow.client_conn)
    hooked.server_connect_error(ServerConnectionHookData(flow.server_conn, flow.client_conn))
    assert line(hooked, flow)["host"] == host


def test_what_is_not_known_is_passed_over() -> None:
    hooked, flow = Hooked(), tflow.tflow()
    for hook in (
        hooked.tls_clienthello,
        hooked.tls_established_client,
        hooked.tls_failed_client,
        hooked.tls_failed_server,
    ):
        hook(Data(flow))  # type: ignore[arg-type]
    hooked.client_disconnected(flow.client_conn)
    assert hooked.sent == []


def test_a_refused_connections_chain_is_handed_over_once(tmp_path: Path) -> None:
    root = tls.authority(tmp_path, "root")
    hooked, flow = Hooked(), tflow.tflow()
    flow.server_conn.certificate_list = [certs.Cert.from_pem(root.path.read_bytes())]
    for _ in range(2):
        hooked.client_connected(flow.client_conn)
        hooked.tls_clienthello(Data(flow))  # type: ignore[arg-type]
        hooked.tls_failed_client(Data(flow))  # type: ignore[arg-type]
    first, second = (each.fields for each in hooked.of(frames.Line))
    assert first["server_certificates"] == [root.pem]
    assert first["server_chain"] == second["server_chain"]
    assert "server_certificates" not in second
