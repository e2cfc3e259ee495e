from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from mitmproxy import http
from mitmproxy.flow import Error
from mitmproxy.proxy.mode_specs import ProxyMode
from mitmproxy.test import tflow
from support.states import read, record

from trafficaudit.model import Exchange
from trafficaudit.readers.flow.http import AGAIN, CHANGED, UNKEPT, is_bodiless


def exchange(tmp_path: Path, made: http.HTTPFlow) -> Exchange:
    exchanges, gaps = read(tmp_path / "one.mitm", record(made))
    assert not gaps
    return exchanges[0]


def request(**changes: Any) -> http.HTTPFlow:
    made = tflow.tflow()
    made.request.data.headers = http.Headers()
    for name, value in changes.items():
        setattr(made.request.data, name, value)
    return made


def test_all_that_the_recording_knows(tmp_path: Path) -> None:
    made = tflow.tflow(resp=True)
    made.client_conn.sni, made.client_conn.tls, made.request.data.scheme = "shop.example", True, b"https"
    made.metadata |= {"app": "kr.example.shop", "phase": "login"}
    found = exchange(tmp_path, made)
    assert (found.app, found.phase, found.sni, found.tls) == ("kr.example.shop", "login", "shop.example", True)
    assert (found.server_address, found.client_port) == ("192.168.0.1", 22)
    assert found.connection_id == made.server_conn.id
    assert (found.host, found.port, found.url) == ("address", 22, "https://address:22/path")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("stream reset by client (REFUSED_STREAM)", "stream reset (REFUSED_STREAM)"),
        ("stream closed by client (H3_NO_ERROR)", "stream closed (H3_NO_ERROR)"),
        ("peer closed: stream reset by client (X)", "peer closed: stream reset by client (X)"),
    ],
)
def test_nobody_is_named_who_need_not_have_ended_a_stream(tmp_path: Path, said: str, shown: str) -> None:
    made = tflow.tflow(err=True)
    made.error = Error(said)
    assert exchange(tmp_path, made).error == shown


def test_when_the_whole_request_had_been_seen(tmp_path: Path) -> None:
    made = tflow.tflow(resp=True)
    made.request.data.timestamp_end = 946681207.5
    found = exchange(tmp_path, made)
    assert found.sent_until == found.started_at + timedelta(seconds=7.5)
    made.request.data.timestamp_end = None
    assert exchange(tmp_path, made).sent_until is None
    broken = tflow.tflow(err=True)
    broken.request.data.timestamp_end = None
    assert broken.error
    broken.error.timestamp = 946681300.0
    assert exchange(tmp_path, broken).sent_until == found.started_at + timedelta(seconds=100), "a stream that was cut"
    broken.request.data.content = None
    assert exchange(tmp_path, broken).sent_until is None
    (message,) = read(tmp_path / "ws.mitm", record(tflow.twebsocketflow()))[0][1:2]
    assert message.sent_until is None, "a message is sent at once"


def test_a_request_that_reached_no_server_was_not_sent(tmp_path: Path) -> None:
    assert exchange(tmp_path, tflow.tflow(resp=True)).sent
    failed = tflow.tflow(err=True)
    assert exchange(tmp_path, failed).sent
    failed.server_conn.peername = None
    assert not exchange(tmp_path, failed).sent
    answered = tflow.tflow(resp=True)
    answered.server_conn.peername = None
    assert exchange(tmp_path, answered).sent, "a recorder that does not say so leaves it open"
    answered.metadata["unsent"] = True
    assert not exchange(tmp_path, answered).sent


def test_what_the_proxy_answered_without_a_server_was_not_sent(tmp_path: Path) -> None:
    """As mitmproxy writes what ``map_local`` or ``block_list`` answered: no connection to a server was begun."""
    mapped = tflow.tflow(resp=True)
    mapped.server_conn.address = mapped.server_conn.peername = mapped.server_conn.timestamp_start = None
    assert not exchange(tmp_path, mapped).sent
    mapped.client_conn.peername = ("127.0.0.1", 0)
    assert exchange(tmp_path, mapped).sent, "so mitmproxy writes what it has read from a HAR"
    mapped.response = None
    assert not exchange(tmp_path, mapped).sent, "made up in the user interface, and never asked"


def test_a_request_was_not_sent_where_tls_with_the_server_failed(tmp_path: Path) -> None:
    """mitmproxy does not send one to a server whose certificate it refuses, and has its address nevertheless."""
    refused = tflow.tflow(err=True)
    refused.server_conn.tls, refused.server_conn.timestamp_tls_setup = True, None
    assert not exchange(tmp_path, refused).sent
    refused.server_conn.timestamp_tls_setup = 946681203.0
    assert exchange(tmp_path, refused).sent
    answered = tflow.tflow(resp=True)
    answered.server_conn.tls, answered.server_conn.timestamp_tls_setup = True, None
    assert exchange(tmp_path, answered).sent


def test_a_request_that_broke_off_was_not_sent_unless_its_body_streamed(tmp_path: Path) -> None:
    broken = tflow.tflow(err=True)
    broken.request.timestamp_end = None
    assert exchange(tmp_path, broken).sent, "a part of the body went out"
    broken.request.data.content = None
    assert not exchange(tmp_path, broken).sent
    whole = tflow.tflow(err=True)
    whole.request.data.content = None
    (sent,), gaps = read(tmp_path / "one.mitm", record(whole))
    assert (sent.sent, len(gaps)) == (True, 1)


def test_what_was_done_with_a_flow_in_mitmproxy_is_said(tmp_path: Path) -> None:
    changed = tflow.tflow(resp=True)
    changed.backup()
    changed.request.path = "/changed"
    again, served = tflow.tflow(resp=True), tflow.tflow(resp=True)
    again.is_replay, served.is_replay = "request", "response"
    found, gaps = read(tmp_path / "one.mitm", record(changed) + record(again) + record(served))
    assert [(gap.position, gap.reason, gap.exchanges) for gap in gaps] == [(0, CHANGED, 0), (1, AGAIN, 0)]
    assert [each.sent for each in found] == [True, True, False]


@pytest.mark.parametrize(
    ("mode", "client", "scheme", "encrypted"),
    [
        ("regular", True, b"http", False),  # the proxy was reached by TLS, the server was not
        ("regular", False, b"https", True),  # read from a HAR, or asked for in absolute form
        ("upstream:http://proxy.example:8080", True, b"http", False),
        ("regular", True, b"https", True),
        ("reverse:http://shop.example", True, b"http", True),
        ("transparent", False, b"http", False),
    ],
)
def test_what_travelled_encrypted(tmp_path: Path, mode: str, client: bool, scheme: bytes, encrypted: bool) -> None:
    made = request(scheme=scheme)
    made.client_conn.tls, made.client_conn.proxy_mode = client, ProxyMode.parse(mode)
    assert exchange(tmp_path, made).tls is encrypted


@pytest.mark.parametrize(
    ("version", "protocol"),
    [
        (b"HTTP/1.0", "http/1.0"),
        (b"HTTP/1.1", "http/1.1"),
        (b"HTTP/2.0", "http/2"),
        (b"HTTP/3", "http/3"),
        (b"odd", "http"),
    ],
)
def test_protocols(tmp_path: Path, version: bytes, protocol: str) -> None:
    assert exchange(tmp_path, request(http_version=version)).protocol == protocol


def test_the_path_stays_as_it_was_sent(tmp_path: Path) -> None:
    path = b"/a%2Fb/%C3%A9?q=%2531&\xff=\xea\xb9\x80#x"
    url = exchange(tmp_path, request(path=path, scheme=b"https", port=443, host="h.example")).url
    assert url.encode("utf-8", "surrogateescape") == b"https://h.example" + path


def test_authority_counts_in_http2_and_host_before(tmp_path: Path) -> None:
    named: dict[str, Any] = {"authority": b"a.example", "headers": http.Headers([(b"hOsT", b"h.example")])}
    assert exchange(tmp_path, request(http_version=b"HTTP/2.0", **named)).host == "a.example"
    assert exchange(tmp_path, request(http_version=b"HTTP/3", **named)).host == "a.example"
    assert exchange(tmp_path, request(http_version=b"HTTP/1.1", **named)).host == "h.example"


def test_connect_and_asterisk(tmp_path: Path) -> None:
    connect = request(method=b"CONNECT", scheme=b"", path=b"", host="h.example", port=443)
    assert exchange(tmp_path, connect).url == "http://h.example:443", "a CONNECT is sent in the clear"
    asterisk = request(method=b"OPTIONS", scheme=b"https", path=b"*", host="h.example", port=443)
    assert exchange(tmp_path, asterisk).url == "https://h.example"


@pytest.mark.parametrize(
    ("headers", "ended", "size", "lost"),
    [
        ([(b"Content-Length", b"50000000")], True, 50_000_000, 0),
        ([(b"Content-Length", b"50000000")], False, 0, 1),
        ([(b"content-length", b"9" * 16)], True, 0, 1),
        ([(b"transfer-encoding", b"chunked")], True, 0, 1),
        ([], True, 0, 1),
    ],
)
@pytest.mark.parametrize("side", ["request", "response"])
def test_a_body_that_was_not_kept_is_not_an_empty_one(
    tmp_path: Path, side: str, headers: list[tuple[bytes, bytes]], ended: bool, size: int, lost: int
) -> None:
    made = tflow.tflow(resp=True)
    data = made.request.data if side == "request" else made.response.data  # type: ignore[union-attr]
    data.headers, data.content = http.Headers(headers), None
    data.timestamp_end = 3.0 if ended else None
    (found,), gaps = read(tmp_path / "one.mitm", record(made))
    message = found.request if side == "request" else found.response
    assert message is not None
    assert (message.body, message.body_size) == (None, size)
    told = [(gap.reason, gap.exchanges) for gap in gaps]
    assert told == ([(f"the {side}'s body {UNKEPT}", lost)] if ended or side == "response" else [])


def test_an_empty_body_was_kept(tmp_path: Path) -> None:
    found = exchange(tmp_path, request(content=b"")).request
    assert found is not None
    assert found.body == b""


def test_trailers_and_the_error(tmp_path: Path) -> None:
    made = tflow.tflow(resp=True, err=True)
    assert made.response
    made.response.trailers = http.Headers([(b"grpc-status", b"0")])
    found = exchange(tmp_path, made)
    assert found.response is not None
    assert found.response.trailers == ((b"grpc-status", b"0"),)
    assert found.error == "error"


def test_a_request_without_headers_is_a_gap(tmp_path: Path) -> None:
    state = tflow.tflow().get_state()
    del state["request"]["headers"]
    exchanges, gaps = read(tmp_path / "one.mitm", record(state))
    assert not exchanges
    assert ["headers of the request" in gap.reason for gap in gaps] == [True]


@pytest.mark.parametrize(
    ("method", "status", "length", "told"),
    [
        ("GET", 200, b"0", 0), ("GET", 204, None, 0), ("GET", 304, b"100", 0), ("HEAD", 200, b"500", 0),
        ("GET", 200, b"5", 1), ("GET", 200, None, 1),
    ],
)  # fmt: skip
def test_a_message_that_has_no_body_lacks_none(
    tmp_path: Path, method: str, status: int, length: bytes | None, told: int
) -> None:
    """Where every message is streamed mitmproxy keeps no content of these either (RFC 9110, 6.4.1)."""
    made = tflow.tflow(resp=True)
    assert made.response is not None
    made.request.method, made.request.raw_content, made.response.raw_content = method, None, None
    made.response.status_code = status
    made.request.headers["content-length"] = "0"
    made.response.headers.clear()
    if length is not None:
        made.response.headers["content-length"] = length.decode()
    exchanges, gaps = read(tmp_path / "x.mitm", record(made))
    size = exchanges[0].response.body_size if exchanges[0].response else -1
    assert (len(gaps), size) == (told, int(length or 0) if told else 0)
    assert is_bodiless(method, status) is (not told and length != b"0")


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (None, []), (b"x", ["it is no dictionary"]), ({"headers": b"a: b"}, []),
        ({"headers": [[b"a", b"b"], [b"a"]]}, ["no header value"]), ({"headers": [[b"a", "b"]]}, ["no header value"]),
        ({"headers": [7]}, ["no header at byte"]),
    ],
)  # fmt: skip
def test_a_record_without_a_request_is_one_exchange_that_is_lost(tmp_path: Path, sent: Any, why: list[str]) -> None:
    state = tflow.tflow().get_state()
    state["request"] = state["request"] | sent if isinstance(sent, dict) else sent
    exchanges, gaps = read(tmp_path / "one.mitm", record(state))
    assert exchanges == []
    assert [gap.exchanges for gap in gaps] == [1, *[0] * len(why)]
    assert all(each in gap.reason for each, gap in zip(why, gaps, strict=False))


def test_a_response_that_is_none_is_a_gap_and_the_request_counts(tmp_path: Path) -> None:
    (found,), gaps = read(tmp_path / "one.mitm", record(tflow.tflow(resp=True).get_state() | {"response": b"x"}))
    assert (found.response, ["it is no dictionary" in gap.reason for gap in gaps]) == (None, [True])


def test_a_port_that_is_none_is_that_of_the_connection(tmp_path: Path) -> None:
    assert exchange(tmp_path, request(port=0)).port == 22
