"""Trailers over HTTP/1 go into the flow and on, with mitmproxy's own layers fed by hand (``tests/addons`` has real ones)."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mitmproxy import connection, http
from mitmproxy.options import Options
from mitmproxy.proxy import commands, events
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layer import Layer
from mitmproxy.proxy.layers.http import _http1
from mitmproxy.proxy.layers.http._base import ReceiveHttp
from mitmproxy.proxy.layers.http._events import (
    HttpEvent,
    RequestData,
    RequestEndOfMessage,
    RequestHeaders,
    RequestTrailers,
    ResponseData,
    ResponseEndOfMessage,
    ResponseHeaders,
    ResponseTrailers,
)
from mitmproxy.proxy.layers.http._http1 import Http1Client, Http1Connection, Http1Server
from mitmproxy.test import tflow

from trafficaudit.recording.hooks.trailers import pass_on

HEAD = b"POST http://a.example/ HTTP/1.1\r\nhost: a.example\r\ntransfer-encoding: chunked\r\n\r\n"
FIELDS = ((b"X-Mail", b"a@b.example"), (b"x-sum", b"1"))


@pytest.fixture(scope="module", autouse=True)
def passed_on() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_http1, "make_body_reader", _http1.make_body_reader)
        patch.setattr(Http1Connection, "read_body", Http1Connection.read_body)
        for each in (Http1Client, Http1Server):
            patch.setattr(each, "send", each.send)
        pass_on()
        yield


def context() -> Context:
    made = Context(tflow.tclient_conn(), Options())
    made.client.timestamp_end, made.client.state = None, connection.ConnectionState.OPEN
    made.server = tflow.tserver_conn()
    return made


def told(layer: Layer, *happened: events.Event) -> list[commands.Command]:
    return [command for event in (events.Start(), *happened) for command in layer.handle_event(event)]


def received(layer: Layer, *said: bytes) -> list[HttpEvent]:
    commands_ = told(layer, *(events.DataReceived(layer.context.client, each) for each in said))
    return [each.event for each in commands_ if isinstance(each, ReceiveHttp)]


def sent(layer: Layer, *happened: HttpEvent) -> bytes:
    return b"".join(each.data for each in told(layer, *happened) if isinstance(each, commands.SendData))


WHOLE = HEAD + b"2\r\nhi\r\n0\r\nX-Mail: a@b.example\r\nx-sum: 1\r\n\r\n"


@given(cut=st.integers(0, len(WHOLE)))
def test_the_trailers_of_a_request_are_told_before_its_end(cut: int) -> None:
    found = received(Http1Server(context()), WHOLE[:cut], WHOLE[cut:])
    kinds = [type(each) for each in found if not isinstance(each, RequestData)]
    assert kinds == [RequestHeaders, RequestTrailers, RequestEndOfMessage]
    (trailers,) = (each.trailers for each in found if isinstance(each, RequestTrailers))
    assert trailers.fields == FIELDS
    assert b"".join(each.data for each in found if isinstance(each, RequestData)) == b"hi"


def test_each_of_two_requests_on_a_connection_has_its_own() -> None:
    layer = Http1Server(context())
    without = HEAD + b"0\r\n\r\n"
    first = received(layer, WHOLE + without + WHOLE)
    found: list[HttpEvent] = [each for each in first if isinstance(each, RequestTrailers)]
    for stream in (1, 3):
        answer = ResponseHeaders(stream, http.Response.make(200, b"", {"content-length": "0"}))
        given_ = [command for event in (answer, ResponseEndOfMessage(stream)) for command in layer.handle_event(event)]
        found += [each.event for each in given_ if isinstance(each, ReceiveHttp)]
    kinds = [type(each) for each in found]
    last = [RequestHeaders, RequestTrailers, RequestEndOfMessage]
    assert kinds == [RequestTrailers, RequestHeaders, RequestEndOfMessage, *last[:1], RequestData, *last[1:]]
    assert [each.stream_id for each in found if isinstance(each, RequestTrailers)] == [1, 5]


def request(name: bytes, value: bytes) -> http.Request:
    return http.Request.make("POST", "http://a.example/", b"", [(name, value)])


def test_a_requests_trailers_stand_behind_its_last_chunk() -> None:
    head = RequestHeaders(1, request(b"transfer-encoding", b"chunked"), end_stream=False)
    ended = RequestTrailers(1, http.Headers(FIELDS)), RequestEndOfMessage(1)
    said = sent(Http1Client(context()), head, RequestData(1, b"hi"), *ended)
    assert said.partition(b"\r\n\r\n")[2] == b"2\r\nhi\r\n0\r\nX-Mail: a@b.example\r\nx-sum: 1\r\n\r\n"
    plain = sent(Http1Client(context()), head, RequestData(1, b"hi"), RequestEndOfMessage(1))
    assert plain.endswith(b"2\r\nhi\r\n0\r\n\r\n")


def test_an_answers_trailers_do_as_well() -> None:
    layer = Http1Server(context())
    received(layer, b"GET http://a.example/ HTTP/1.1\r\nhost: a.example\r\n\r\n")
    answer = http.Response.make(200, b"", {"transfer-encoding": "chunked"})
    said = ResponseHeaders(1, answer), ResponseData(1, b"0\r\n\r\n"), ResponseTrailers(1, http.Headers(FIELDS))
    data = [command for event in (*said, ResponseEndOfMessage(1)) for command in layer.handle_event(event)]
    written = b"".join(each.data for each in data if isinstance(each, commands.SendData))
    assert written.endswith(b"5\r\n0\r\n\r\n\r\n0\r\nX-Mail: a@b.example\r\nx-sum: 1\r\n\r\n")


def test_without_chunks_there_is_no_place_for_them() -> None:
    head = RequestHeaders(1, request(b"content-length", b"2"), end_stream=False)
    with pytest.raises(AssertionError, match="Unexpected event"):
        sent(Http1Client(context()), head, RequestData(1, b"hi"), RequestTrailers(1, http.Headers(FIELDS)))
