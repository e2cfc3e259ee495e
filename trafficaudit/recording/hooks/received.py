"""How far an exchange had come that failed: what was passed on of its request, what had come of its response."""

from mitmproxy import http
from mitmproxy.proxy.layers.http import HttpStream
from mitmproxy.proxy.layers.http._events import RequestProtocolError

_BEFORE = ("state_uninitialized", "state_wait_for_request_headers", "state_consume_request_body")
"""What a stream of mitmproxy 12.3 is at while nothing of its request has been passed on."""


def received(stream: HttpStream | None) -> bytes:
    """Give the bytes of a response's body so far, which mitmproxy 12.3 keeps in the stream of the flow."""
    return bytes(stream.response_body_buf) if stream else b""


def kept_back(flow: http.HTTPFlow, stream: HttpStream | None) -> bool:
    """Tell of a flow that has just failed whether mitmproxy has passed on nothing of its request for certain.

    Where the app takes a request back in the moment in which mitmproxy has all of it, the news waits in the stream's
    queue, and mitmproxy looks there before it passes anything on; it then tells of the failure with the same words.
    """
    if stream is None or flow.response is not None:
        return False
    if getattr(stream.client_state, "__name__", "") in _BEFORE:
        return True
    waiting = getattr(stream, "_paused_event_queue", ())
    said = flow.error.msg if flow.error else None
    return any(isinstance(event, RequestProtocolError) and event.message == said for event in waiting)
