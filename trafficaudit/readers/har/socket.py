"""The messages of a WebSocket in a HAR, which Chrome, Safari, mitmproxy and others list beside the entry."""

from collections.abc import Mapping
from dataclasses import replace

from trafficaudit.model import UNDATED, Exchange, Message
from trafficaudit.plurals import several
from trafficaudit.readers.file import printable
from trafficaudit.readers.flow.messages import BROKEN, DROPPED, INJECTED
from trafficaudit.readers.har import own as harown
from trafficaudit.readers.har.body import to_bytes, unbase64
from trafficaudit.readers.har.headers import EntryGaps, reported_size, wrong
from trafficaudit.readers.source import Items
from trafficaudit.readers.times import moment

_BINARY_OPCODE = 2
_SWITCHED = 101
_MILLISECONDS = 1e11


def opens(exchange: Exchange) -> bool:
    """Tell whether an exchange opened a WebSocket (RFC 6455, 4.2.2), whose messages some tools do not keep."""
    answer = exchange.response
    upgrades = ((name.lower(), value.strip().lower()) for name, value in (answer.headers if answer else ()))
    return answer is not None and answer.status == _SWITCHED and (b"upgrade", b"websocket") in upgrades


def messages(listed: object, handshake: Exchange, context: EntryGaps) -> Items:
    """Read ``_webSocketMessages``: ``type`` (send or receive), ``time`` (Unix seconds), ``opcode``, ``data``."""
    if listed is None:
        return
    if not isinstance(listed, list):
        yield context.gap(wrong("_webSocketMessages", listed, "list"))
        return
    bare = replace(handshake, request=None, response=None, error=None, sent_until=None)
    template = replace(bare, protocol="websocket", method="MESSAGE")
    untimed = 0
    for number, each in enumerate(listed):
        data = each.get("data") if isinstance(each, Mapping) else None
        kind = each.get("type") if isinstance(each, Mapping) else None
        if not isinstance(data, str) or kind not in ("send", "receive"):
            yield context.gap(f"_webSocketMessages[{number}] is no message")
            continue
        message = _message(template, number, each, data, context)
        untimed += message.started_at == UNDATED
        yield message
    if untimed:
        one, more = (
            "message of this WebSocket has no time: it stands",
            "messages of this WebSocket have no time: they stand",
        )
        what = f"{several(untimed, one, more)} without one"
        yield context.gap(f"{what}, and in no phase that goes by time", 0)


def _message(template: Exchange, number: int, each: Mapping[str, object], data: str, context: EntryGaps) -> Exchange:
    opcode, exact = each.get("opcode"), harown.exact(each.get(harown.BYTES))
    packed = opcode == _BINARY_OPCODE or each.get("encoding") == "base64"
    raw = unbase64(data) if packed else None
    body = exact if exact is not None else raw if raw is not None else to_bytes(data)
    message = Message(
        body=body,
        body_form="text" if raw is None else "decoded",
        body_size=context.size(body),
        opcode=opcode if type(opcode) is int else None,
    )
    message = harown.message(message, {}, each, reported_size(each.get("_size")))
    seconds = each.get("time")
    if isinstance(seconds, int | float) and seconds > _MILLISECONDS:
        seconds = seconds / 1000
    sent, error = each.get("type") == "send", each.get("_error")
    return replace(
        template,
        id=f"{template.id}.w{number}",
        started_at=max(moment(seconds) or UNDATED, UNDATED),
        request=message if sent else None,
        response=None if sent else message,
        error=printable(error) if isinstance(error, str) else None,
        sent=template.sent and error not in (BROKEN, DROPPED, INJECTED),
    )
