"""How far a failed exchange had come, by mitmproxy's stream of it; the end-to-end proof is in ``tests/addons``."""

import pytest
from mitmproxy import flow as flows
from mitmproxy.options import Options
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.proxy.layers.http._events import ErrorCode, RequestProtocolError
from mitmproxy.test import tflow

from trafficaudit.recording.hooks.received import kept_back, received


def stream() -> HttpStream:
    return HttpStream(Context(tflow.tclient_conn(), Options()), 1)


def test_what_has_come_of_a_response() -> None:
    made = stream()
    made.response_body_buf += b"so far"
    assert received(made) == b"so far"
    assert received(None) == b""


@pytest.mark.parametrize(
    ("state", "kept"),
    [
        ("state_wait_for_request_headers", True),
        ("state_consume_request_body", True),
        ("state_stream_request_body", False),
        ("state_done", False),
        ("state_errored", False),
    ],
)
def test_what_a_stream_is_at_says_whether_anything_was_passed_on(state: str, kept: bool) -> None:
    made, flow = stream(), tflow.tflow(err=True)
    made.client_state = getattr(made, state)
    assert kept_back(flow, made) is kept
    flow.response = tflow.tflow(resp=True).response
    assert not kept_back(flow, made), "whom a server has answered has sent something"
    assert not kept_back(tflow.tflow(err=True), None)


def test_what_the_app_took_back_before_it_was_passed_on() -> None:
    made, flow = stream(), tflow.tflow()
    made.client_state = made.state_done
    made._paused_event_queue.append(RequestProtocolError(1, "Client disconnected.", ErrorCode.CLIENT_DISCONNECTED))
    flow.error = flows.Error("Client disconnected.")
    assert kept_back(flow, made)
    flow.error = flows.Error("server closed connection")
    assert not kept_back(flow, made), "it failed for another reason, after it was passed on"
