"""A HAR written anew for mitmproxy, which refuses a whole HAR for one odd entry and reads no compressed one.

The entries are those of an export. The bodies of a HAR have their content encoding taken off, so the answers say so: no
``Content-Encoding``, and the length of what is sent.
"""

from dataclasses import replace

from trafficaudit.export.harparts import plain
from trafficaudit.export.harwriter import harentry
from trafficaudit.model import Exchange, Headers, Message
from trafficaudit.readers.flow.http import is_bodiless

# Frames the message on the connection it was recorded on (RFC 9112, 6; RFC 9110, 8.4).
_FRAMING = (b"content-encoding", b"content-length", b"transfer-encoding")


def sendable(exchange: Exchange) -> Exchange:
    """Give an exchange as it can be sent: its body has its content encoding taken off, as in most HARs it has."""
    response = exchange.response
    if response is None or response.status is None:
        return exchange
    bodiless = is_bodiless(exchange.method, response.status)
    if response.body and response.body_form == "wire" and response.body_size <= len(response.body):
        whole = plain(response).data
        response = replace(response, body=whole, body_size=len(whole))
    body = response.body
    if body is None and (bodiless or response.body_size == 0):
        body = b""
    headers = tuple(
        (name, value)
        for name, value in response.headers
        if not name.startswith(b":") and (bodiless or name.lower() not in _FRAMING)
    )
    if body is not None and not bodiless:
        # A body that the reader cut keeps the length it had, by which it is known as cut.
        headers += ((b"content-length", str(max(len(body), response.body_size)).encode()),)
    size = 0 if body is None else len(body)
    form = "decoded" if response.body_form == "wire" else response.body_form
    return replace(exchange, response=replace(response, headers=headers, body=body, body_size=size, body_form=form))


def entry(exchange: Exchange) -> dict[str, object]:
    """Give one entry of HAR 1.2 in the form that mitmproxy reads back into the same bytes."""
    request, response = exchange.request or Message(), exchange.response or Message()
    asked = replace(
        request, headers=tuple(pair for pair in _regular(request.headers) if pair[0].lower() not in _FRAMING)
    )
    answer = replace(response, headers=_regular(response.headers))
    return harentry(replace(exchange, protocol="http/1.1", request=asked, response=answer))


def _regular(headers: Headers) -> Headers:
    """Leave out what HTTP/2 keeps among its headers and HTTP/1 in its first line (RFC 9113, 8.3)."""
    return tuple(pair for pair in headers if not pair[0].startswith(b":"))
