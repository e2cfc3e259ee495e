"""One entry of a HAR as exchanges: the request with its response, then the messages of a WebSocket."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from trafficaudit.hostnames import ip_address, requested
from trafficaudit.model import TUNNEL, UNDATED, BodyForm, Exchange, Headers, Message
from trafficaudit.readers.file import printable
from trafficaudit.readers.har import own as harown
from trafficaudit.readers.har import socket as harsocket
from trafficaudit.readers.har.body import kept_aside, replaced, request_body, response_body, with_query
from trafficaudit.readers.har.connection import address, client_port, connection_id, handshake, protocol, sent_until
from trafficaudit.readers.har.headers import (
    EntryGaps,
    announced,
    cookie_header,
    headers_of,
    is_coded,
    reported_size,
    set_cookies,
    sized,
    unrepeated,
    wrong,
)
from trafficaudit.readers.har.sent import doubt, is_sent
from trafficaudit.readers.har.target import LOCAL, Target, target_of
from trafficaudit.readers.reassembly import reassembled
from trafficaudit.readers.source import Items
from trafficaudit.readers.times import parse_time


def exchanges(
    entry: Mapping[str, object], capture_id: str, position: int, offset: int, limit: int, *, cut: bool = False
) -> Items:
    """Turn an entry into its exchanges and the gaps that belong to it; ``cut`` says that a text in it was shortened.

    An entry without a request or an absolute URL becomes a gap. Anything else that is missing or of a wrong type is
    named in a gap, and what can be read is kept.
    """
    context = EntryGaps(capture_id, position, offset, limit, cut)
    request = entry.get("request")
    if not isinstance(request, Mapping):
        yield context.gap(wrong("request", request, "object"))
        return
    url = request.get("url")
    if not isinstance(url, str):
        yield context.gap(wrong("request.url", url, "text"))
        return
    url = with_query(url, request.get("queryString"))
    target = target_of(url, tunnel=str(request.get("method")).upper() == TUNNEL)
    if isinstance(target, str):
        local = url.partition(":")[0].lower() in LOCAL  # nothing that could have been sent is lost
        yield context.gap(target, exchanges=0 if local else 1)
        return
    exchange = harown.restored(named(_exchange(entry, request, target, context)), entry)
    if "_webSocketMessages" not in entry and harown.OWN not in entry and harsocket.opens(exchange):
        context.note("the messages of this WebSocket are not in this file")
    if not harown.continues(entry):
        yield exchange
        yield from context.gaps
    yield from reassembled(harsocket.messages(entry.get("_webSocketMessages"), exchange, context))


def _exchange(
    entry: Mapping[str, object], request: Mapping[str, object], target: Target, context: EntryGaps
) -> Exchange:
    response = entry.get("response")
    if response is not None and not isinstance(response, Mapping):
        context.note(wrong("response", response, "object"))
        response = None
    sent = _request(request, context)
    if harown.OWN not in entry:
        sent = replace(sent, headers=unrepeated(sent.headers, request))
    answer = _response(response, context) if response is not None else None
    started = _started(entry.get("startedDateTime"), context)
    server, error = address(entry.get("serverIPAddress"), context), _error(entry, response)
    method = _method(request, context)
    if unclear := doubt(entry):
        context.note(unclear, exchanges=0)
    tunnel = method == TUNNEL  # asked of the proxy: no server sees what it carries
    return Exchange(
        id=f"{context.position:06d}",
        capture_id=context.capture_id,
        position=context.position,
        started_at=started,
        app="",
        phase="",
        protocol=protocol(request, response),
        method=method,
        url=target.url,
        host=target.host,
        port=target.port,
        request=sent,
        response=answer,
        server_address=server,
        tls=target.scheme in ("https", "wss"),
        client_port=client_port(entry.get("connection")),
        connection_id=connection_id(entry, target.port),
        error=error,
        sent=not tunnel and is_sent(entry, answered=answer is not None, error=error),
        handshake=handshake(entry.get("timings")),
        sent_until=sent_until(entry.get("timings"), started),
    )


def named(exchange: Exchange) -> Exchange:
    """Take the name that the request carries for an address in its URL, which is what was connected to.

    Another name than the URL's is told with the destination (``destinations/called.py``).
    """
    literal = ip_address(exchange.host)
    if literal is None or exchange.request is None:
        return exchange
    name = next((each for each in requested(exchange.request.headers) if ip_address(each) is None), None)
    return replace(exchange, host=name, server_address=exchange.server_address or literal) if name else exchange


def _method(request: Mapping[str, object], context: EntryGaps) -> str:
    method = request.get("method")
    if isinstance(method, str):
        return printable(method.upper())
    context.note(wrong("request.method", method, "text"))
    return ""


def _request(request: Mapping[str, object], context: EntryGaps) -> Message:
    headers = headers_of(request.get("headers"), "request.headers", context)
    headers += cookie_header(request.get("cookies"), headers, context)
    post, reported = request.get("postData"), reported_size(request.get("bodySize")) or announced(headers)
    if post is not None and not isinstance(post, Mapping):
        context.note(wrong("request.postData", post, "object"))
        post = None
    if post is None:
        aside = kept_aside(request)
        if aside is not None:
            body, form, said = response_body(aside)
            said = said.replace("response.content", "request._content")
            return _message(headers, (body, form, said), "request", reported, context)
        return harown.message(Message(headers=headers, body_size=reported), request, {}, reported)
    body, form, said = request_body(post, headers)
    _replaced(post, "request", context)
    if not body and reported:
        body = None  # a text that is empty for a body that is not: its tool did not keep it
    comparable = reported if post.get("text") and not is_coded(headers) else 0
    message = sized(_message(headers, (body, form, said), "request", reported, context), comparable)
    return harown.message(message, request, post, reported)


def _response(response: Mapping[str, object], context: EntryGaps) -> Message | None:
    status = response.get("status")
    if not isinstance(status, int | float) or isinstance(status, bool):
        context.note(wrong("response.status", status, "number"))
        status = 0
    status = max(status, 0)  # Playwright writes -1
    headers = headers_of(response.get("headers", []), "response.headers", context)
    headers = set_cookies(response.get("cookies"), headers, context)
    content = response.get("content")
    if content is not None and not isinstance(content, Mapping):
        context.note(wrong("response.content", content, "object"))
        content = None
    if not status and not headers and not (content or {}).get("text") and harown.HEADERS not in response:
        return None  # how HAR writes that no response came: status 0 (HAR 1.2 has no other way)
    body = response_body(content, headers) if content is not None else (None, "text", "")
    _replaced(content or {}, "response", context)
    content = content if content is not None else {}
    wire = 0 if harown.is_form(content.get(harown.FORM)) else reported_size(response.get("bodySize"))
    size = 0 if body[1] == "wire" else reported_size(content.get("size"))  # of a list of pieces it is the list's
    reported = size or wire
    message = sized(_message(headers, body, "response", reported, context), size)
    message = harown.message(message, response, content, reported)
    return replace(message, status=int(status) if 0 < status < 1000 else None)


def _message(
    headers: Headers, read: tuple[bytes | None, BodyForm, str], side: str, reported: int, context: EntryGaps
) -> Message:
    body, form, wrong = read
    if wrong:
        context.note(wrong)
    if body is None:
        return Message(headers=headers, body_size=reported)
    size = context.size(body, reported)
    if len(body) > context.limit:
        body = body[: context.limit]
        least = "at least " if context.cut else ""
        what = f"only the first {len(body)} bytes of the {side} body ({least}{size} bytes) were examined"
        context.note(what, exchanges=0)  # the ledger counts it as examined in part
    return Message(headers=headers, body=body, body_form=form, body_size=size)


def _replaced(holder: Mapping[str, object], side: str, context: EntryGaps) -> None:
    """Note that bytes of a body are not there, but for what our own export wrote, which keeps each byte."""
    if replaced(holder) and not harown.is_form(holder.get(harown.FORM)):
        what = "holds U+FFFD, which tools write where bytes are no text: what those were is not in this file"
        context.note(f"the {side} body {what}", exchanges=0)


def _error(entry: Mapping[str, object], response: Mapping[str, object] | None) -> str | None:
    for holder in (response, entry):
        for name in ("_error", "_failureText") if holder is not None else ():  # the second one is Playwright's
            error = holder.get(name) if holder is not None else None
            if isinstance(error, str) and error:
                return printable(error)
    return None


def _started(value: object, context: EntryGaps) -> datetime:
    """Read ``startedDateTime`` (ISO 8601 with offset, any number of digits of a second).

    A time without an offset is not guessed at: nine hours decide which phase an exchange belongs to.
    """
    found = parse_time(value)
    if found is not None and found > UNDATED:  # zero, and the year 1, are times that nobody has set
        return found
    state = "is missing" if value is None else "is no time with an offset"
    said = "the exchange stands without a time, and in no phase that goes by time"
    context.note(f"startedDateTime {state}: {said}", exchanges=0)
    return UNDATED
