"""WebSocket (RFC 6455) on the server's side."""

import asyncio

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Event,
    Ping,
    Request,
    TextMessage,
)
from wsproto.utilities import LocalProtocolError, RemoteProtocolError

from captures.rehearsal import conversation, http1
from captures.rehearsal.ledger import ID_HEADER, Tally
from captures.rehearsal.servers.answers import Request as Handshake
from captures.rehearsal.servers.link import Link


async def serve(
    raw: bytes, head: http1.Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, link: Link
) -> None:
    """Accept the handshake that ``raw`` asks for and answer every message until the connection ends."""
    host, path = head.headers.get("host", ""), head.first[1]
    handshake = Handshake(
        head.headers.get(ID_HEADER, ""), "http/1.1", head.first[0], host, path, Tally(), lambda: False
    )
    talk = _Conversation(WSConnection(ConnectionType.SERVER), writer, link, handshake)
    data = raw
    try:
        while data:
            talk.take(data)
            await writer.drain()
            data = await reader.read(http1.LIMIT)
    except (LocalProtocolError, RemoteProtocolError):
        return


class _Conversation:
    def __init__(self, socket: WSConnection, writer: asyncio.StreamWriter, link: Link, handshake: Handshake) -> None:
        self._socket, self._writer, self._link, self._handshake = socket, writer, link, handshake
        self._parts: list[str | bytes] = []

    def take(self, data: bytes) -> None:
        self._socket.receive_data(data)
        for event in self._socket.events():
            if isinstance(event, Request):
                self._send(AcceptConnection())
                self._link.exchange(self._handshake, Tally(), 101)
            elif isinstance(event, Ping | CloseConnection):
                self._send(event.response())
            elif isinstance(event, TextMessage | BytesMessage):
                self._parts.append(event.data if isinstance(event, TextMessage) else bytes(event.data))
                if event.message_finished:
                    self._reply(_whole(self._parts))
                    self._parts.clear()

    def _reply(self, message: conversation.Message) -> None:
        self._record(message, received=True)
        for answer in conversation.answers(message):
            self._send(TextMessage(answer) if isinstance(answer, str) else BytesMessage(answer))
            self._record(answer, received=False)

    def _send(self, event: Event) -> None:
        self._writer.write(self._socket.send(event))

    def _record(self, message: conversation.Message, *, received: bool) -> None:
        name, data = conversation.identity(message), conversation.as_bytes(message)
        host, path = self._handshake.host, self._handshake.path
        self._link.message(name, "websocket", data, received=received, host=host, path=path)


def _whole(parts: list[str | bytes]) -> conversation.Message:
    texts = [part for part in parts if isinstance(part, str)]
    return "".join(texts) if texts else b"".join(part for part in parts if isinstance(part, bytes))
