"""A HAR written anew for mitmproxy, which refuses a whole HAR for one odd entry and reads no compressed one.

HTTP Archive 1.2: http://www.softwareishard.com/blog/har-12-spec/. The bodies of a HAR have their content encoding taken
off, so the answers say so: no ``Content-Encoding``, and the length of what is sent.
"""

import base64
import re
from dataclasses import replace

from trafficaudit.model import Exchange, Headers, Message

# Frames the message on the connection it was recorded on (RFC 9112, 6; RFC 9110, 8.4).
_FRAMING = (b"content-encoding", b"content-length", b"transfer-encoding")
_URL_SAFE = re.compile(rb"[^!-~]")


def is_bodiless(method: str, status: int) -> bool:
    """Tell whether an answer has no body whatever length its headers name (RFC 9110, 6.4.1)."""
    return method == "HEAD" or status in (204, 304)


def sendable(exchange: Exchange) -> Exchange:
    """Give an exchange of a HAR as it can be sent: a HAR's bodies have their content encoding taken off."""
    response = exchange.response
    if response is None or response.status is None:
        return exchange
    body, bodiless = response.body, is_bodiless(exchange.method, response.status)
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
    return replace(exchange, response=replace(response, headers=headers, body=body, body_size=size))


def entry(exchange: Exchange) -> dict[str, object]:
    """Give one entry of HAR 1.2 in the form that mitmproxy reads back into the same bytes."""
    request, response = exchange.request or Message(), exchange.response or Message()
    url = exchange.url.encode("utf-8", "surrogateescape")
    asked: dict[str, object] = {
        "method": exchange.method,
        "url": _URL_SAFE.sub(lambda byte: b"%%%02X" % ord(byte[0]), url).decode("ascii"),
        "httpVersion": "HTTP/1.1",
        "headers": _pairs(tuple(pair for pair in request.headers if pair[0].lower() not in _FRAMING)),
    }
    if request.body:
        asked["postData"] = {"text": request.body.decode("utf-8", "replace")}
    content = {"text": base64.b64encode(response.body or b"").decode("ascii"), "encoding": "base64"}
    return {
        "startedDateTime": exchange.started_at.isoformat(),
        "time": 0,
        "request": asked,
        "response": {
            "status": response.status,
            "httpVersion": "HTTP/1.1",
            "headers": _pairs(response.headers),
            "content": content,
        },
    }


def _pairs(headers: Headers) -> list[dict[str, str]]:
    return [
        {"name": name.decode("utf-8", "replace"), "value": value.decode("utf-8", "replace")}
        for name, value in headers
        if not name.startswith(b":")
    ]
