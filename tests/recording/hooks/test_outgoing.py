"""Which connection to a server a request goes out on, where mitmproxy has none yet when it is handed over."""

from typing import Any

import pytest
from mitmproxy import connection
from mitmproxy.net import server_spec
from mitmproxy.proxy.server_hooks import ServerConnectionHookData
from mitmproxy.test import tflow as flows
from support.hooked import Hooked

from trafficaudit.recording import frames


def asked(hooked: Hooked, *, scheme: bytes = b"http", client: connection.Client | None = None) -> Any:
    """Hand over a request that has no connection to a server yet."""
    flow: Any = flows.tflow()
    flow.client_conn = client or flow.client_conn
    flow.server_conn = connection.Server(address=None)
    flow.request.data.host, flow.request.data.port, flow.request.data.scheme = "shop.example", 8080, scheme
    hooked.requestheaders(flow)
    hooked.request(flow)
    return flow


def server(*, tls: bool = False, port: int = 8080) -> connection.Server:
    made = connection.Server(address=("shop.example", port))
    made.peername, made.tls = ("192.0.2.7", port), tls
    made.timestamp_start = made.timestamp_tcp_setup = 1.0
    made.state = connection.ConnectionState.OPEN
    return made


def event(flow: Any, to: connection.Server) -> ServerConnectionHookData:
    return ServerConnectionHookData(to, flow.client_conn)


def test_a_request_waits_for_its_connection() -> None:
    hooked = Hooked()
    flow, to = asked(hooked), server()
    hooked.server_connected(event(flow, to))
    assert hooked.of(frames.Reached) == [frames.Reached(flow.id, to.id)]
    assert hooked.of(frames.Connection)[-1].state["peername"] == ("192.0.2.7", 8080)
    assert not hooked._waiting


def test_the_next_request_goes_out_on_the_connection_that_stands() -> None:
    hooked = Hooked()
    flow, to = asked(hooked), server()
    hooked.server_connected(event(flow, to))
    asked(hooked, client=flow.client_conn)
    assert hooked.of(frames.Head)[-1].server == to.id
    hooked.server_disconnected(event(flow, to))
    asked(hooked, client=flow.client_conn)
    assert hooked.of(frames.Head)[-1].server != to.id
    assert not hooked._servers


def test_tls_has_to_stand_as_well() -> None:
    hooked = Hooked()
    flow, to = asked(hooked, scheme=b"https"), server(tls=True)
    hooked.server_connected(event(flow, to))
    assert not hooked.of(frames.Reached)
    to.timestamp_tls_setup = 2.0
    data: Any = type("Data", (), {"context": type("Context", (), {"client": flow.client_conn, "server": to})})
    hooked.tls_established_server(data)
    assert hooked.of(frames.Reached) == [frames.Reached(flow.id, to.id)]


def through(*, tls: bool = False) -> connection.Server:
    """A connection through an upstream proxy, which has no peer."""
    made = connection.Server(address=("shop.example", 8080))
    made.via, made.tls = server_spec.parse("http://192.0.2.9:3128", "http"), tls
    made.timestamp_start, made.state = 1.0, connection.ConnectionState.OPEN
    return made


def test_a_request_through_an_upstream_proxy_is_told_when_its_tls_stands() -> None:
    hooked = Hooked()
    flow, to = asked(hooked, scheme=b"https"), through(tls=True)
    to.timestamp_tls_setup = 2.0
    data: Any = type("Data", (), {"context": type("Context", (), {"client": flow.client_conn, "server": to})})
    hooked.tls_established_server(data)
    assert hooked.of(frames.Reached) == [frames.Reached(flow.id, to.id)]


def test_without_tls_it_is_told_as_soon_as_mitmproxy_has_gone_on() -> None:
    """A recorder that is killed while the answer is waited for says where the request went all the same."""
    hooked = Hooked()
    flow, to = asked(hooked), through()
    flow.server_conn = connection.Server(address=to.address)
    flow.server_conn.via = to.via
    hooked.server_connected(event(flow, server(port=3128)))
    assert not hooked.of(frames.Reached)
    flow.server_conn = to
    (told,) = hooked.soon
    told()
    assert hooked.of(frames.Reached) == [frames.Reached(flow.id, to.id)]
    asked(hooked, client=flow.client_conn)
    assert hooked.of(frames.Head)[-1].server == to.id
    assert not hooked._waiting
    to.state = connection.ConnectionState.CLOSED
    asked(hooked, client=flow.client_conn)
    assert hooked.of(frames.Head)[-1].server != to.id


@pytest.mark.parametrize("stands", [True, False])
def test_without_tls_it_is_told_when_the_recording_ends(stands: bool) -> None:
    hooked = Hooked()
    flow, to = asked(hooked), through()
    to.timestamp_start = 1.0 if stands else None
    flow.server_conn = to
    hooked.unfinished()
    hooked.unfinished()
    assert hooked.of(frames.Reached) == ([frames.Reached(flow.id, to.id)] if stands else [])


@pytest.mark.parametrize("other", ["another port", "TLS", "another client"])
def test_another_connection_is_none_of_its_own(other: str) -> None:
    hooked = Hooked()
    flow, to = asked(hooked), server(port=8081 if other == "another port" else 8080)
    if other == "TLS":
        to.tls, to.timestamp_tls_setup = True, 2.0
    hooked.server_connected(event(flows.tflow() if other == "another client" else flow, to))
    assert not hooked.of(frames.Reached)


def test_a_request_that_is_over_waits_no_more() -> None:
    hooked = Hooked()
    answered, failed = asked(hooked), asked(hooked)
    answered.response = flows.tflow(resp=True).response
    hooked.response(answered)
    hooked.error(failed)
    assert not hooked._waiting


@pytest.mark.parametrize("broken", ["refused", "not whole", "the end"])
def test_a_request_that_was_not_passed_on_is_unsent(broken: str) -> None:
    hooked, flow = Hooked(), flows.tflow(err=broken == "refused")
    flow.request.headers["content-length"] = "many" if broken == "refused" else "100"
    hooked.requestheaders(flow)
    if broken == "the end":
        hooked.unfinished()
    else:
        hooked.error(flow)
    (head,) = hooked.of(frames.Head)
    assert (head.complete, head.unsent) == (False, True)
    assert not hooked._partial
