"""A request is handed over whole before it goes on, a response before it goes back."""

from typing import Any

import pytest
from mitmproxy.flow import Error
from mitmproxy.test import tflow as flows
from mitmproxy.test import tutils
from support.hooked import Hooked

from trafficaudit.recording import frames
from trafficaudit.recording.hooks.http import ENDED
from trafficaudit.recording.hooks.tee import STREAMED


def tflow(**parts: Any) -> Any:
    made = flows.tflow(**parts)
    made.client_conn.timestamp_end = made.server_conn.timestamp_end = None
    return made


def test_a_small_exchange_is_two_frames_with_its_bodies() -> None:
    hooked, flow = Hooked(), tflow(resp=True)
    hooked.requestheaders(flow)
    hooked.request(flow)
    hooked.phase = "browse"
    hooked.responseheaders(flow)
    hooked.response(flow)
    request, response = hooked.of(frames.Head)
    assert (request.response, request.complete, request.phase, request.state["content"]) == (
        False,
        True,
        "login",
        b"content",
    )
    assert (response.response, response.complete, response.phase, response.state["content"]) == (
        True,
        True,
        "login",
        b"message",
    )
    assert (flow.request.stream, flow.response.stream) == (False, False)
    assert len(hooked.of(frames.Connection)) == 2, "each connection's state is handed over once"


@pytest.mark.parametrize(
    ("method", "headers", "version", "streams"),
    [
        (b"POST", {"content-length": str(STREAMED)}, b"HTTP/1.1", False),
        (b"POST", {"content-length": str(STREAMED + 1)}, b"HTTP/1.1", True),
        *((b"POST", {"content-length": said}, b"HTTP/1.1", True) for said in ("many", "²", "٣", "9" * 5000)),
        (b"POST", {"transfer-encoding": "chunked"}, b"HTTP/1.1", True),
        (b"POST", {}, b"HTTP/1.1", False),
        (b"POST", {}, b"HTTP/2.0", True),
        (b"GET", {}, b"HTTP/2.0", False),
    ],
)
def test_which_requests_stream(method: bytes, headers: dict[str, str], version: bytes, streams: bool) -> None:
    hooked = Hooked()
    flow = tflow(req=tutils.treq(method=method, http_version=version))
    flow.request.headers.clear()
    flow.request.headers.update(headers)
    hooked.requestheaders(flow)
    assert callable(flow.request.stream) is streams
    assert [head.complete for head in hooked.of(frames.Head)] == ([False] if streams else [])


@pytest.mark.parametrize(
    ("status", "headers", "streams"),
    [
        (200, {"content-length": "10"}, False),
        (200, {"content-length": str(1 << 30)}, True),
        (200, {}, True),
        (204, {}, False),
        (304, {"content-length": str(1 << 30)}, False),
        (101, {}, False),
    ],
)
def test_which_responses_stream(status: int, headers: dict[str, str], streams: bool) -> None:
    hooked, flow = Hooked(), tflow(resp=tutils.tresp(status_code=status))
    flow.response.headers.clear()
    flow.response.headers.update(headers)
    hooked.responseheaders(flow)
    assert callable(flow.response.stream) is streams


def test_a_streamed_body_is_handed_over_in_pieces_and_shown_at_the_end() -> None:
    hooked, flow = Hooked(), tflow(resp=True)
    flow.response.headers.clear()
    hooked.requestheaders(flow)
    hooked.request(flow)
    hooked.responseheaders(flow)
    assert [flow.response.stream(piece) for piece in (b"ab", b"cd", b"")] == [[b"ab"], [b"cd"], []]
    flow.response.data.content = None
    hooked.response(flow)
    assert [chunk.data for chunk in hooked.of(frames.Chunk)] == [b"ab", b"cd"]
    assert flow.response.content == b"abcd"
    last = hooked.of(frames.Head)[-1]
    assert (last.complete, last.state["content"]) == (True, None)
    assert not hooked._tees
    assert not hooked._begun


def test_an_error_hands_over_what_there_is() -> None:
    hooked, flow = Hooked(), tflow(err=True)
    hooked.requestheaders(flow)
    hooked.error(flow)
    (head,) = hooked.of(frames.Head)
    (end,) = hooked.of(frames.End)
    assert (head.response, head.complete, end.error["msg"]) == (False, False, "error")
    assert not hooked._begun


def test_nothing_passes_that_cannot_be_recorded() -> None:
    hooked, flow = Hooked(works=False), tflow()
    flow.live = True
    hooked.requestheaders(flow)
    assert flow.error is not None
    assert flow.error.msg == flow.error.KILLED_MESSAGE
    later = Hooked()
    flow = tflow()
    flow.live = True
    later.requestheaders(flow)
    later.works = False
    later.request(flow)
    assert flow.error is not None


def test_a_websocket_handshake_says_that_messages_follow() -> None:
    hooked, flow = Hooked(), flows.twebsocketflow()
    hooked.requestheaders(flow)
    hooked.request(flow)
    hooked.response(flow)
    assert [head.follows for head in hooked.of(frames.Head)] == [False, True]


def test_an_answer_before_the_request_is_whole_leaves_it_open_until_the_connection_ends() -> None:
    hooked, flow = Hooked(), tflow(req=tutils.treq(headers=((b"transfer-encoding", b"chunked"),)), resp=True)
    flow.request.timestamp_end = None
    hooked.requestheaders(flow)
    flow.request.stream(b"mail=")
    hooked.responseheaders(flow)
    hooked.response(flow)
    assert not hooked.of(frames.End)
    hooked.abandon(tflow().client_conn)
    assert not hooked.of(frames.End), "that was another connection"
    for _ in range(2):
        hooked.abandon(flow.client_conn)
    (end,) = hooked.of(frames.End)
    assert end.error["msg"] == ENDED
    assert [(head.response, head.complete, head.unsent) for head in hooked.of(frames.Head)] == [
        (False, False, False),
        (True, True, False),
    ]
    hooked.error(flow)
    assert len(hooked.of(frames.End)) == 1, "what mitmproxy tells too late is passed over"
    assert not hooked._begun


def test_a_request_that_was_not_whole_is_abandoned_as_unsent() -> None:
    hooked, flow = Hooked(), tflow()
    hooked.requestheaders(flow)
    hooked.abandon(flow.client_conn)
    (head,) = hooked.of(frames.Head)
    assert (head.complete, head.unsent, head.state["content"]) == (False, True, None)
    assert not hooked._partial


def test_an_exchange_that_is_over_is_not_abandoned() -> None:
    hooked, flow = Hooked(), tflow(resp=True)
    hooked.requestheaders(flow)
    hooked.responseheaders(flow)
    hooked.response(flow)
    hooked.request(flow)
    assert not hooked._begun
    hooked.abandon(flow.client_conn)
    assert not hooked.of(frames.End)


def test_a_request_that_was_taken_back_before_it_was_passed_on_is_unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    hooked, flow = Hooked(), tflow(req=tutils.treq(headers=((b"transfer-encoding", b"chunked"),)))
    monkeypatch.setattr("trafficaudit.recording.hooks.http.kept_back", lambda *_: True)
    hooked.requestheaders(flow)
    flow.error = Error("stream reset")
    hooked.error(flow)
    assert [(head.complete, head.unsent) for head in hooked.of(frames.Head)] == [(False, False), (False, True)]


def test_a_request_that_stood_still_when_its_connection_ended_is_unsent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mitmproxy's layers, which say how far it came, are gone when it is abandoned."""
    hooked, other = Hooked(), tflow(req=tutils.treq(headers=((b"transfer-encoding", b"chunked"),)))
    flow = tflow(req=tutils.treq(headers=((b"transfer-encoding", b"chunked"),)))
    monkeypatch.setattr("trafficaudit.recording.hooks.http.kept_back", lambda each, _: each is flow)
    for each in (flow, other):
        hooked.requestheaders(each)
        hooked.look_at(each.client_conn)
    monkeypatch.setattr("trafficaudit.recording.hooks.http.kept_back", lambda *_: False)
    for each in (flow, other):
        hooked.abandon(each.client_conn)
    unsent = {head.flow: head.unsent for head in hooked.of(frames.Head)}
    assert unsent == {flow.id: True, other.id: False}
