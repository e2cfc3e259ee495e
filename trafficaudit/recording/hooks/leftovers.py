"""What an app had said on a connection when it ended, and mitmproxy neither passed on nor told anybody of.

A head that is not whole, requests behind one that was never answered or whose answer ended the connection, a request
without a destination, a WebSocket message that is not whole or no valid one, HTTP/3 that mitmproxy ends for an error:
none of it has an event. It is found in the layers of the connection (mitmproxy 12.3) before they are gone, and told as
a gap, with the bytes that waited.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from aioquic.h3.connection import HeadersState, stream_is_request_response
from mitmproxy.proxy.layer import Layer
from mitmproxy.proxy.layers.http._http1 import Http1Server
from mitmproxy.proxy.layers.http._http2 import Http2Server
from mitmproxy.proxy.layers.http._http3 import Http3Server
from mitmproxy.proxy.layers.http._http_h3 import MockQuic
from mitmproxy.proxy.layers.tls import ClientTLSLayer
from mitmproxy.proxy.layers.websocket import WebsocketLayer
from wsproto.connection import ConnectionState

from trafficaudit.recording.hooks.unread import REASON

UNFINISHED = (
    "the app had begun to ask for more when the connection ended: the proxy passed none of it on, and it stands nowhere"
)
MESSAGE = (
    "a message of a WebSocket was not whole when the conversation ended: the proxy did not pass it on, and it stands "
    "nowhere"
)
FRAME = "the proxy took what came over a WebSocket for no valid message, and ended the conversation: it stands nowhere"

_TYPE, _HEADS = 3, (b"\x01", b"\x09")
"""Where a frame of HTTP/2 says its type (RFC 9113, 4.1), and those that a head is in: HEADERS and CONTINUATION."""


class Left(NamedTuple):
    """Something that was left behind: why it stands nowhere, and how many bytes of it waited."""

    reason: str
    size: int


def left(layers: Iterable[Layer], *, refused: bool) -> Iterator[Left]:
    """Give what was left behind on a connection, each reason once.

    Args:
        layers: the connection's layers.
        refused: whether mitmproxy said already that it did not take something.
    """
    sizes: dict[str, int] = {REASON: 0} if refused else {}
    for layer in layers:
        for reason, size in _of(layer):
            if not (refused and reason == UNFINISHED):
                sizes[reason] = sizes.get(reason, 0) + size
    yield from (Left(*each) for each in sizes.items())


def begun(layers: Iterable[Layer]) -> int:
    """Count the bytes of a ClientHello that had not come whole when the app left."""
    return sum(len(each.recv_buffer) for each in layers if isinstance(each, ClientTLSLayer))


def tell_of_http3() -> None:
    """Have HTTP/3 remember, from now on and in this process, that mitmproxy ended a connection for an error."""
    close = MockQuic.close

    def closed(self: MockQuic, *arguments: object, **named: object) -> None:
        self.refused = True  # type: ignore[attr-defined]
        close(self, *arguments, **named)  # type: ignore[arg-type]

    MockQuic.close = closed  # type: ignore[method-assign]


def _of(layer: Layer) -> Iterator[tuple[str, int]]:
    if isinstance(layer, Http1Server):
        if _is_between(layer) and bytes(layer.buf).strip():
            yield UNFINISHED, len(layer.buf)
        if layer.request is not None and not layer.request.data.host:
            yield REASON, 0  # No line, no header says where to: mitmproxy answers before it tells anybody.
    elif isinstance(layer, Http2Server):
        if size := _of_http2(layer):
            yield UNFINISHED, size
    elif isinstance(layer, Http3Server):
        if getattr(layer.h3_conn._mock, "refused", False):
            yield REASON, 0
        if size := _of_http3(layer):
            yield UNFINISHED, size
    elif isinstance(layer, WebsocketLayer) and hasattr(layer, "client_ws"):
        yield from _of_websocket(layer)


def _is_between(layer: Http1Server) -> bool:
    """Tell whether what waits is behind a request, or a head: a body that waits has an exchange, which says so."""
    at = getattr(layer.state, "__name__", "")
    return at in ("read_headers", "wait") or (at == "done" and layer.request_done)


def _of_http2(layer: Http2Server) -> int:
    """Count the bytes of heads that are not whole: of their frames, and of one that is no whole frame yet."""
    waiting = layer.h2_conn.incoming_buffer
    frame = bytes(waiting._data)
    begun = len(frame) if frame[_TYPE : _TYPE + 1] in _HEADS else 0
    return begun + sum(len(each.data) for each in waiting._headers_buffer)


def _of_http3(layer: Http3Server) -> int:
    """Count the bytes of heads that are not whole, or wait for the table that they are compressed with (RFC 9204)."""
    streams = layer.h3_conn._stream.values()
    asked = (each for each in streams if stream_is_request_response(each.stream_id))
    return sum(len(each.buffer) for each in asked if each.headers_recv_state is HeadersState.INITIAL)


def _of_websocket(layer: WebsocketLayer) -> Iterator[tuple[str, int]]:
    ended = layer.flow.websocket
    by_client = ended.closed_by_client if ended else None
    if by_client is not None:
        by = layer.client_ws if by_client else layer.server_ws
        # Whoever closes is answered, and the state becomes CLOSED; where nobody closed it was mitmproxy, for an error.
        if by.state is ConnectionState.LOCAL_CLOSING:
            yield FRAME, 0
    for side in (layer.client_ws, layer.server_ws):
        if size := sum(map(len, side.frame_buf)):
            yield MESSAGE, size
