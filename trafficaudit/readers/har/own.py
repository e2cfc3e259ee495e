"""What HAR 1.2 has no place for and our own export adds, written and read back here.

HAR allows members whose names begin with an underscore. Everybody else passes over these, so whatever another program
needs stands in its usual place as well. What is of a wrong type is passed over.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from trafficaudit.model import BodyForm, Exchange, Handshake, Headers, Message
from trafficaudit.readers.file import printable
from trafficaudit.readers.times import parse_time

OWN = "_trafficaudit"
"""Member of an entry: the exchange it was made from, and what its usual members cannot say of it."""

FORM, HEADERS, TRAILERS, BYTES = "_form", "_headers", "_trailers", "_base64"
"""Members of a request, response, content or message: the body's form, the exact headers and trailers, exact bytes."""

CONTINUES = "continues"
"""Says in ``OWN`` that an entry holds further messages of an earlier one's WebSocket, and is no request of its own."""

_TEXTS = {
    "app": "app",
    "phase": "phase",
    "host": "host",
    "protocol": "protocol",
    "sni": "sni",
    "dialled": "dialled",
    "connection": "connection_id",
}
_FLAGS = {"tls": "tls", "sent": "sent"}
_PORTS = {"port": "port", "clientPort": "client_port"}
_HANDSHAKE, _CERTIFICATE, _UNTIL = "handshake", "certificate", "sentUntil"
_SLOWEST = 3600.0
_FORMS: tuple[str, ...] = get_args(BodyForm.__value__)


def said(exchange: Exchange, url: str) -> dict[str, object]:
    """Give the member ``OWN`` of an exchange whose entry says ``url``."""
    out: dict[str, object] = {"exchange": exchange.id}
    for key, name in (_TEXTS | _FLAGS | _PORTS).items():
        value = getattr(exchange, name)
        if value not in (None, ""):
            out[key] = value
    if url != exchange.url or "#" in url:  # whoever reads a HAR takes what is behind it for a fragment
        out["url"] = base64.b64encode(exchange.url.encode("utf-8", "surrogateescape")).decode("ascii")
    if exchange.handshake is not None:
        out[_HANDSHAKE] = list(exchange.handshake)
    if exchange.certificate is not None:
        out[_CERTIFICATE] = base64.b64encode(exchange.certificate).decode("ascii")
    if exchange.sent_until is not None:
        out[_UNTIL] = exchange.sent_until.isoformat()
    return out


def continues(entry: Mapping[str, object]) -> bool:
    """Tell whether an entry is no request of its own."""
    own = entry.get(OWN)
    return isinstance(own, Mapping) and own.get(CONTINUES) is True


def restored(exchange: Exchange, entry: Mapping[str, object]) -> Exchange:
    """Give an exchange with what ``OWN`` says of it, where its entry has that."""
    own = entry.get(OWN)
    if not isinstance(own, Mapping):
        return exchange
    found: dict[str, Any] = {}
    for key, name in _TEXTS.items():
        if isinstance(own.get(key), str):
            found[name] = printable(own[key])
    for key, name in _FLAGS.items():
        if isinstance(own.get(key), bool):
            found[name] = own[key]
    for key, name in _PORTS.items():
        if type(own.get(key)) is int and 0 <= own[key] <= 0xFFFF:
            found[name] = own[key]
    url = exact(own.get("url"))
    if url is not None:
        found["url"] = url.decode("utf-8", "surrogateescape")
    found["handshake"] = _handshake(own.get(_HANDSHAKE)) or exchange.handshake
    found["certificate"] = exact(own.get(_CERTIFICATE))
    found["sent_until"] = parse_time(own.get(_UNTIL))
    return replace(exchange, **found)


def _handshake(value: object) -> Handshake | None:
    if not isinstance(value, Sequence) or len(value) != len(Handshake._fields):
        return None
    seconds = [each if isinstance(each, float) and 0 < each < _SLOWEST else None for each in value]
    return Handshake(*seconds) if any(seconds) else None


def message(found: Message, holder: Mapping[str, object], body: Mapping[str, object], size: int) -> Message:
    """Give a message with the exact headers, the trailers and the body's form, where the entry has them.

    Args:
        found: the message as any HAR says it.
        holder: the request or response.
        body: ``postData`` or ``content``.
        size: the body's size as the entry reports it.
    """
    headers, trailers, form = _pairs(holder.get(HEADERS)), _pairs(holder.get(TRAILERS)), body.get(FORM)
    if headers is not None:
        found = replace(found, headers=headers)
    if trailers is not None:
        found = replace(found, trailers=trailers)
    if form in _FORMS and found.body is not None:
        found = replace(found, body_form=form, body_size=max(len(found.body), size))  # type: ignore[arg-type]
    return found


def is_form(form: object) -> bool:
    """Tell whether a member ``FORM`` names a body's form."""
    return form in _FORMS


def pairs(headers: Headers) -> list[list[str]]:
    """Give headers as ``HEADERS`` and ``TRAILERS`` hold them: name and value in base64."""
    return [[base64.b64encode(each).decode("ascii") for each in pair] for pair in headers]


def exact(text: object) -> bytes | None:
    """Give the bytes behind a base64 text; ``None`` where it is none."""
    try:
        return base64.b64decode(text, validate=True) if isinstance(text, str) else None
    except (binascii.Error, ValueError):
        return None


def _pairs(value: object) -> Headers | None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return None
    out = []
    for each in value:
        if not isinstance(each, Sequence) or isinstance(each, str) or len(each) != 2:
            return None
        name, text = exact(each[0]), exact(each[1])
        if name is None or text is None:
            return None
        out.append((name, text))
    return tuple(out)
