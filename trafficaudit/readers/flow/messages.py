"""Messages inside a flow: WebSocket messages after a handshake, and the pieces of a TCP or UDP conversation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import NamedTuple

from trafficaudit.hostnames import host_of, ip_address
from trafficaudit.model import UNDATED, Exchange, Gap, Message
from trafficaudit.readers.flow.peers import hostport
from trafficaudit.readers.flow.state import Flow, State, common, error_of, labels_of, started_at, whole_size
from trafficaudit.readers.flow.tnetstring import MalformedError
from trafficaudit.readers.reassembly import reassembled
from trafficaudit.readers.source import Items

INJECTED = "injected by the proxy: neither side sent it"
DROPPED = "dropped by the proxy: it did not arrive"
BROKEN = (
    "the proxy's own words for what broke the protocol: this side need not have said them, and what it sent is lost"
)

_BROKEN_CODES = (1002, 1007)
"""A protocol error, and a text that is no UTF-8 (RFC 6455, 7.4.1): mitmproxy closes so for what it cannot read."""
_OWN_WORDS = re.compile(
    # What wsproto, by which mitmproxy reads WebSockets, calls a frame that it does not take (ParseFailed).
    r"(?:un)?expected CONTINUATION(?:, got .*)?|error in extension|Invalid opcode 0x[0-9a-f]+"
    r"|Invalid attempt to fragment control frame|(?:client|server) received unexpected (?:un)?masked frame"
    r"|Control frame with payload len > 125|Payload length used [28] bytes when [12] would have sufficed"
    r"|8-byte payload length with non-zero MSB|Reserved bit set unexpectedly"
    r"|CLOSE with (?:1 byte payload|invalid code|unknown reserved code)|remote CLOSE with local-only reason"
    r"|(?:Error decoding CLOSE reason: )?'utf-8' codec can't decode bytes? .*"
).fullmatch
_BEGUN_BY_TLS = re.compile(
    rb"[\xc0-\xff](?:\0\0\0\x01|\x6b\x33\x43\xcf|\xff\0\0[\x1d-\x22]|Q0[2-9][0-9])[\0-\x14]"
    rb"|\x16(?:\x03[\0-\x04]|\xfe[\xfd\xff]).",
    re.DOTALL,
).match
"""How a conversation begins that is TLS itself, which mitmproxy passed on as it was: a long header of QUIC (RFC 9000,
17.2; RFC 9369; drafts 29 to 34; Google's own), a record of a handshake of TLS (RFC 8446, 5.1) or DTLS (RFC 9147, 4)."""
_CLOSE = 8
"""The opcode of a close frame (RFC 6455, 11.8)."""


class _Piece(NamedTuple):
    from_client: bool
    content: bytes
    at: object
    error: str | None
    opcode: int | None = None


def websocket(flow: Flow, handshake: Exchange, state: State) -> Items:
    """Give one exchange per WebSocket message, with the URL, host and connection of its handshake.

    The reason with which one side closed (RFC 6455, 7.1.6) is its last message; it may say anything. Where mitmproxy
    closed because that side broke the protocol, its own words stand there.
    """
    template = replace(
        handshake, protocol="websocket", method="MESSAGE", request=None, response=None, error=None, sent_until=None
    )
    messages = state.get("messages")
    said = _websocket_pieces(messages if isinstance(messages, Iterable) else ())
    yield from reassembled(_each(flow, template, chain(said, _closing(state)), "w"))


def conversation(flow: Flow) -> Items:
    """Give one exchange per message of a TCP or UDP flow; its URL is ``tcp://HOST:PORT``.

    What a recorder says that it passed on unread (ciphertext) gives none: it counts such connections by themselves.
    """
    if labels_of(flow.state).get("passthrough") is True:
        return
    kind = str(flow.state.get("type"))
    given = flow.state.get("messages")
    if not isinstance(given, Iterable):
        raise MalformedError("it has no list of messages")
    following = iter(given)
    begun = list(islice(following, 1))
    first = begun[0] if begun else None
    messages = chain(begun, following)
    sni = flow.client.sni or flow.server.sni
    host = sni if sni and not ip_address(sni) else flow.server.host
    template = Exchange(
        id=flow.id,
        started_at=UNDATED,
        protocol=kind,
        method="MESSAGE",
        url=f"{kind}://{hostport('', host, flow.server.port)}",
        host=host_of(host),
        port=flow.server.port,
        request=None,
        response=None,
        tls=_is_tls(first) or flow.secured(flow.server.tls),
        error=error_of(flow),
        **common(flow),
    )
    yield from reassembled(_each(flow, template, _stream_pieces(messages), "m"))


def _each(flow: Flow, template: Exchange, pieces: Iterator[_Piece], letter: str) -> Items:
    number = 0
    try:
        for piece in pieces:
            gaps: list[Gap] = []
            direction = "request" if piece.from_client else "response"
            size = whole_size(piece.content, f"message {number}", flow, gaps)
            message = Message(body=bytes(piece.content), body_size=size, opcode=piece.opcode)
            yield replace(
                template,
                id=f"{flow.id}.{letter}{number}",
                started_at=started_at(piece.at, flow, gaps),
                request=message if direction == "request" else None,
                response=message if direction == "response" else None,
                error=piece.error or template.error,
                sent=template.sent and piece.error is None,
            )
            yield from gaps
            number += 1
    except MalformedError as error:
        yield flow.gap(f"message {number} of this flow and those after it could not be read: {error}")


def _websocket_pieces(messages: Iterable[object]) -> Iterator[_Piece]:
    # mitmproxy: [opcode, from client, content, time, dropped, injected]
    for message in messages:
        if not isinstance(message, list | tuple) or len(message) < 4:
            raise MalformedError("it is no list of a message's parts")
        marks = [*message[4:6], False, False]
        error = INJECTED if marks[1] is True and len(message) > 5 else DROPPED if marks[0] is True else None
        opcode = message[0] if isinstance(message[0], int) and not isinstance(message[0], bool) else None
        yield _Piece(_flag(message[1]), _content(message[2]), message[3], error, opcode)


def _closing(state: State) -> Iterator[_Piece]:
    reason = state.get("close_reason")
    if reason and isinstance(reason, str):
        error = BROKEN if state.get("close_code") in _BROKEN_CODES and _OWN_WORDS(reason) else None
        yield _Piece(_flag(state.get("closed_by_client")), _content(reason), state.get("timestamp_end"), error, _CLOSE)


def _stream_pieces(messages: Iterable[object]) -> Iterator[_Piece]:
    # mitmproxy: [from client, content, time]
    for message in messages:
        if not isinstance(message, list | tuple) or len(message) < 3:
            raise MalformedError("it is no list of a message's parts")
        yield _Piece(_flag(message[0]), _content(message[1]), message[2], None)


def _is_tls(message: object) -> bool:
    """Say whether the first message of a conversation shows that it is enciphered, whatever the flow says of it."""
    content = message[1] if isinstance(message, list | tuple) and len(message) > 1 else b""
    return isinstance(content, bytes) and _BEGUN_BY_TLS(content) is not None


def _flag(value: object) -> bool:
    # Files of Python 2 wrote the flag as an integer.
    if isinstance(value, int):
        return bool(value)
    raise MalformedError("it does not say who sent it")


def _content(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    raise MalformedError("its content is no bytes")
