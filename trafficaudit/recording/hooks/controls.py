"""What the control frames of a WebSocket carry: mitmproxy passes pings and pongs on and has no event of them.

Either holds up to 125 bytes of anything (RFC 6455, 5.5.2 and 5.5.3). One without data says nothing, and a pong that
gives a ping's data back says nothing new. One may stand between the fragments of a message (5.4): wsproto 1.3 forgets
then that these are compressed, takes the rest of them for no text, and mitmproxy ends the conversation.
"""

from collections.abc import Callable, Generator
from typing import Any

from mitmproxy import websocket
from mitmproxy.proxy.layers.websocket import WebsocketConnection, WebsocketLayer
from wsproto import events
from wsproto.extensions import PerMessageDeflate
from wsproto.frame_protocol import CloseReason, Opcode, RsvBits

type Told = Callable[[websocket.WebSocketMessage], bool]
"""Takes a control frame as a message; gives whether it may go on."""


def tap(layer: WebsocketLayer, told: Told) -> None:
    """Have both sides' control frames told, from now on, before they go on."""
    asked: dict[bool, bytes] = {}
    _tap(layer.client_ws, True, asked, told)
    _tap(layer.server_ws, False, asked, told)


def keep_apart() -> None:
    """Have control frames change nothing about the message that they stand in, from now on and in this process."""
    header, complete = PerMessageDeflate.frame_inbound_header, PerMessageDeflate.frame_inbound_complete

    def begins(self: Any, proto: Any, opcode: Opcode, rsv: RsvBits, size: int) -> CloseReason | RsvBits:
        self.audit_before = self._inbound_compressed
        return header(self, proto, opcode, rsv, size)

    def ends(self: Any, proto: Any, fin: bool) -> bytes | CloseReason | None:
        given = complete(self, proto, fin)
        if not self._inbound_is_compressible:
            self._inbound_compressed = self.audit_before
        return given

    PerMessageDeflate.frame_inbound_header = begins  # type: ignore[assignment,method-assign]
    PerMessageDeflate.frame_inbound_complete = ends  # type: ignore[method-assign]


def _tap(side: WebsocketConnection, from_client: bool, asked: dict[bool, bytes], told: Told) -> None:
    given = side.events

    def each() -> Generator[events.Event]:
        for event in given():
            if _passes(event):
                yield event

    def _passes(event: events.Event) -> bool:
        if not isinstance(event, events.Ping | events.Pong) or not event.payload:
            return True
        data, is_ping = bytes(event.payload), isinstance(event, events.Ping)
        if not is_ping and asked.pop(not from_client, b"") == data:
            return True
        if is_ping:
            asked[from_client] = data
        return told(websocket.WebSocketMessage(Opcode.PING if is_ping else Opcode.PONG, from_client, data))

    side.events = each
