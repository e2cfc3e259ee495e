"""The buffer of a response that broke off is found; the end-to-end proof is a truncated answer in ``test_faults``."""

from typing import Any

from mitmproxy.options import Options
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.test import tflow

from trafficaudit.recording.hooks.received import received


def test_it_is_found_behind_an_event_handler() -> None:
    flow = tflow.tflow(resp=True)
    context = Context(flow.client_conn, Options())
    outer, stream = HttpStream(context, 1), HttpStream(context.fork(), 3)
    stream.flow = flow
    stream.response_body_buf += b"so far"
    outer._handle_event = stream.handle_event
    handler: Any = type("Handler", (), {"client": flow.client_conn, "layer": outer})()
    other: Any = type("Handler", (), {"client": None, "layer": None})()
    assert received(flow, [other, handler]) == b"so far"
    assert received(tflow.tflow(), [other, handler]) == b""
