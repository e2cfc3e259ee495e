"""Conversations of the phone: WebSocket, the private protocol over TCP, and DNS."""

import asyncio
from collections import deque

from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, BytesMessage, CloseConnection, RejectConnection, Request, TextMessage
from wsproto.utilities import RemoteProtocolError

from captures.rehearsal import conversation, frames, http1, names
from captures.rehearsal.ledger import COMPLETE, ID_HEADER
from captures.rehearsal.phone.call import Call, Diary, Progress, Started
from captures.rehearsal.phone.web import AGENT
from captures.rehearsal.phone.wire import Wire
from captures.rehearsal.places import Address

_FRAGMENTED = 1024
"""A text message of more characters goes in two frames."""
_KINDS = (AcceptConnection, RejectConnection, TextMessage, BytesMessage, CloseConnection)
_AGAIN = 2.0
_TRIES = 5


async def websocket(wire: Wire, identity: str, call: Call, diary: Diary) -> None:
    """Shake hands, say every message and wait for its answers, close.

    Raises:
        ConnectionError: the handshake was refused, or the connection ended too early.
    """
    socket, started, progress = WSConnection(ConnectionType.CLIENT), Started(), Progress()
    extra = [("user-agent", AGENT), (ID_HEADER, identity), *call.headers]
    headers = [(name.encode(), value.encode()) for name, value in extra]
    wire.writer.write(socket.send(Request(host=call.host, target=call.path, extra_headers=headers)))
    received = _Inbox(wire, socket)
    await received.accepted()
    progress.status = 101
    diary.exchange(identity, call, started, progress, COMPLETE)
    for message in call.messages:
        started = Started()
        _say(wire, socket, message)
        name = conversation.identity(message)
        diary.message(name, call, conversation.as_bytes(message), started, sent=True)
        for _ in conversation.answers(message):
            answer = await received.message()
            answered = conversation.identity(answer)
            diary.message(answered, call, conversation.as_bytes(answer), started, sent=False)
    wire.writer.write(socket.send(CloseConnection(code=1000)))
    await received.closed()


def _say(wire: Wire, socket: WSConnection, message: conversation.Message) -> None:
    if isinstance(message, bytes):
        wire.writer.write(socket.send(BytesMessage(message)))
    elif len(message) <= _FRAGMENTED:
        wire.writer.write(socket.send(TextMessage(message)))
    else:
        wire.writer.write(socket.send(TextMessage(message[:_FRAGMENTED], message_finished=False)))
        wire.writer.write(socket.send(TextMessage(message[_FRAGMENTED:])))


class _Inbox:
    """The events of a WebSocket, in the order in which they come."""

    def __init__(self, wire: Wire, socket: WSConnection) -> None:
        self._wire, self._socket = wire, socket
        self._events: deque[object] = deque()

    async def accepted(self) -> None:
        event = await self._next()
        if not isinstance(event, AcceptConnection):
            raise ConnectionError("the handshake was refused")

    async def message(self) -> conversation.Message:
        parts: list[str | bytes] = []
        while True:
            event = await self._next()
            if not isinstance(event, TextMessage | BytesMessage):
                raise ConnectionError("the other side closed")
            parts.append(event.data if isinstance(event, TextMessage) else bytes(event.data))
            if event.message_finished:
                texts = [part for part in parts if isinstance(part, str)]
                return "".join(texts) if texts else b"".join(part for part in parts if isinstance(part, bytes))

    async def closed(self) -> None:
        while not isinstance(await self._next(), CloseConnection):
            pass

    async def _next(self) -> object:
        while True:
            while self._events:
                event = self._events.popleft()
                if isinstance(event, _KINDS):
                    return event
            data = await self._wire.reader.read(http1.LIMIT)
            if not data:
                raise ConnectionError("the other side hung up")
            try:
                self._socket.receive_data(data)
                self._events.extend(self._socket.events())
            except RemoteProtocolError as error:
                raise ConnectionError("the other side speaks no WebSocket") from error


async def private(wire: Wire, identity: str, call: Call, diary: Diary) -> None:
    """Send every message as a frame and wait for its answer.

    Raises:
        OSError: the connection ended too early, or what came was no frame.
    """
    for number, message in enumerate(call.messages, 1):
        started = Started()
        frame = frames.Frame(number & 0x7F, f"{identity}.{number}", conversation.as_bytes(message))
        wire.writer.write(frame.encode())
        diary.message(frame.id, call, frame.encode(), started, sent=True)
        try:
            answer = await frames.read(wire.reader)
        except (asyncio.IncompleteReadError, ValueError) as error:
            raise ConnectionError("the answer is cut short") from error
        diary.message(answer.id, call, answer.encode(), started, sent=False)


async def resolve(server: Address, identity: str, call: Call, diary: Diary) -> None:
    """Ask a name server, again every two seconds where no answer comes.

    Args:
        server: the name server, or a proxy's listener in front of it.
        identity: ``dns-`` and the transaction's number.
        call: the host to ask for; ``path`` is the type of the record.
        diary: where to write it down.

    Raises:
        ConnectionError: nobody answers.
    """
    kind = next(kind for kind, name in names.TYPES.items() if name == call.path)
    query = names.Question(int(identity.removeprefix("dns-")), call.host, kind).encode()
    progress, started = Progress(), Started()
    transport, answers = await asyncio.get_running_loop().create_datagram_endpoint(_Answers, remote_addr=server)
    try:
        for _ in range(_TRIES):
            transport.sendto(query)
            try:
                async with asyncio.timeout(_AGAIN):
                    message = await answers.received.get()
            except TimeoutError:
                continue
            progress.sent.add(query)
            progress.received.add(message)
            progress.status = names.rcode_of(message)
            diary.exchange(identity, call, started, progress)
            return
    finally:
        transport.close()
    raise ConnectionError("no name server answers")


class _Answers(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.received: asyncio.Queue[bytes] = asyncio.Queue()

    def datagram_received(self, data: bytes, addr: object) -> None:
        self.received.put_nowait(data)
