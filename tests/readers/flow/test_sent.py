"""What mitmproxy wrote of requests that it ended, answered or could not pass on, over a connection that stood."""

from pathlib import Path
from typing import Any

import pytest
from mitmproxy import http
from mitmproxy.flow import Error
from mitmproxy.net import server_spec
from mitmproxy.test import tflow
from support.states import read, record

from trafficaudit.readers.flow.peers import client_of, server_of
from trafficaudit.readers.flow.sent import BY_PROXY, KILLED, LOGIN, own_answer, refused_upstream
from trafficaudit.readers.flow.state import Flow

OWN = [(b"Server", b"mitmproxy 12.3.1"), (b"content-length", b"0")]


def made(*, answered: bool = False, error: str = "", **server: Any) -> http.HTTPFlow:
    flow = tflow.tflow(resp=answered, err=bool(error))
    if error:
        flow.error = Error(error)
    flow.request.data.timestamp_end = 100.0
    for name, value in server.items():
        setattr(flow.server_conn, name, value)
    return flow


def sent(tmp_path: Path, flow: http.HTTPFlow) -> tuple[bool, list[str]]:
    (found,), gaps = read(tmp_path / "one.mitm", record(flow))
    return found.sent, [gap.reason for gap in gaps]


def test_what_was_ended_before_it_was_passed_on_was_not_sent(tmp_path: Path) -> None:
    assert sent(tmp_path, made(error=KILLED)) == (False, [])
    assert sent(tmp_path, made(answered=True, error=KILLED)) == (True, []), "ended when the answer was there"
    assert sent(tmp_path, made(error="server closed connection")) == (True, [])
    streamed = made(error=KILLED)
    streamed.request.data.content = None
    assert sent(tmp_path, streamed)[0], "its body had gone out when it was ended"


@pytest.mark.parametrize(("ended", "expected"), [(99.9, False), (100.1, True), (None, True)])
def test_a_connection_that_was_over_carried_nothing(tmp_path: Path, ended: float | None, expected: bool) -> None:
    """The server closed an idle connection, and the attempt to open another one failed."""
    flow = made(error="[Errno 111] Connect call failed ('192.0.2.7', 443)", timestamp_end=ended)
    assert sent(tmp_path, flow)[0] is expected


def test_a_body_that_streamed_went_out_before_its_connection_ended(tmp_path: Path) -> None:
    flow = made(error="server closed connection", timestamp_end=99.9)
    flow.request.data.content = None
    assert sent(tmp_path, flow)[0]


def test_what_was_blocked_says_so(tmp_path: Path) -> None:
    for flow in (made(error=KILLED), made(answered=True)):
        flow.metadata["blocklisted"] = True
        assert not sent(tmp_path, flow)[0]


def test_an_answer_of_the_proxy_is_none_of_a_server(tmp_path: Path) -> None:
    flow = made(answered=True)
    assert flow.response
    flow.response.data.headers = http.Headers(OWN)
    assert sent(tmp_path, flow) == (False, [BY_PROXY])
    flow.response.data.headers = http.Headers([(b"Server", b"nginx")])
    assert sent(tmp_path, flow) == (True, [])


@pytest.mark.parametrize(
    ("headers", "status", "expected"),
    [
        (OWN, 403, True),
        ([(b"sErVeR", b"mitmproxy 12.3.1")], 200, True),
        ([*OWN, (b"Date", b"Fri, 27 Nov 2026 04:05:22 GMT")], 200, False),
        (OWN, 502, False),
        ([(b"Server", b"mitmproxyish")], 200, False),
        ([(b"Via", b"mitmproxy 12.3.1")], 200, False),
        ([], 200, False),
    ],
)
def test_how_the_proxy_signs(headers: list[tuple[bytes, bytes]], status: int, expected: bool) -> None:
    assert own_answer(headers, status) is expected


@pytest.mark.parametrize(
    ("alpn", "version", "expected"),
    [
        (b"h2", b"HTTP/1.1", False),
        (b"h3", b"HTTP/1.1", False),
        (b"h2", b"HTTP/2.0", True),
        (b"h3", b"HTTP/3", True),
        (b"http/1.1", b"HTTP/1.1", True),
        (b"h2", b"", True),
        (None, b"HTTP/1.1", True),
    ],
)
def test_an_answer_in_another_protocol_is_the_proxys(
    tmp_path: Path, alpn: bytes | None, version: bytes, expected: bool
) -> None:
    flow = made(answered=True, alpn=alpn)
    assert flow.response
    flow.response.data.http_version = version
    assert sent(tmp_path, flow) == (expected, [] if expected else [BY_PROXY])


@pytest.mark.parametrize(
    ("via", "scheme", "status", "expected"),
    [
        (True, b"http", 407, False),
        (True, b"http", 401, True),
        (True, b"http", 200, True),
        (True, b"https", 407, True),  # within TLS it is the server's own
        (False, b"http", 407, True),  # so is one without an upstream proxy
    ],
)
def test_an_upstream_proxy_that_wants_a_login_passed_nothing_on(
    tmp_path: Path, via: bool, scheme: bytes, status: int, expected: bool
) -> None:
    flow = made(answered=True)
    flow.server_conn.via = server_spec.parse("http://127.0.0.3:3128", "http") if via else None
    flow.request.data.scheme = scheme
    assert flow.response is not None
    flow.response.status_code = status
    assert sent(tmp_path, flow) == (expected, [] if expected else [LOGIN])


def test_half_a_flow_was_refused_by_nobody() -> None:
    """A foreign file may hold an answer without its request, and the other way round."""
    whole = dict(made(answered=True).get_state())
    whole["server_conn"]["via"] = ("http", ("127.0.0.3", 3128))
    whole["request"]["scheme"], whole["response"]["status_code"] = b"http", 407
    for part, refused in (("", True), ("request", False), ("response", False)):
        state = whole | ({part: None} if part else {})
        flow = Flow(state, client_of(state["client_conn"]), server_of(state["server_conn"]), "c", 0, 0)
        assert refused_upstream(flow) is refused
