"""HTTP flows, and the WebSocket messages that follow a handshake."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from trafficaudit.model import TUNNEL, Exchange, Gap, Headers, Message
from trafficaudit.readers.file import printable
from trafficaudit.readers.flow.messages import websocket
from trafficaudit.readers.flow.peers import hostport, located, place
from trafficaudit.readers.flow.sent import BY_PROXY, LOGIN, by_proxy, is_sent, refused_upstream
from trafficaudit.readers.flow.state import (
    UNTOLD,
    Flow,
    State,
    common,
    error_of,
    labels_of,
    raw,
    response_of,
    started_at,
    whole_size,
)
from trafficaudit.readers.flow.tnetstring import Cut, MalformedError
from trafficaudit.readers.source import Items
from trafficaudit.readers.times import moment

_PROTOCOLS = {
    b"HTTP/0.9": "http/0.9",
    b"HTTP/1.0": "http/1.0",
    b"HTTP/1.1": "http/1.1",
    b"HTTP/2": "http/2",
    b"HTTP/2.0": "http/2",
    b"HTTP/3": "http/3",
    b"HTTP/3.0": "http/3",
}

_NAMING = {
    "method": "the method of the request",
    "authority": "the authority of the request",
    "host": "the host of the request",
    "path": "the path of the request",
}
"""What names the target of a request, and how a gap calls it."""

UNKEPT = "passed without being kept (stream_large_bodies), or broke off"
_DIGITS = 15
"""Digits of a Content-Length up to which it is believed: a petabyte."""

CHANGED = "this flow was changed in mitmproxy after it was recorded: it holds what it was changed to"
AGAIN = "mitmproxy was told to send this request again: the app need not have sent it as it stands here"


def leaves_whole(reason: str) -> bool:
    """Tell whether a gap says how a flow came about, or what nobody recorded of it, and not that it is damaged."""
    return reason in (CHANGED, AGAIN, BY_PROXY, LOGIN, UNTOLD) or reason.endswith(UNKEPT)


def http(flow: Flow) -> Items:
    """Give the exchange of an HTTP flow, then its WebSocket messages, then what could not be read of it."""
    request = flow.state.get("request")
    if not isinstance(request, Mapping):
        raise MalformedError("it has no request")
    gaps = list(_handled(flow))
    sent = _message(request, "request", flow, gaps)
    method, scheme, host, port, url = _target(request, sent.headers, flow)
    for part, called in _NAMING.items():
        _tell_cut(request.get(part), called, flow, gaps)
    exchange = Exchange(
        id=flow.id,
        started_at=started_at(request.get("timestamp_start"), flow, gaps),
        protocol=_PROTOCOLS.get(raw(request, "http_version"), "http"),
        method=method,
        url=url,
        host=host,
        port=port,
        request=sent,
        response=response_of(flow, gaps, lambda state: _message(state, "response", flow, gaps)),
        sent=method != TUNNEL and is_sent(flow),
        tls=flow.secured(scheme in ("https", "wss")),
        error=error_of(flow),
        sent_until=_until(request, flow),
        **common(flow),
    )
    if not _is_copy(flow.state):
        yield exchange
        yield from gaps
    messages = flow.state.get("websocket")
    if isinstance(messages, Mapping):
        yield from websocket(flow, exchange, messages)


def _until(request: State, flow: Flow) -> datetime | None:
    """Give when the last of a request had been seen; of a body that broke off, when its flow did at the latest."""
    ended, error = request.get("timestamp_end"), flow.state.get("error")
    if ended is None and request.get("content") and isinstance(error, Mapping):
        ended = error.get("timestamp")
    return moment(ended)


def _handled(flow: Flow) -> Iterator[Gap]:
    """Say where a flow is not what a server was asked or said: somebody changed it, or a proxy answered it."""
    if flow.state.get("backup"):
        yield flow.gap(CHANGED, 0)
    if flow.state.get("is_replay") == "request":
        yield flow.gap(AGAIN, 0)
    if by_proxy(flow):
        yield flow.gap(BY_PROXY, 0)
    if refused_upstream(flow):
        yield flow.gap(LOGIN, 0)


def _is_copy(state: State) -> bool:
    # Versions up to 11 kept the messages of a WebSocket in a flow of their own. mitmproxy's migration puts a copy of
    # the handshake before them, or a made-up one; the real handshake stands in the file as its own flow. A recorder
    # that writes a long conversation in parts repeats the handshake in each.
    labels = labels_of(state)
    return ("duplicated" in labels or "continues" in labels) and state.get("websocket") is not None


def _message(state: State, side: str, flow: Flow, gaps: list[Gap]) -> Message:
    body = state.get("content")
    if body is not None and not isinstance(body, bytes):
        raise MalformedError(f"the content of the {side} is no bytes")
    status = state.get("status_code")
    headers = _headers(state.get("headers"), side, flow, gaps)
    return Message(
        headers=headers,
        body=body if body is None or type(body) is bytes else bytes(body),
        body_size=_unkept(state, headers, side, flow, gaps) or whole_size(body, f"the {side} body", flow, gaps),
        trailers=_headers(state.get("trailers") or (), side, flow, gaps),
        status=status if isinstance(status, int) else None,
    )


def _tell_cut(value: object, what: str, flow: Flow, gaps: list[Gap]) -> None:
    if isinstance(value, Cut):
        whole_size(value, what, flow, gaps, lost=1)


def _unkept(state: State, headers: Headers, side: str, flow: Flow, gaps: list[Gap]) -> int:
    """Say that a body has passed of which mitmproxy kept nothing; give its size where a header tells.

    One that was kept is bytes, an empty one too; a request that was not whole went nowhere. Where a size is told, the
    body counts as one that could not be looked into, else the exchange as one of which something is lost.
    """
    if state.get("content") is not None or (side == "request" and state.get("timestamp_end") is None):
        return 0
    if _has_none(state, headers, side, flow):
        return 0
    told = next((value for name, value in headers if name.lower() == b"content-length"), b"")
    whole = told.isdigit() and len(told) <= _DIGITS and state.get("timestamp_end") is not None
    size = int(told) if whole else 0
    gaps.append(flow.gap(f"the {side}'s body {UNKEPT}", exchanges=0 if size else 1))
    return size


def is_bodiless(method: str, status: int) -> bool:
    """Tell whether an answer has no body whatever length its headers name (RFC 9110, 6.4.1)."""
    return method == "HEAD" or status in (204, 304) or 100 <= status < 200


def _has_none(state: State, headers: Headers, side: str, flow: Flow) -> bool:
    """Tell whether a message has no body that could have passed, as where every one is streamed."""
    named = {name.lower(): value.strip() for name, value in headers}
    if named.get(b"content-length") == b"0":
        return True
    if side == "request":
        return False
    request, status = flow.state.get("request"), state.get("status_code")
    method = raw(request, "method").decode("ascii", "replace").upper() if isinstance(request, Mapping) else ""
    return is_bodiless(method, status if isinstance(status, int) else 0)


def _headers(value: object, side: str, flow: Flow, gaps: list[Gap]) -> Headers:
    if isinstance(value, tuple):
        return value
    if not isinstance(value, list):
        raise MalformedError(f"the headers of the {side} are no list")
    out = []
    for pair in value:
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(each, bytes) for each in pair)):
            raise MalformedError(f"the headers of the {side} hold something that is none")
        for each in pair:
            _tell_cut(each, f"a header of the {side}", flow, gaps)
        out.append((bytes(pair[0]), bytes(pair[1])))
    return tuple(out)


def _target(request: State, headers: Headers, flow: Flow) -> tuple[str, str, str, int, str]:
    """Give method, scheme, host, port and the absolute URL, with the path as it was sent."""
    method = printable(raw(request, "method").decode("ascii", "backslashreplace").upper())
    scheme = raw(request, "scheme").decode("ascii", "ignore") or ("https" if flow.client.tls else "http")
    host, port = printable(raw(request, "host").decode("utf-8", "replace")), request.get("port")
    if not isinstance(port, int) or not 0 < port <= 0xFFFF:
        port = flow.server.port
    if _is_copy(flow.state) and host == "unknown":  # made up by the migration: the connection knows better
        scheme, host, port = ("https" if flow.client.tls else "http"), flow.server.host, flow.server.port
    sni = flow.client.sni or flow.server.sni
    if method == TUNNEL:
        host, _ = place(b"", host, port, scheme, sni)
        return method, scheme, host, port, f"{scheme}://{hostport('', host, port)}"
    host, shown = place(_named(request, headers), host, port, scheme, sni)
    path = raw(request, "path").decode("utf-8", "surrogateescape")
    return method, scheme, host, port, located(scheme, shown, path)


def _named(request: State, headers: Headers) -> bytes:
    """Give the host that the request names: ``:authority`` (RFC 9113, 8.3.1), else the Host header."""
    if raw(request, "http_version")[:6] in (b"HTTP/2", b"HTTP/3"):
        authority = raw(request, "authority")
        if authority:
            return authority
    for name, value in headers:
        if len(name) == 4 and name.lower() == b"host":
            return value
    return b""
