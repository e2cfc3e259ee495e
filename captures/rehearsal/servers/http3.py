"""HTTP/3 servers over QUIC. Bodies wait in memory until they are acknowledged, so they are meant to be small."""

import asyncio
import itertools
from functools import partial
from typing import Any

from aioquic.asyncio.protocol import QuicConnectionProtocol
from aioquic.asyncio.server import QuicServer
from aioquic.h3.connection import H3_ALPN, ErrorCode, H3Connection
from aioquic.h3.events import DataReceived, H3Event, HeadersReceived
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.events import ConnectionTerminated, QuicEvent, StreamReset

from captures.rehearsal.certificates import Identity
from captures.rehearsal.ledger import COMPLETE, ID_HEADER, Ledger, Tally
from captures.rehearsal.servers.answers import Answer, HangUpError, Request, ResetError, answer
from captures.rehearsal.servers.link import CUT, Link


async def listen(host: str, identity: Identity, ledger: Ledger) -> tuple[QuicServer, int]:
    """Start a server on a free port; give it with its port."""
    configuration = QuicConfiguration(is_client=False, alpn_protocols=H3_ALPN)
    configuration.load_cert_chain(identity.certificate, identity.key)
    numbers = itertools.count(1)

    def make(*arguments: Any, **named: Any) -> _Connection:
        return _Connection(Link(ledger, f"{host}:{port}", next(numbers)), *arguments, **named)

    def server() -> QuicServer:
        return QuicServer(configuration=configuration, create_protocol=make)

    transport, protocol = await asyncio.get_running_loop().create_datagram_endpoint(server, local_addr=(host, 0))
    port: int = transport.get_extra_info("sockname")[1]
    return protocol, port


class _Connection(QuicConnectionProtocol):
    def __init__(self, link: Link, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._link = link
        self._h3 = H3Connection(self._quic)
        self._requests: dict[int, Request] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._over = False

    def quic_event_received(self, event: QuicEvent) -> None:
        for h3_event in self._h3.handle_event(event):
            self._handle(h3_event)
        if isinstance(event, StreamReset):
            self._lost(event.stream_id)
        elif isinstance(event, ConnectionTerminated):
            self._over = True
            for number in list(self._requests):
                self._lost(number)

    def _handle(self, event: H3Event) -> None:
        if isinstance(event, HeadersReceived) and event.stream_id not in self._requests:
            headers = {name.decode(): value.decode() for name, value in event.headers}
            self._requests[event.stream_id] = Request(
                headers.get(ID_HEADER, ""),
                "http/3",
                headers[":method"],
                headers.get(":authority", ""),
                headers[":path"],
                Tally(),
                lambda: self._over,
            )
        if isinstance(event, HeadersReceived | DataReceived):
            request = self._requests[event.stream_id]
            if isinstance(event, DataReceived):
                request.body.add(event.data)
            if event.stream_ended:
                del self._requests[event.stream_id]
                self._tasks[event.stream_id] = task = asyncio.create_task(self._answer(event.stream_id, request))
                task.add_done_callback(partial(self._done, event.stream_id))

    def _done(self, number: int, _: object) -> None:
        del self._tasks[number]

    def _lost(self, number: int) -> None:
        if request := self._requests.pop(number, None):
            self._link.exchange(request, Tally(), 0, CUT)
        if task := self._tasks.get(number):
            task.cancel()

    async def _answer(self, number: int, request: Request) -> None:
        made, sent, status = answer(request), Tally(), 0
        outcome = made.outcome if made.outcome != COMPLETE else CUT
        try:
            if made.garbage:
                sent.add(made.garbage)
                self._quic.send_stream_data(number, made.garbage, end_stream=True)
                return
            if made.chunks is not None:
                async for piece in made.chunks:
                    if not status:
                        status = self._head(number, made, made.length)
                    sent.add(piece)
                    self._h3.send_data(number, piece, end_stream=False)
                    self.transmit()
            if not status:
                status = self._head(number, made, len(made.body))
            sent.add(made.body)
            outcome = made.outcome
            self._h3.send_data(number, made.body, end_stream=True)
        except (HangUpError, ResetError):
            self._quic.reset_stream(number, ErrorCode.H3_INTERNAL_ERROR)
        finally:
            self._link.exchange(request, sent, status, outcome)
            self.transmit()

    def _head(self, number: int, made: Answer, length: int | None) -> int:
        promised = [] if length is None else [(b"content-length", str(length).encode())]
        headers = [(name.encode(), value.encode()) for name, value in made.headers]
        self._h3.send_headers(number, [(b":status", str(made.status).encode()), *headers, *promised])
        return made.status
