"""What mitmproxy is at on a connection of the app: its layers, which no event tells of."""

from collections.abc import Iterable, Iterator

from mitmproxy import connection, http
from mitmproxy.proxy.layer import Layer
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.proxy.server import ConnectionHandler


def layers_of(client: connection.Client, handlers: Iterable[ConnectionHandler]) -> Iterator[Layer]:
    """Walk the layers of a connection from the outside in; none where it is no longer there.

    Args:
        client: the app's end of the connection.
        handlers: the proxy's open connections.
    """
    for handler in handlers:
        if handler.client is client:
            yield from _walked(handler.layer)


def stream_of(flow: http.HTTPFlow, handlers: Iterable[ConnectionHandler]) -> HttpStream | None:
    """Give what puts a flow through in mitmproxy; None where it is no longer there."""
    for each in layers_of(flow.client_conn, handlers):
        if getattr(each, "flow", None) is flow and isinstance(each, HttpStream):
            return each
    return None


def _walked(outer: Layer) -> Iterator[Layer]:
    """Walk from the outside in: attributes, streams, connections, and what took over handling events."""
    waiting, seen = [outer], {id(outer)}
    while waiting:
        layer = waiting.pop()
        yield layer
        inside = [getattr(layer, name, {}).values() for name in ("streams", "connections")]
        for each in [*vars(layer).values(), *(member for members in inside for member in members)]:
            inner = getattr(each, "__self__", each)
            if isinstance(inner, Layer) and id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)
