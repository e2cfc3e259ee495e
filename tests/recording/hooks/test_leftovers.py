"""What waits in mitmproxy's layers when a connection ends, with mitmproxy's own layers fed by hand."""

import pytest
from hpack import Encoder
from mitmproxy import connection
from mitmproxy.http import HTTPFlow, Response
from mitmproxy.options import Options
from mitmproxy.proxy import events
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layer import Layer
from mitmproxy.proxy.layers.http._events import ResponseEndOfMessage, ResponseHeaders
from mitmproxy.proxy.layers.http._http1 import Http1Server
from mitmproxy.proxy.layers.http._http2 import Http2Server
from mitmproxy.proxy.layers.http._http3 import Http3Server
from mitmproxy.proxy.layers.http._http_h3 import MockQuic
from mitmproxy.proxy.layers.quic import CloseQuicConnection, QuicStreamDataReceived
from mitmproxy.proxy.layers.tls import ClientTLSLayer, ServerTLSLayer
from mitmproxy.proxy.layers.websocket import WebsocketLayer
from mitmproxy.test import tflow

from trafficaudit.recording.hooks.leftovers import FRAME, MESSAGE, UNFINISHED, begun, left, tell_of_http3
from trafficaudit.recording.hooks.unread import REASON


def context() -> Context:
    client = tflow.tclient_conn()
    client.timestamp_end = None
    client.state = connection.ConnectionState.OPEN
    options = Options()
    options.add_option("validate_inbound_headers", bool, True, "what an addon of mitmproxy would add")
    return Context(client, options)


def fed(layer: Layer, *data: bytes, end: bool = False) -> Layer:
    said = [events.DataReceived(layer.context.client, each) for each in data]
    ends = [events.ConnectionClosed(layer.context.client)] if end else []
    for event in (events.Start(), *said, *ends):
        list(layer.handle_event(event))
    return layer


WHOLE = b"GET http://a.example/ HTTP/1.1\r\nhost: a.example\r\n\r\n"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (b"", []),
        (b"GET http://a.example/ HTTP/1.1\r\nho", [(UNFINISHED, 34)]),
        (b"\r\n\r\n", []),  # superfluous line ends ask for nothing
        (WHOLE, []),
        (WHOLE + WHOLE, [(UNFINISHED, len(WHOLE))]),
        (WHOLE + b"\r\n", []),
        (b"POST http://a.example/ HTTP/1.1\r\ncontent-length: 9\r\n\r\nabc", []),  # it has a flow, which says so
        (b"GET /nowhere HTTP/1.1\r\nx: y\r\n\r\n", [(REASON, 0)]),
        (b"CONNECT a.example:443 HTTP/1.1\r\n\r\n", []),
        (b"POST http://a.example/ HTTP/1.1\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\nabc", []),
    ],
)
def test_what_http1_has_not_passed_on(said: bytes, found: list[tuple[str, int]]) -> None:
    assert list(left([fed(Http1Server(context()), said)], refused=False)) == found


@pytest.mark.parametrize("ends", [b"connection: close", b"content-length: 0\r\nconnection: close"])
def test_what_is_behind_a_request_whose_answer_ended_the_connection(ends: bytes) -> None:
    layer = fed(Http1Server(context()), WHOLE + WHOLE)
    assert isinstance(layer, Http1Server)
    answer = Response.make(200, b"", [tuple(each.split(b": ")) for each in ends.split(b"\r\n")])  # type: ignore[misc]
    for event in (ResponseHeaders(1, answer), ResponseEndOfMessage(1)):
        list(layer.handle_event(event))
    assert list(left([layer], refused=False)) == [(UNFINISHED, len(WHOLE))]


PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes.fromhex("000000 04 00 00000000")


def head(flags: int) -> bytes:
    """HEADERS on stream 1 (RFC 9113, 6.2): 4 is END_HEADERS, 1 END_STREAM."""
    block = Encoder().encode([(":method", "GET"), (":scheme", "https"), (":authority", "a"), (":path", "/mail")])
    return len(block).to_bytes(3, "big") + bytes([1, flags]) + (1).to_bytes(4, "big") + block


@pytest.mark.parametrize(
    ("said", "size"),
    [
        (head(5), 0),
        (head(5)[:-3], len(head(5)) - 3),
        (head(0), len(head(0)) - 9),  # a CONTINUATION was to follow
        (head(4) + bytes.fromhex("000064 00 00 00000001") + b"mail", 0),  # a body has a flow, which says so
        (bytes.fromhex("000004 08 00 0000"), 0),  # half a WINDOW_UPDATE asks for nothing
    ],
)
def test_heads_of_http2_that_are_not_whole(said: bytes, size: int) -> None:
    layer = fed(Http2Server(context()), PREFACE + said)
    assert list(left([layer], refused=False)) == ([(UNFINISHED, size)] if size else [])


@pytest.mark.parametrize(("said", "size"), [(b"\x01\x20half of it", 10), (b"", 0)])
def test_heads_of_http3_that_are_not_whole(said: bytes, size: int) -> None:
    """A frame of 32 bytes that is to be HEADERS (RFC 9114, 7.2.2), of which 10 came; nothing."""
    layer = Http3Server(context())
    if said:
        layer.h3_conn.handle_stream_event(QuicStreamDataReceived(layer.conn, 0, said, end_stream=False))
    found = dict(left([layer], refused=False))
    assert found.get(UNFINISHED, 0) == size


def test_a_client_hello_that_is_not_whole() -> None:
    around = context()
    around.layers.append(ServerTLSLayer(around))
    layer = ClientTLSLayer(around)
    for event in (events.Start(), events.DataReceived(around.client, b"\x16\x03\x01\x02\x00\x01")):
        list(layer.handle_event(event))
    assert begun([layer]) == 6
    assert begun([fed(Http1Server(context()), b"GET")]) == 0


def test_what_mitmproxy_said_itself_is_told_once() -> None:
    begun = fed(Http1Server(context()), b"GET / HT")
    assert list(left([begun], refused=True)) == [(REASON, 0)]
    assert list(left([], refused=False)) == []


FIRST = b"\x01\x84\0\0\0\0mail"  # of two fragments
CLOSE = b"\x88\x82\0\0\0\0\x03\xe8"


@pytest.mark.parametrize(
    ("said", "end", "found"),
    [
        (b"\x81\x84\0\0\0\0mail" + CLOSE, False, []),
        (FIRST, False, [(MESSAGE, 4)]),
        (FIRST, True, [(MESSAGE, 4)]),
        (FIRST + CLOSE, False, [(MESSAGE, 4)]),
        (b"\x81\x84\0\0\0\0ma", True, [(MESSAGE, 2)]),  # not even a whole frame
        (b"\xff\xff\xff\xff", False, [(FRAME, 0)]),
        (b"\x88\x82\0\0\0\0\x03\xea", False, []),  # 1002: the app says that the server broke the rules
        (b"", True, []),
    ],
)
def test_what_a_websocket_has_not_passed_on(said: bytes, end: bool, found: list[tuple[str, int]]) -> None:
    flow: HTTPFlow = tflow.twebsocketflow(messages=False, close_code=None)
    assert flow.websocket is not None
    flow.websocket.closed_by_client = None
    layer = WebsocketLayer(context(), flow)
    layer.context.server.state = connection.ConnectionState.OPEN
    for event in (events.Start(), events.DataReceived(layer.context.client, said)):
        for command in layer.handle_event(event):
            if getattr(command, "blocking", False):  # a hook, which mitmproxy answers when it has run
                list(layer.handle_event(events.HookCompleted(command)))  # type: ignore[arg-type]
    if end:
        list(layer.handle_event(events.ConnectionClosed(layer.context.client)))
    assert list(left([layer], refused=False)) == found


def test_http3_that_mitmproxy_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MockQuic, "close", MockQuic.close)
    tell_of_http3()
    layer = Http3Server(context())
    assert list(left([layer], refused=False)) == []
    layer.h3_conn.close_connection(reason_phrase="Invalid HTTP/3 request headers")
    assert list(left([layer], refused=False)) == [(REASON, 0)]
    assert isinstance(layer.h3_conn._mock.pending_commands[-1], CloseQuicConnection), "it is closed all the same"
