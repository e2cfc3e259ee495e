"""A connection's layers are found, whatever holds them."""

from typing import Any

from mitmproxy.options import Options
from mitmproxy.proxy.context import Context
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.test import tflow

from trafficaudit.recording.hooks.layers import layers_of, stream_of


def test_a_stream_is_found_behind_an_event_handler() -> None:
    flow = tflow.tflow(resp=True)
    context = Context(flow.client_conn, Options())
    outer, stream = HttpStream(context, 1), HttpStream(context.fork(), 3)
    stream.flow = flow
    outer._handle_event = stream.handle_event
    handler: Any = type("Handler", (), {"client": flow.client_conn, "layer": outer})()
    other: Any = type("Handler", (), {"client": None, "layer": None})()
    assert stream_of(flow, [other, handler]) is stream
    assert list(layers_of(flow.client_conn, [other, handler])) == [outer, stream]
    assert stream_of(tflow.tflow(), [other, handler]) is None
    assert list(layers_of(flow.client_conn, [other])) == []


def test_what_stands_in_a_dictionary_of_connections_is_found() -> None:
    flow = tflow.tflow()
    context = Context(flow.client_conn, Options())
    outer: Any = HttpStream(context, 1)
    inner = HttpStream(context.fork(), 3)
    outer.connections = {flow.client_conn: inner}
    handler: Any = type("Handler", (), {"client": flow.client_conn, "layer": outer})()
    assert list(layers_of(flow.client_conn, [handler])) == [outer, inner]
