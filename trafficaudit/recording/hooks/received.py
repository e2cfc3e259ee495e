"""What has come of a response that mitmproxy is still waiting for."""

from collections.abc import Iterable, Iterator

from mitmproxy import http
from mitmproxy.proxy.layer import Layer
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.proxy.server import ConnectionHandler


def received(flow: http.HTTPFlow, handlers: Iterable[ConnectionHandler]) -> bytes:
    """Give the bytes of a response's body so far; mitmproxy 12.3 keeps them in the stream of the flow.

    Args:
        flow: a flow that has just failed.
        handlers: the proxy's open connections.
    """
    for handler in handlers:
        if handler.client is flow.client_conn:
            for each in _layers(handler.layer):
                if getattr(each, "flow", None) is flow and isinstance(each, HttpStream):
                    return bytes(each.response_body_buf)
    return b""


def _layers(outer: Layer) -> Iterator[Layer]:
    """Walk a connection's layers from the outside in: attributes, streams, and what took over handling events."""
    waiting, seen = [outer], {id(outer)}
    while waiting:
        layer = waiting.pop()
        yield layer
        members = [*vars(layer).values(), *getattr(layer, "streams", {}).values()]
        for each in members:
            inner = getattr(each, "__self__", each)
            if isinstance(inner, Layer) and id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)
